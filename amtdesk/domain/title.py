"""What names a post in a line."""


def first_words(title: str, text: str, most: int = 80) -> str:
    """Its title, else the first line of its text cut at a word."""
    if title.strip():
        return title.strip()
    line = next((part.strip() for part in text.splitlines() if part.strip()), "")
    if len(line) <= most:
        return line or "Ohne Text"
    return line[:most].rsplit(" ", 1)[0] + " …"
