"""Kanäle: the connected channels, their check, and connecting a new one."""
