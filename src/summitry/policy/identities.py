"""Which two records of persons are one person with two badges.

Records are only compared where they share something: a birth date (day and month in either order)
and the letters of a name, a document number, a name, or a participant. So the work grows with the
number of coincidences and not with the square of the people.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import chain, combinations

import numpy as np
from msgspec import Struct
from rapidfuzz.distance.OSA import distance

from summitry.plan.identity import FINGERPRINT, Identity
from summitry.policy.likely import likely_pairs, sketches
from summitry.policy.names import Name, likeness, prepared

BLOCK_MAX = 300
"""Records that share one thing and are compared each with each."""

NEIGHBOURS_MAX = 20
"""In a larger block a record is compared with so many that follow it in order of name."""

DOCUMENT_LENGTH_MIN = 5
DIGITS_DISTINCT_MIN = 2
DOCUMENT_NAME_MIN = 0.6
SLIP_NAME_MIN = 0.75
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


class _Evidence(Struct, frozen=True, kw_only=True):
    """How two records compare in all but their names."""

    one_subject: bool
    nation: _Agreement
    paper: _Agreement
    born: _Agreement

    @property
    def one_document(self) -> bool:
        """Whether both show the same document; numbers of two countries may coincide."""
        return self.paper is _Agreement.SAME and self.nation is not _Agreement.DIFFER

    @property
    def hopeless(self) -> bool:
        """Whether no likeness of names could make them one person."""
        certain = self.one_subject or self.one_document
        return self.born is _Agreement.DIFFER and not certain


def matches(people: Sequence[Identity], *, similarity_min: float) -> Iterator[Match]:
    """Yield the pairs of records with two badges that are likely one person, each pair once."""
    records = [_record(row) for row in people if row.badge.strip()]
    compared: set[tuple[int, int]] = set()
    for pair in chain(_sharing(records), _born_together(records, similarity_min)):
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
    number = written.upper()
    if not number.isalnum():
        number = "".join(filter(str.isalnum, number))
    number = number.translate(_LOOKALIKES)
    digits = set(filter(str.isdigit, number))
    if len(number) < DOCUMENT_LENGTH_MIN or len(digits) < DIGITS_DISTINCT_MIN:
        return ""
    return number


def _sharing(records: Sequence[_Record]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that share something by which alone they may be one person."""
    yield from _pairs_of(records, _grouped(record.document for record in records))
    yield from _pairs_of(records, _grouped(record.row.subject_id for record in records))
    namesakes = _grouped(record.name.bones for record in records)
    for group in namesakes:
        # A name alone says something only where a birth date is missing.
        if any(records[place].born is None for place in group):
            yield from _pairs(group, records)
        for part in (_month_of_birth, _day_of_year, _year_and_day):
            yield from _pairs_of(
                records,
                [[group[at] for at in some] for some in _grouped(part(records[p]) for p in group)],
            )


def _month_of_birth(record: _Record) -> Hashable:
    return None if record.born is None else (record.born.year, record.born.month)


def _year_and_day(record: _Record) -> Hashable:
    return None if record.born is None else (record.born.year, record.born.day)


def _day_of_year(record: _Record) -> Hashable:
    return None if record.born is None else (record.born.month, record.born.day)


def _grouped(values: Iterable[Hashable]) -> list[list[int]]:
    """Return the places of values that occur more than once, an empty one or None aside."""
    first: dict[Hashable, int] = {}
    groups: dict[Hashable, list[int]] = {}
    for place, value in enumerate(values):
        if value:
            before = first.setdefault(value, place)
            if before != place:
                groups.setdefault(value, [before]).append(place)
    return list(groups.values())


def _born_together(records: Sequence[_Record], similarity_min: float) -> Iterator[tuple[int, int]]:
    """Yield the pairs of one birth date, day and month perhaps changed about, of likely names.

    Most of those who share a birth date have nothing else in common; no name that would do is lost.
    """
    groups = _grouped(_born_either_way(record) for record in records)
    small = [group for group in groups if len(group) <= BLOCK_MAX]
    yield from _pairs_of(records, [group for group in groups if len(group) > BLOCK_MAX])
    first = np.cumsum([0, *map(len, small)], dtype=np.int64)
    member = np.array([place for group in small for place in group], dtype=np.int64)
    drawn = sketches([record.name for record in records])
    yield from likely_pairs(first, member, drawn, min(SLIP_NAME_MIN, similarity_min))


def _born_either_way(record: _Record) -> Hashable:
    born = record.born
    if born is None:
        return None
    return born.year, min(born.day, born.month), max(born.day, born.month)


def _pairs_of(
    records: Sequence[_Record], groups: Iterable[Sequence[int]]
) -> Iterator[tuple[int, int]]:
    for group in groups:
        yield from _pairs(group, records)


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
    evidence = _evidence(one, other)
    if evidence.hopeless:
        return None
    alike = likeness(one.name, other.name)
    ground = _ground(evidence, alike, similarity_min)
    if ground is None:
        return None
    first, second = sorted((one.row, other.row), key=lambda row: row.record_id)
    return Match(first=first, second=second, ground=ground, likeness=alike)


def _evidence(one: _Record, other: _Record) -> _Evidence:
    subject = one.row.subject_id
    return _Evidence(
        one_subject=subject != "" and subject == other.row.subject_id,
        nation=_texts_agree(one.row.nationality.strip(), other.row.nationality.strip()),
        paper=_papers_agree(one, other),
        born=_births_agree(one.born, other.born),
    )


def _ground(evidence: _Evidence, alike: float, similarity_min: float) -> Ground | None:
    """Return why the two are one person, the surest ground first; None when they are not."""
    if evidence.one_subject:
        return Ground.SUBJECT
    if evidence.one_document:
        known = alike >= DOCUMENT_NAME_MIN or evidence.born is not _Agreement.DIFFER
        return Ground.DOCUMENT if known else None
    return _weaker_ground(evidence, alike, similarity_min)


def _weaker_ground(evidence: _Evidence, alike: float, similarity_min: float) -> Ground | None:
    born, paper = evidence.born, evidence.paper
    enough = SLIP_NAME_MIN if born is _Agreement.SAME else similarity_min
    if paper is _Agreement.NEAR and born is not _Agreement.DIFFER and alike >= enough:
        return Ground.SLIP
    if born is _Agreement.SAME and alike >= similarity_min:
        return Ground.BIRTH
    differ = _Agreement.DIFFER in (paper, evidence.nation)
    unknown = born is _Agreement.UNKNOWN and not differ
    return Ground.NAME if unknown and alike >= max(CERTAIN_NAME_MIN, similarity_min) else None


def _texts_agree(one: str, other: str) -> _Agreement:
    if not one or not other:
        return _Agreement.UNKNOWN
    return _Agreement.SAME if one.casefold() == other.casefold() else _Agreement.DIFFER


def _papers_agree(one: _Record, other: _Record) -> _Agreement:
    """Compare documents; of a fingerprint nobody can tell a slip from another number."""
    agree = _documents_agree(one.document, other.document)
    is_kept = any(each.row.document.startswith(FINGERPRINT) for each in (one, other))
    return _Agreement.UNKNOWN if is_kept and agree is not _Agreement.SAME else agree


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
