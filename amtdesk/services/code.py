"""A link as a QR code, for paper that nobody can click."""

#: Rows from the top, dark squares are True; the quiet zone around is not part of it.
Squares = tuple[tuple[bool, ...], ...]


def squares(link: str) -> Squares:
    """The code of a link, readable with 15 % of it spoilt (level M); empty when no code is large enough for it."""
    import segno

    try:
        made = segno.make_qr(link, error="m", boost_error=False)
    except segno.DataOverflowError:
        return ()
    return tuple(tuple(bool(one) for one in row) for row in made.matrix)
