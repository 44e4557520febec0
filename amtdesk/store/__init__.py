"""SQLite: rows stay inside, values go out."""
