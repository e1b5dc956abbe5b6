"""The version code of a paper: short, typed by hand, and bound to the very content shown."""

import hmac
from collections.abc import Iterator
from hashlib import sha256

import msgspec
from msgspec import Struct

from summitry.kit.canonical import canonical
from summitry.kit.errors import SummitryError
from summitry.report.paper.document import Document, Kind

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that a code can be read aloud and typed."""

MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})

LETTERS: dict[Kind, str] = {
    Kind.NOTICE: "N",
    Kind.POST_CARD: "P",
    Kind.DUTY: "D",
    Kind.ROSTER: "R",
    Kind.BRIEF: "B",
    Kind.CONTACTS: "C",
    Kind.GATE_LIST: "G",
    Kind.MANIFEST: "M",
    Kind.ICS_204: "4",
    Kind.ICS_205: "5",
    Kind.ICS_206: "6",
    Kind.ICS_215A: "7",
}
KINDS = {letter: kind for kind, letter in LETTERS.items()}

SUBJECT_CHARACTERS = 4
CONTENT_CHARACTERS = 6
"""30 bits: two contents of one paper meet once in a thousand million."""

LENGTH = 1 + SUBJECT_CHARACTERS + CONTENT_CHARACTERS + 1
GROUP = 4
SCHEME = "SUMMITRY"
"""How the text of the square code begins."""

FIELD_BITS = 5
FIELD_POLYNOMIAL = 0b100101


class Version(Struct, frozen=True, kw_only=True):
    """A version code in its parts."""

    kind: Kind
    subject: str
    content: str

    @property
    def text(self) -> str:
        """The twelve characters in three groups."""
        body = LETTERS[self.kind] + self.subject + self.content
        whole = body + check_character(body)
        return "-".join(whole[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def version_of(document: Document, key: bytes) -> Version:
    """Return the version of the paper under the event's key.

    The key keeps a stranger from making a code that holds, and from testing guesses of what a
    paper says against the code of one that was found.
    """
    content = msgspec.structs.replace(document, beside=())
    return Version(
        kind=document.kind,
        subject=subject_part(document.kind, document.subject, key),
        content=_characters(key, b"content", canonical(content), CONTENT_CHARACTERS),
    )


def subject_part(kind: Kind, subject: str, key: bytes) -> str:
    """Return the characters by which a code remembers what the paper is about."""
    return _characters(key, b"subject", f"{kind}\x00{subject}".encode(), SUBJECT_CHARACTERS)


def _characters(key: bytes, purpose: bytes, content: bytes, count: int) -> str:
    # A fixed purpose before the content keeps the two parts apart; HMAC takes an empty key too.
    digits = int.from_bytes(hmac.digest(key, purpose + b"\x00" + content, sha256), "big")
    return "".join(ALPHABET[digits >> FIELD_BITS * place & 31] for place in range(count))


def parsed(text: str) -> tuple[Version, int | None]:
    """Return the version in a typed code or in the text of a square code, and the copy's number.

    Raises
    ------
    SummitryError
        ``code.malformed``, or ``code.mistyped`` where the check character tells a slip.
    """
    parts = text.strip().upper().removeprefix(SCHEME).split("#")
    code, copy = parts[0].translate(MISREAD), _copy(parts[1:], text)
    if len(code) != LENGTH or set(code) - set(ALPHABET) or code[0] not in KINDS:
        raise SummitryError("code.malformed", got=text)
    if check_character(code[:-1]) != code[-1]:
        raise SummitryError("code.mistyped", got=text)
    middle = 1 + SUBJECT_CHARACTERS
    return Version(kind=KINDS[code[0]], subject=code[1:middle], content=code[middle:-1]), copy


def _copy(parts: list[str], text: str) -> int | None:
    if not parts:
        return None
    number = parts[0].split("/")[0].strip()
    if len(parts) > 1 or not (number.isascii() and number.isdigit()) or len(number) > LENGTH:
        raise SummitryError("code.malformed", got=text)
    return int(number)


def square_text(version: Version, copy: int | None) -> str:
    """Return what the square code of a paper says; a numbered copy adds its number."""
    return f"{SCHEME} {version.text}" + ("" if copy is None else f" #{copy}")


def check_character(body: str) -> str:
    """Return the character that makes any one slip and any two swapped characters show.

    Each place has its own weight in the field of 32 elements; up to 31 places differ.
    """
    total = 0
    for character, weight in zip(body, _weights(), strict=False):
        total ^= _product(ALPHABET.index(character), weight)
    return ALPHABET[total]


def _weights() -> Iterator[int]:
    weight = 1
    while True:
        weight = _product(weight, 2)
        yield weight


def _product(one: int, other: int) -> int:
    product = 0
    while other:
        if other & 1:
            product ^= one
        other >>= 1
        one <<= 1
        if one >> FIELD_BITS:
            one ^= FIELD_POLYNOMIAL
    return product
