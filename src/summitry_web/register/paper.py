"""An approval that stands on paper, and the code by which it is bound to what was printed."""

import json
from datetime import date

from msgspec import Struct

from summitry.kit.errors import SummitryError

PREFIX = "paper:"
DIGITS = 16
GROUP = 4
HEX = frozenset("0123456789abcdef")
MODULUS = 97
"""As in ISO 7064: every single slip and every swap of two neighbours shows."""
TEXT_LENGTH_MAX = 200
EXAMPLE = "3f2a-91c0-77de-05b4-18"


class Paper(Struct, frozen=True, kw_only=True):
    """What stands on the paper; the signing office, never the name of an official."""

    number: str
    date: str
    seal: str
    office: str
    printed: str
    """The first digits of the hash that the paper bears."""
    scan: str = ""
    """The hash of the scanned paper in the vault."""


def code_of(content_hash: str) -> str:
    """Return the code that is printed for a hash: its first digits in groups, check digits last."""
    digits = content_hash[:DIGITS]
    whole = digits + _check(digits)
    return "-".join(whole[at : at + GROUP] for at in range(0, len(whole), GROUP))


def digits_of(typed: str) -> str:
    """Return the digits of the hash that a typed code names.

    Raises
    ------
    SummitryError
        ``paper.code``, ``paper.check``.
    """
    bare = "".join(typed.split()).replace("-", "").casefold()
    if len(bare) != DIGITS + 2 or set(bare) - HEX or not bare[DIGITS:].isdecimal():
        raise SummitryError("paper.code", got=typed[:TEXT_LENGTH_MAX], expected=EXAMPLE)
    if _check(bare[:DIGITS]) != bare[DIGITS:]:
        raise SummitryError("paper.check")
    return bare[:DIGITS]


def _check(digits: str) -> str:
    return f"{MODULUS + 1 - int(digits, 16) * 100 % MODULUS:02}"


def bound(typed: str, content_hash: str) -> str:
    """Return the digits where the typed code names that very content.

    Raises
    ------
    SummitryError
        ``paper.code``, ``paper.check``, ``paper.other``.
    """
    digits = digits_of(typed)
    if not content_hash.startswith(digits):
        raise SummitryError("paper.other")
    return digits


def checked(paper: Paper, *, today: date) -> Paper:
    """Return the paper where what is written of it can be.

    Raises
    ------
    SummitryError
        ``paper.missing``, ``paper.date``, ``paper.future``, ``paper.too_long``.
    """
    if not (paper.number and paper.date and paper.office):
        raise SummitryError("paper.missing")
    for name in ("number", "seal", "office"):
        if len(getattr(paper, name)) > TEXT_LENGTH_MAX:
            raise SummitryError("paper.too_long", column=name, expected=TEXT_LENGTH_MAX)
    try:
        day = date.fromisoformat(paper.date)
    except ValueError as problem:
        raise SummitryError("paper.date", got=paper.date[:TEXT_LENGTH_MAX]) from problem
    if day > today:
        raise SummitryError("paper.future", got=day.isoformat())
    return paper


def as_evidence(paper: Paper) -> str:
    """Return the paper as the evidence of a word."""
    cells = {name: getattr(paper, name) for name in paper.__struct_fields__}
    told = json.dumps(cells, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return PREFIX + told


def paper_in(evidence: str) -> Paper | None:
    """Return the paper that the evidence of a word tells; None where it tells none."""
    cells = cells_in(evidence, PREFIX)
    names = Paper.__struct_fields__
    if cells is None or not {*names} - {"scan"} <= cells.keys():
        return None
    return Paper(**{name: str(cells[name]) for name in names if name in cells})


def cells_in(evidence: str, prefix: str) -> dict[str, object] | None:
    """Return what stands in evidence of that kind; None for evidence of any other."""
    if not evidence.startswith(prefix):
        return None
    try:
        found = json.loads(evidence.removeprefix(prefix))
    except ValueError:  # somebody's own words that begin alike: they are no such evidence
        return None
    return found if isinstance(found, dict) else None
