"""Lines for a terminal: how wide text is, and where a line may end, in every script.

Chinese has no spaces: a line may end between any two of its signs, but a closing mark never begins
one and an opening mark never ends one (Requirements for Chinese Text Layout, W3C, 2.4).
"""

import re
from collections.abc import Iterator
from unicodedata import combining, east_asian_width

INVISIBLE = {"\u2066", "\u2067", "\u2068", "\u2069", "\u200e", "\u200f", "\u200b"}
NO_BREAK = {"\u00a0", "\u202f", "\u2060"}
NEVER_FIRST = "。，、；：？！）」』》〉】〕”’…·%％"
NEVER_LAST = "（「『《〈【〔“‘"
_WIDE = r"[\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]"
_WIDE_SIGN = re.compile(_WIDE)


def columns_of(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    wide = sum(east_asian_width(sign) in "WF" for sign in text)
    unseen = sum(bool(combining(sign)) or sign in INVISIBLE for sign in text)
    return len(text) + wide - unseen


def padded(text: str, width: int) -> str:
    """Return the text filled up to so many columns."""
    return text + " " * max(0, width - columns_of(text))


def broken(text: str, width: int, indent: str, hang: str) -> Iterator[str]:
    """Yield the text in lines of at most so many columns; a longer word has its own line."""
    line, used, begun = indent, columns_of(indent), False
    for space, word in _words(text):
        wanted, joint = columns_of(word), space
        if begun and used + len(joint) + wanted > width:
            yield line
            line, used, joint = hang, columns_of(hang), ""
        line += joint + word
        used += len(joint) + wanted
        begun = True
    if begun:
        yield line


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Yield what must not be parted, each with the space before it, as wide as it stands."""
    parts = re.split(r"( +)", re.sub(r"\s", lambda sign: _spaced(sign[0]), text))
    for space, part in zip(("", *parts[1::2]), parts[::2], strict=True):
        for number, word in enumerate(_unparted(part)):
            yield ("" if number else space), word


def _spaced(sign: str) -> str:
    """Return a plain space for every space at which a line may end."""
    return sign if sign in NO_BREAK else " "


def _unparted(part: str) -> Iterator[str]:
    """Yield a part without spaces in pieces: each wide sign by itself, the rest as it stands."""
    held = ""
    for sign in part:
        joins = not held or sign in NEVER_FIRST or held[-1] in NEVER_LAST or sign in INVISIBLE
        wide = _WIDE_SIGN.match(sign) is not None or (held and _WIDE_SIGN.match(held[-1]))
        if not joins and wide and held[-1] not in INVISIBLE | NO_BREAK:
            yield held
            held = ""
        held += sign
    if held:
        yield held
