"""The platforms, one file each; `CHANNELS` is their list."""
