"""This computer: where files lie, the keyring, the log, crash reports, the network's way out."""
