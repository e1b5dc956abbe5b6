"""Text as a search and an order see it: without case, without marks above and below letters."""

import re
from datetime import datetime
from unicodedata import combining, normalize

# Letters that Unicode does not take apart, and that people type without: the d with a stroke in
# Vietnamese, the dotless i in Turkish names, the tatweel that only stretches an Arabic word.
_LETTERS = str.maketrans(
    {
        "\N{LATIN SMALL LETTER D WITH STROKE}": "d",
        "\N{LATIN SMALL LETTER L WITH STROKE}": "l",
        "\N{LATIN SMALL LETTER O WITH STROKE}": "o",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "\N{LATIN SMALL LETTER AE}": "ae",
        "\N{LATIN SMALL LIGATURE OE}": "oe",
        "\N{ARABIC TATWEEL}": None,
    }
)
_NUMBERS = re.compile(r"(\d+)")


def folded(text: str) -> str:
    """Return the text by which it is found: “Đà Nẵng” is found by “da nang”."""
    apart = normalize("NFKD", text.casefold())
    return "".join(each for each in apart if not combining(each)).translate(_LETTERS)


def sort_key(value: str | int | datetime) -> tuple[object, ...]:
    """Return a key that can be compared with any other's: P-2 comes before P-10."""
    if isinstance(value, datetime):
        return (1, value.timestamp())
    if isinstance(value, int):
        return (0, value)
    parts = _NUMBERS.split(folded(value))
    return (2, tuple((0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts if p))
