"""Every kind of mutation: rows taken out or copied, cells spoiled, words lost, rows muddled."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from benchmarks.mutants_cells import NOTHING, NOWHERE, WAYS, Way, pick
from summitry.kit.errors import SummitryError
from summitry.kit.streams import Stream
from summitry.plan.attestation import Attestation, AttestationKind
from summitry.plan.change import Edit
from summitry.plan.identity import Identity
from summitry.plan.rulings import Ruling
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Column, ColumnKind, Row, Table, target_of
from summitry.plan.tables import TABLES


class Plan(Struct, frozen=True, kw_only=True):
    """What is spoiled: the snapshot, its rows, what was said of them, and the people."""

    snapshot: Snapshot
    rows: dict[str, list[Row]]
    words: tuple[Attestation, ...]
    people: tuple[Identity, ...]
    rulings: tuple[Ruling, ...] = ()

    def keys(self, table: str | None) -> list[str]:
        """Return the keys of a table that ids can refer to."""
        return [] if table is None else list(self.snapshot.tables[table])


class Mutant(Struct, frozen=True, kw_only=True):
    """What to change; None leaves words, people or rulings as they are."""

    edits: tuple[Edit, ...] = ()
    words: tuple[Attestation, ...] | None = None
    people: tuple[Identity, ...] | None = None
    rulings: tuple[Ruling, ...] | None = None


Kind = Callable[[Plan, Stream], Mutant | None]


def remade(row: Row, **cells: Any) -> Any:
    """Return the row with other cells, or None where such a row cannot be."""
    try:
        return type(row)(**{**asdict(row), **cells})
    except (SummitryError, OverflowError, ValueError):
        return None


def put(table: Table, row: Row | None, *, old: Row | None = None) -> tuple[Edit, ...]:
    """Return the edits that put the row in, in place of the old one."""
    edits = [] if old is None else [Edit(table.name, table.key_of(old), None)]
    if row is not None:
        edits = [edit for edit in edits if edit.key != table.key_of(row)]
        edits.append(Edit(table.name, table.key_of(row), row))
    return tuple(edits)


def kinds(plan: Plan) -> Iterator[tuple[str, Kind]]:
    """Yield every kind by name, for the tables that have rows."""
    for name, table in TABLES.items():
        if not plan.rows[name]:
            continue
        if not table.singleton:
            yield f"delete {name}", _delete(table)
            yield f"copy {name}", _copy(table)
        for column in table.columns:
            if table.key == (column.name,):
                continue
            for way, spoil in WAYS[column.kind].items():
                yield f"{way}: {name}.{column.name}", _spoil(table, column, spoil)
            if column.optional and column.kind in SETTABLE:
                yield f"set: {name}.{column.name}", _set(table, column)
    yield from SPOIL_WORDS
    yield from MUDDLES


def _delete(table: Table) -> Kind:
    return lambda plan, stream: Mutant(
        edits=put(table, None, old=pick(stream, plan.rows[table.name]))
    )


def _copy(table: Table) -> Kind:
    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        row, last = pick(stream, plan.rows[table.name]), table.key[-1]
        value = getattr(row, last)
        other: Any = f"{value}-x"
        if isinstance(value, int):
            other = value + 1
        elif isinstance(value, str) and len(table.key) > 1:
            other = pick(stream, plan.keys(target_of(table.column(last))) or [other])
        elif not isinstance(value, str):
            other = value + timedelta(minutes=15)
        copied = remade(row, **{last: other})
        if copied is None or plan.snapshot.get(table.name, table.key_of(copied)) is not None:
            return None
        return Mutant(edits=put(table, copied))

    return kind


def _spoil(table: Table, column: Column, spoil: Way) -> Kind:
    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        row = pick(stream, plan.rows[table.name])
        before = getattr(row, column.name)
        after = spoil(stream, column, before, plan.keys(target_of(column)))
        if after is NOTHING or after == before:
            return None
        other = remade(row, **{column.name: _typed(table, column, after)})
        if other is None or other == row:
            return None
        moved = table.key_of(other) != table.key_of(row)
        if moved and plan.snapshot.get(table.name, table.key_of(other)) is not None:
            return None
        return Mutant(edits=put(table, other, old=row))

    return kind


SETTABLE = {ColumnKind.MOMENT, ColumnKind.DAY, ColumnKind.NUMBER, ColumnKind.INTEGER}


def _set(table: Table, column: Column) -> Kind:
    """Say something where the plan said nothing: a moment around the opening, or a number."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        row = pick(stream, plan.rows[table.name])
        near = plan.snapshot.event.opens + timedelta(minutes=30 * int(stream.integers(-96, 96)))
        values: dict[ColumnKind, Any] = {
            ColumnKind.MOMENT: near,
            ColumnKind.DAY: near.date(),
            ColumnKind.NUMBER: float(stream.integers(0, 60)),
            ColumnKind.INTEGER: int(stream.integers(0, 60)),
        }
        other = remade(row, **{column.name: values[column.kind]})
        return None if other in (None, row) else Mutant(edits=put(table, other, old=row))

    return kind


def _typed(table: Table, column: Column, value: Any) -> Any:
    """Return a choice as the member that a row holds, as a reader would make it."""
    if column.kind not in {ColumnKind.CHOICE, ColumnKind.CHOICES} or value is None:
        return value
    kind = _enum_of(table, column)
    return tuple(map(kind, value)) if isinstance(value, tuple) else kind(value)


def _enum_of(table: Table, column: Column) -> Any:
    from_default = type(column.choices[0])
    assert issubclass(from_default, str), table.name
    return from_default


def _word(change: Callable[[Plan, Stream, Attestation], Any]) -> Callable[[str], Kind]:
    def for_kind(said: str) -> Kind:
        def kind(plan: Plan, stream: Stream) -> Mutant | None:
            word = pick(stream, [each for each in plan.words if each.kind == said])
            if word is NOTHING:
                return None
            after = change(plan, stream, word)
            rest = [each for each in plan.words if each is not word]
            return Mutant(words=tuple(rest if after is None else [*rest, after]))

        return kind

    return for_kind


def _by(plan: Plan, stream: Stream, word: Attestation) -> Any:
    return remade(word, by=pick(stream, plan.keys("persons")))


WORD_WAYS = {
    "drop": _word(lambda _p, _s, _w: None),
    "expire": _word(lambda _p, _s, w: remade(w, expires=w.at + timedelta(minutes=1))),
    "never expire": _word(lambda _p, _s, w: remade(w, expires=None)),
    "no reason for": _word(lambda _p, _s, w: remade(w, reason=" ")),
    "no second for": _word(lambda _p, _s, w: remade(w, second_by=None)),
    "unknown second for": _word(lambda _p, _s, w: remade(w, second_by=NOWHERE)),
    "stranger's": _word(lambda _p, _s, w: remade(w, by=NOWHERE)),
    "somebody else's": _word(_by),
    "future": _word(lambda _p, _s, w: remade(w, at=w.at + timedelta(days=400))),
    "stale": _word(lambda _p, _s, w: remade(w, row_hash="0" * 32)),
    "misplaced": _word(lambda _p, _s, w: remade(w, subject_key=NOWHERE)),
}
SPOIL_WORDS = tuple(
    (f"{way} word: {said}", make(said))
    for way, make in WORD_WAYS.items()
    for said in AttestationKind
)


def _swap_people(plan: Plan, stream: Stream) -> Mutant | None:
    one, other = pick(stream, plan.rows["shifts"]), pick(stream, plan.rows["shifts"])
    if NOTHING in (one, other) or one is other:
        return None
    table = TABLES["shifts"]
    return Mutant(
        edits=put(table, remade(one, person_id=other.person_id), old=one)
        + put(table, remade(other, person_id=one.person_id), old=other)
    )


def _double_book(plan: Plan, stream: Stream) -> Mutant | None:
    one, post = pick(stream, plan.rows["shifts"]), pick(stream, plan.rows["posts"])
    if NOTHING in (one, post):
        return None
    other = remade(one, post_id=post.post_id, slot=77)
    return None if other is None else Mutant(edits=put(TABLES["shifts"], other))


def _cut_rest(plan: Plan, stream: Stream) -> Mutant | None:
    one, post = pick(stream, plan.rows["shifts"]), pick(stream, plan.rows["posts"])
    if NOTHING in (one, post):
        return None
    start = one.end + timedelta(minutes=int(stream.integers(1, 600)))
    other = remade(
        one, post_id=post.post_id, start=start, end=start + (one.end - one.start), slot=78
    )
    return None if other is None else Mutant(edits=put(TABLES["shifts"], other))


def _move_whole(table: str, *columns: str) -> Kind:
    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        row = pick(stream, plan.rows[table])
        if row is NOTHING:
            return None
        by = timedelta(minutes=int(stream.integers(-300, 300)))
        other = remade(row, **{name: getattr(row, name) + by for name in columns})
        return None if other is None else Mutant(edits=put(TABLES[table], other, old=row))

    return kind


def _shorten(table: str, start: str = "start", end: str = "end") -> Kind:
    """Leave a tenth of it, from its start on."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        row = pick(stream, plan.rows[table])
        if row is NOTHING:
            return None
        length = (getattr(row, end) - getattr(row, start)) // 10
        other = remade(row, **{end: getattr(row, start) + timedelta(seconds=length.seconds)})
        return None if other is None else Mutant(edits=put(TABLES[table], other, old=row))

    return kind


def _all_of(table: str, column: str) -> Kind:
    """Take out all rows that belong to one thing."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        row = pick(stream, plan.rows[table])
        if row is NOTHING:
            return None
        declared, home = TABLES[table], getattr(row, column)
        gone = [each for each in plan.rows[table] if getattr(each, column) == home]
        return Mutant(edits=tuple(edit for each in gone for edit in put(declared, None, old=each)))

    return kind


def _arrivals_doubled(plan: Plan, stream: Stream) -> Mutant | None:
    row: Any = pick(stream, plan.rows["arrivals"])
    if row is NOTHING:
        return None
    edits: tuple[Edit, ...] = ()
    for each in plan.rows["arrivals"]:
        if getattr(each, "gate_id", None) == row.gate_id:
            edits += put(TABLES["arrivals"], remade(each, persons=2 * each.persons), old=each)
    return Mutant(edits=edits)


CYRILLIC = str.maketrans("abvgdeziklmnoprstuf", "абвгдезиклмнопрстуф")


def _twin(change: Callable[[str], str]) -> Kind:
    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        row = pick(stream, [each for each in plan.people if each.badge and each.birth_date])
        if row is NOTHING:
            return None
        other = remade(row, record_id=f"{row.record_id}-x", badge="B-twin", name=change(row.name))
        return None if other is None else Mutant(people=(*plan.people, other))

    return kind


MUDDLES: tuple[tuple[str, Kind], ...] = (
    ("swap two people", _swap_people),
    ("double-book a person", _double_book),
    ("cut a rest", _cut_rest),
    ("move a whole shift", _move_whole("shifts", "start", "end")),
    ("move a whole post", _move_whole("posts", "start", "end")),
    ("move a whole item", _move_whole("programme", "start", "end")),
    ("move a whole sector", _move_whole("sectors", "start", "end")),
    ("move a whole closure", _move_whole("closures", "start", "end")),
    ("move a whole exposure", _move_whole("exposures", "start", "end")),
    ("move a gate's hours", _move_whole("gates", "opens", "closes")),
    ("leave a tenth of a shift", _shorten("shifts")),
    ("leave a tenth of an item", _shorten("programme")),
    ("leave a tenth of a closure", _shorten("closures")),
    ("leave a tenth of a sector", _shorten("sectors")),
    ("leave a tenth of a gate's hours", _shorten("gates", "opens", "closes")),
    ("take all shifts of a post", _all_of("shifts", "post_id")),
    ("take all shifts of a person", _all_of("shifts", "person_id")),
    ("take all arrivals of a gate", _all_of("arrivals", "gate_id")),
    ("take all closures of a segment", _all_of("closures", "segment_id")),
    ("take all segments of a route", _all_of("route_segments", "route_id")),
    ("take all qualifications of a person", _all_of("person_qualifications", "person_id")),
    ("take all nets of a command post", _all_of("command_post_nets", "command_post_id")),
    ("take all cards of a contingency", _all_of("contingency_cards", "contingency_id")),
    ("take all copies of a version", _all_of("list_copies", "version")),
    ("take all sectors of an exposure", _all_of("sectors", "exposure_id")),
    ("double the arrivals of a gate", _arrivals_doubled),
    ("one person, two badges", _twin(lambda name: name)),
    ("one person, two orders of names", _twin(lambda name: " ".join(reversed(name.split())))),
    ("one person, two scripts", _twin(lambda name: name.lower().translate(CYRILLIC))),
)
