"""Addresses and hashtags as platforms find them in a text."""

import unicodedata

import regex

# Neither the bracket nor the full stop behind an address belongs to it, but the pair of brackets in „Musterbach_(Ort)“.
_PAIR = r"\([^\s<>\"“”„()]*\)"
_PIECE, _END = rf"(?>{_PAIR}|[^\s<>\"“”„])", rf"(?:{_PAIR}|[^\s<>\"“”„.,;:!?'’)\]])"
#: What stands behind `https://`, as a pattern.
REST = rf"{_PIECE}+{_END}"
URL = regex.compile(rf"https?://{REST}", regex.IGNORECASE)
#: A number alone is a tag nowhere; umlauts and accents belong to it.
HASHTAG = regex.compile(r"(?<![\w#&/])[#＃](?P<tag>[\p{L}\p{N}\p{M}_]*\p{L}[\p{L}\p{N}\p{M}_]*)")

# Top-level domains as a municipality writes them; all those of countries with two letters.
_COUNTRIES = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd "
    "cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge "
    "gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh "
    "ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw "
    "mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb "
    "sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk "
    "us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)
_OTHERS = (
    "aero app asia bayern berlin biz blog cat cloud club coop com community dev digital edu email events family gov "
    "hamburg info int jobs koeln cologne kultur link live mil mobi museum name net news nrw online one org page post "
    "pro reise reisen ruhr saarland schule shop site social space store team tech tel tirol tours travel verein "
    "versicherung wien wiki website work world xyz"
)
_TOP = "|".join(sorted((*_COUNTRIES.split(), *_OTHERS.split()), key=len, reverse=True))
#: `musterbach.de/markt` without a scheme: X makes a link of it and counts it as one.
BARE = regex.compile(
    rf"(?<![\w@.$#＃/-])(?:[a-z0-9äöüß](?:[a-z0-9äöüß-]{{0,61}}[a-z0-9äöüß])?\.){{1,8}}(?:{_TOP})(?![\w@-]|\.\w)"
    rf"(?:/{_PIECE}*{_END})?",
    regex.IGNORECASE,
)


def hashtags(text: str) -> list[str]:
    """The tags of a text without their sign; a sign within an address begins none."""
    links = [found.span() for found in URL.finditer(text)]
    return [
        str(found["tag"])
        for found in HASHTAG.finditer(text)
        if not any(start < found.end() and found.start() < stop for start, stop in links)
    ]


def composed(text: str) -> str:
    """Each letter in one piece: platforms count those put together from two as two. An address stays the one it is."""
    if unicodedata.is_normalized("NFC", text):
        return text
    pieces, end = [], 0
    for link in URL.finditer(text):
        pieces += [unicodedata.normalize("NFC", text[end : link.start()]), link.group()]
        end = link.end()
    return "".join([*pieces, unicodedata.normalize("NFC", text[end:])])
