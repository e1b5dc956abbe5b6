"""How wide text will be on a drawing, and text made to fit, in every script.

Nobody knows the reader's fonts, so widths are estimates on the wide side: a label that could have
been longer is better than two that run into each other.
"""

from unicodedata import combining, east_asian_width

from summitry.report.breaking import INVISIBLE

SIZE = 13
"""The size of the letters, in the drawing's own units."""

ELLIPSIS = "…"

WIDE_EM = 1.0
CAPITAL_EM = 0.68
BROAD_EM = 0.88
NARROW_EM = 0.3
OTHER_EM = 0.56
BROAD = set("mwMWЖШЩЮжшщюфы@%—‼")
NARROW = set("iIjl.,:;'|!()[]/· ")


def width_of(text: str, size: float = SIZE) -> float:
    """Return about how wide the text is, in the drawing's own units."""
    return size * sum(map(_em, text))


def _em(sign: str) -> float:
    if combining(sign) or sign in INVISIBLE:
        return 0.0
    if east_asian_width(sign) in "WF":
        return WIDE_EM
    if sign in BROAD:
        return BROAD_EM
    if sign in NARROW:
        return NARROW_EM
    return CAPITAL_EM if sign.isupper() else OTHER_EM


def shortened(text: str, room: float, size: float = SIZE) -> str:
    """Return the text, cut with an ellipsis where it is wider than the room."""
    if width_of(text, size) <= room:
        return text
    left = room - width_of(ELLIPSIS, size)
    kept = 0
    for sign in text:
        left -= size * _em(sign)
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + ELLIPSIS
