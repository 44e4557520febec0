"""Use cases: open a transaction, apply the rules, say what changed. No Qt, no HTTP, no keyring in here."""
