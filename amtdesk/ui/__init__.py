"""PySide6: shows values, calls services."""
