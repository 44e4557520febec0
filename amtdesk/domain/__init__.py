"""What things are and what the rules say; standard library and `regex` only, no clock, no files."""
