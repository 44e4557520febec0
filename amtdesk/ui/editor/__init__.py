"""The draft editor: one text, a version per channel, pictures, checks, time, and the way out."""
