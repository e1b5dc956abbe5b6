"""Which two records of persons are one person with two badges.

Records are only compared where they share something: a birth date (day and month in either order),
a document number, a name, or a participant. So the work grows with the number of coincidences and
not with its square.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import combinations

from msgspec import Struct
from rapidfuzz.distance.OSA import distance

from summitry.plan.identity import Identity
from summitry.policy.names import Name, likeness, prepared

BLOCK_MAX = 300
"""Records that share one thing and are compared each with each."""

NEIGHBOURS_MAX = 20
"""In a larger block a record is compared with so many that follow it in order of name."""

DOCUMENT_LENGTH_MIN = 5
DIGITS_DISTINCT_MIN = 2
DOCUMENT_NAME_MIN = 0.6
CERTAIN_NAME_MIN = 0.97
_LOOKALIKES = str.maketrans("OIL", "011")


class Ground(StrEnum):
    """Why two records are taken for one person."""

    SUBJECT = "subject"
    DOCUMENT = "document"
    BIRTH = "birth"
    SLIP = "slip"
    NAME = "name"


class Match(Struct, frozen=True, kw_only=True):
    """Two records that may be one person; ``first`` has the smaller record id."""

    first: Identity
    second: Identity
    ground: Ground
    likeness: float


class _Record(Struct, frozen=True):
    row: Identity
    name: Name
    document: str
    born: date | None


class _Agreement(StrEnum):
    """How two values that may be missing compare."""

    SAME = "same"
    NEAR = "near"
    DIFFER = "differ"
    UNKNOWN = "unknown"


def matches(people: Sequence[Identity], *, similarity_min: float) -> Iterator[Match]:
    """Yield the pairs of records with two badges that are likely one person, each pair once."""
    records = [_record(row) for row in people if row.badge.strip()]
    compared: set[tuple[int, int]] = set()
    for block in _blocks(records).values():
        for pair in _pairs(block, records):
            if pair in compared:
                continue
            compared.add(pair)
            found = _match(records[pair[0]], records[pair[1]], similarity_min)
            if found is not None:
                yield found


def _record(row: Identity) -> _Record:
    return _Record(row, prepared(row.name), document_number(row.document), row.birth_date)


def document_number(written: str) -> str:
    """Return the number with letters that look like digits made digits; empty for a placeholder."""
    number = "".join(letter for letter in written.upper() if letter.isalnum())
    number = number.translate(_LOOKALIKES)
    digits = {letter for letter in number if letter.isdigit()}
    if len(number) < DOCUMENT_LENGTH_MIN or len(digits) < DIGITS_DISTINCT_MIN:
        return ""
    return number


def _blocks(records: Sequence[_Record]) -> Mapping[Hashable, list[int]]:
    blocks: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        if record.born is not None:
            day, month = sorted((record.born.day, record.born.month))
            blocks["born", record.born.year, day, month].append(place)
        if record.document:
            blocks["document", record.document].append(place)
        if record.row.subject_id:
            blocks["subject", record.row.subject_id].append(place)
        if record.name.bones:
            blocks["name", record.name.bones].append(place)
    return blocks


def _pairs(block: Sequence[int], records: Sequence[_Record]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a block, the smaller place first; of a large one, neighbours by name."""
    if len(block) <= BLOCK_MAX:
        yield from combinations(block, 2)
        return
    ordered = sorted(block, key=lambda place: records[place].name.bones)
    for here, place in enumerate(ordered):
        for other in ordered[here + 1 : here + 1 + NEIGHBOURS_MAX]:
            yield min(place, other), max(place, other)


def _match(one: _Record, other: _Record, similarity_min: float) -> Match | None:
    if one.row.badge.strip() == other.row.badge.strip():
        return None
    alike = likeness(one.name, other.name)
    ground = _ground(one, other, alike, similarity_min)
    if ground is None:
        return None
    first, second = sorted((one.row, other.row), key=lambda row: row.record_id)
    return Match(first=first, second=second, ground=ground, likeness=alike)


def _ground(one: _Record, other: _Record, alike: float, similarity_min: float) -> Ground | None:
    """Return why the two are one person, the surest ground first; None when they are not."""
    nation = _texts_agree(one.row.nationality.strip(), other.row.nationality.strip())
    paper = _documents_agree(one.document, other.document)
    born = _births_agree(one.born, other.born)
    if one.row.subject_id and one.row.subject_id == other.row.subject_id:
        return Ground.SUBJECT
    if paper is _Agreement.SAME and nation is not _Agreement.DIFFER:
        known = alike >= DOCUMENT_NAME_MIN or born is not _Agreement.DIFFER
        return Ground.DOCUMENT if known else None
    if alike < similarity_min:
        return None
    if born is _Agreement.SAME:
        return Ground.BIRTH
    if paper is _Agreement.NEAR and born is not _Agreement.DIFFER:
        return Ground.SLIP
    unknown = _Agreement.UNKNOWN in (born, paper) and _Agreement.DIFFER not in (born, paper, nation)
    return Ground.NAME if unknown and alike >= CERTAIN_NAME_MIN else None


def _texts_agree(one: str, other: str) -> _Agreement:
    if not one or not other:
        return _Agreement.UNKNOWN
    return _Agreement.SAME if one.casefold() == other.casefold() else _Agreement.DIFFER


def _documents_agree(one: str, other: str) -> _Agreement:
    """Compare numbers; one slip of the keyboard makes them near."""
    exact = _texts_agree(one, other)
    if exact is _Agreement.DIFFER and distance(one, other, score_cutoff=1) == 1:
        return _Agreement.NEAR
    return exact


def _births_agree(one: date | None, other: date | None) -> _Agreement:
    """Compare birth dates; day and month changed about are the same, one slip makes them near."""
    if one is None or other is None:
        return _Agreement.UNKNOWN
    parts = (one.year, one.month, one.day)
    others = (other.year, other.month, other.day)
    if others in (parts, (one.year, one.day, one.month)):
        return _Agreement.SAME
    equal = sum(here == there for here, there in zip(parts, others, strict=True))
    return _Agreement.NEAR if equal == len(parts) - 1 else _Agreement.DIFFER
