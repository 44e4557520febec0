"""The Windows installer: built and proven on Linux, built on Windows too."""
