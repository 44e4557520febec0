"""The commands of the command line; each module runs one or a few of them."""
