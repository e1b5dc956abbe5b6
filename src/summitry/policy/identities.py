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
    """Return the places of the records that share something."""
    blocks: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        for shared in _shared(record):
            blocks[shared].append(place)
    # A name alone says something only where a birth date is missing.
    undated = {record.name.bones for record in records if record.born is None}
    for place, record in enumerate(records):
        if record.name.bones and record.name.bones in undated:
            blocks["name", record.name.bones].append(place)
    return blocks


def _shared(record: _Record) -> Iterator[Hashable]:
    """Yield what another record of the same person would share with this one."""
    if record.document:
        yield "document", record.document
    if record.row.subject_id:
        yield "subject", record.row.subject_id
    born, name = record.born, record.name.bones
    if born is None:
        return
    yield "born", born.year, *sorted((born.day, born.month))
    if name:
        yield "year and month", name, born.year, born.month
        yield "year and day", name, born.year, born.day
        yield "month and day", name, born.month, born.day


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
        paper=_documents_agree(one.document, other.document),
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
