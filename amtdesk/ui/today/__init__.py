"""Heute: the first screen."""
