"""Ways to close a gap, as a reader may know them, and the order that takes one of them."""

import time
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from django.core import signing
from msgspec import Struct

from summitry.check.catalogue import rules as all_rules
from summitry.kit.errors import SummitryError
from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.operations.assurance import Watch
from summitry.operations.bodies import Order, RowEdit
from summitry.operations.day import edits_of, row_edit
from summitry.operations.record import Record
from summitry.operations.repairs import Repair, judged, repairs
from summitry.operations.ways import Candidate, Way
from summitry.outcome.finding import Finding
from summitry.plan.change import Edit
from summitry.plan.movements import Closure, Leg, Movement
from summitry.plan.posts import Post, Shift
from summitry.plan.table import Row, table_of
from summitry.plan.terms import Marking, highest
from summitry_web.accounts.can import Thing
from summitry_web.frame.refused import Denied
from summitry_web.operations import labels
from summitry_web.operations.assured import standing_with
from summitry_web.operations.seen import Gap, Seen

SECONDS_MAX = 2.0
CHOICE_SECONDS_MAX = 900
SALT = "operations.repair"
NAMED = (("person_id", "persons"), ("post_id", "posts"), ("movement_id", "movements"),
         ("net_id", "nets"), ("route_id", "routes"))  # fmt: skip
"""Columns of a changed row whose row an order names too, and the table of that."""


class Change(Struct, frozen=True, kw_only=True):
    """A row that an order puts into the plan of the day, or takes out of it."""

    table: str
    what: str
    is_out: bool


class Choice(Struct, frozen=True, kw_only=True):
    """A repair as it is offered: what it does, what comes with it, and what the order will say."""

    way: Way
    minutes: int
    changed: int
    restored: int
    changes: tuple[Change, ...]
    closes: tuple[Gap, ...]
    opens: tuple[Gap, ...]
    text: str
    token: str
    addressees: tuple[str, ...]


class Choices(Struct, frozen=True, kw_only=True):
    """The repairs of a gap, the least first, and what bars the other ways."""

    found: tuple[Choice, ...]
    tried: int
    complete: bool
    barred: tuple[tuple[str, str, int], ...]
    """Code and title of the rule, and how many ways it bars."""


def gap_for(seen: Seen, identity: str) -> Gap:
    """Return the gap.

    Raises
    ------
    Denied
        Not uncovered by the day, or not the reader's to know.
    """
    found = next((each for each in seen.gaps if each.identity == identity), None)
    if found is None:
        raise Denied("gap")
    return found


def choices_for(seen: Seen, gap: Gap) -> Choices:
    """Return the ways to close the gap that the reader may know in full.

    A way that moves a row which is not theirs, or opens a gap that is not theirs to know, is no
    way that they could weigh: it is left out.
    """
    watch = _watch(seen)
    end = time.monotonic() + SECONDS_MAX
    found = repairs(watch, gap.finding, stop=lambda: time.monotonic() > end, clock=time.monotonic)
    titles = {rule.code: seen.here.reader.gettext(rule.title) for rule in all_rules()}
    offered = (_choice(seen, watch, gap, repair) for repair in found.found)
    return Choices(
        found=tuple(each for each in offered if each is not None),
        tried=found.tried,
        complete=found.complete,
        barred=tuple((code, titles.get(code, code), many) for code, many in found.barred.items()),
    )


def _watch(seen: Seen) -> Watch:
    if seen.standing is None:
        raise Denied("gap")
    return seen.standing.watch


def _choice(seen: Seen, watch: Watch, gap: Gap, repair: Repair) -> Choice | None:
    candidate = repair.candidate
    opens = seen.told(repair.opens)
    is_open = all(seen.reads(row) for row in _rows_told(watch, candidate))
    if not is_open or len(opens) != len(repair.opens):
        return None
    told = {"gap": gap.identity, **_packed(candidate)}
    return Choice(
        way=candidate.way,
        minutes=candidate.minutes,
        changed=candidate.changed,
        restored=candidate.restored,
        changes=changes_of(seen, candidate.edits),
        closes=seen.told(repair.closes),
        opens=opens,
        text=_text(seen, candidate),
        token=signing.dumps(told, salt=SALT, compress=True),
        addressees=_addressees(watch, gap.finding, candidate),
    )


def _rows_told(watch: Watch, candidate: Candidate) -> list[Row]:
    """Return the rows of which an order tells: those changed, before and after, and those named."""
    changed = [watch.snapshot.get(each.table, each.key) for each in candidate.edits]
    changed += [each.row for each in candidate.edits]
    named = [("persons", candidate.person_id), ("posts", candidate.post_id),
             ("posts", candidate.from_post_id)]  # fmt: skip
    named += [(table, getattr(row, column, None)) for row in changed for column, table in NAMED]
    found = [*changed, *(watch.snapshot.get(table, key) for table, key in named if key)]
    return [row for row in found if row is not None]


def changes_of(seen: Seen, edits: Iterable[Edit]) -> tuple[Change, ...]:
    """Return what the edits change of the plan as it was before the day, and of what is now.

    Rows that are not the reader's are left out.
    """
    standing = seen.standing
    planned = seen.plan if standing is None else standing.quiet.snapshot
    found = []
    for edit in edits:
        rows = [planned.get(edit.table, edit.key), seen.plan.get(edit.table, edit.key), edit.row]
        known = [row for row in rows if row is not None]
        if all(seen.reads(row) for row in known):
            what = _told(seen, known[-1]) if known else edit.key
            found.append(Change(table=edit.table, what=what, is_out=edit.row is None))
    return tuple(found)


def _told(seen: Seen, row: Row) -> str:
    table = table_of(row)
    if isinstance(row, Shift):
        parts = [seen.name(f"persons/{row.person_id}"), seen.name(f"posts/{row.post_id}")]
    else:
        parts = [seen.name(f"{table.name}/{table.key_of(row)}")]
        parts += [
            seen.name(f"{other}/{key}")
            for column, other in (("net_id", "nets"), ("route_id", "routes"))
            if (key := getattr(row, column, None))
        ]
    start, end = getattr(row, "start", None), getattr(row, "end", None)
    return " · ".join([*parts, *([seen.here.formats.interval(start, end)] if start else [])])


def _packed(candidate: Candidate) -> dict[str, Any]:
    return {
        "way": candidate.way.value,
        "changed": candidate.changed,
        "minutes": candidate.minutes,
        "restored": candidate.restored,
        "person": candidate.person_id,
        "post": candidate.post_id,
        "from": candidate.from_post_id,
        "edits": [msgspec.to_builtins(row_edit(edit)) for edit in candidate.edits],
    }


def _text(seen: Seen, candidate: Candidate) -> str:
    places = {"person": ("persons", candidate.person_id), "post": ("posts", candidate.post_id),
              "from_post": ("posts", candidate.from_post_id)}  # fmt: skip
    names = {name: seen.name(f"{table}/{key}") for name, (table, key) in places.items() if key}
    stands = [e.row for e in candidate.edits
              if isinstance(e.row, Shift) and e.row.post_id == candidate.post_id]  # fmt: skip
    put_in = [each.what for each in changes_of(seen, candidate.edits) if not each.is_out]
    names["what"] = "; ".join(put_in)
    names["when"] = ", ".join(seen.here.formats.interval(e.start, e.end) for e in stands)
    return seen.here.reader.gettext(labels.WAY_ORDERS[candidate.way]).format(**names)


def _addressees(watch: Watch, gap: Finding, candidate: Candidate) -> tuple[str, ...]:
    """Return who must be told: who is moved, the posts, and who owns what is changed."""
    persons = [candidate.person_id]
    posts = [candidate.post_id, candidate.from_post_id]
    units = []
    for edit in candidate.edits:
        shift = edit.row or watch.snapshot.get(edit.table, edit.key)
        if isinstance(shift, Shift):
            persons.append(shift.person_id)
            posts.append(shift.post_id)
        elif isinstance(edit.row, Post):
            posts.append(edit.row.post_id)
        elif isinstance(edit.row, Closure):
            units.append(edit.row.owner_unit_id)
        elif isinstance(edit.row, Leg):
            moved = watch.snapshot.rows(Movement).get(edit.row.movement_id)
            units.append(None if moved is None else moved.owner_unit_id)
    told = [
        *(f"persons/{each}" for each in persons if each),
        *(f"posts/{each}" for each in posts if each),
        *(f"units/{each}" for each in units if each),
    ]
    return tuple(dict.fromkeys(told)) or tuple(f"units/{each}" for each in gap.units)


def readers_of(seen: Seen, choice: "Chosen") -> tuple[Marking, tuple[str, ...]]:
    """Return marking and scope of an order: who reads it knows of the gap and its rows anyway.

    The marking is the highest of the gap, of the rows of which the order tells, and of the lowest
    under which the entries up to it uncover the same gap. Named are only the units that own
    whatever of it is marked AMBER+STRICT or narrower; who may read secret entries reads the whole
    event.
    """
    lower = (Marking.AMBER, Marking.AMBER_STRICT)
    lowest = next((each for each in lower if _is_uncovered(seen, choice.gap, each)), Marking.RED)
    finding = choice.gap.finding
    things = [seen.reads.thing(row) for row in _rows_told(_watch(seen), choice.candidate)]
    things.append(Thing(owners=finding.units, marking=finding.marking))
    narrow = [each for each in things if each.marking.height >= Marking.AMBER_STRICT.height]
    marking = highest([lowest, *(each.marking for each in things)])
    if lowest is not Marking.AMBER or not narrow:
        return marking, ()
    return marking, tuple(sorted(set.intersection(*(set(each.owners) for each in narrow))))


def _is_uncovered(seen: Seen, gap: Gap, marking: Marking) -> bool:
    known = Record(each for each in seen.record if each.marking.height <= marking.height)
    if seen.standing is None or len(known) == len(seen.record):
        return seen.standing is not None
    return gap.finding in standing_with(seen.standing, known).uncovered


class Chosen(Struct, frozen=True, kw_only=True):
    """A repair that was chosen, the gap that it closes, and whom its order is for."""

    gap: Gap
    candidate: Candidate
    edits: tuple[RowEdit, ...]
    addressees: tuple[str, ...]

    def order(self, text: str) -> Order:
        """Return the order; its edits change the plan of the day from its entry on."""
        told = [each.partition("/")[::2] for each in self.addressees]
        return Order(
            text=text,
            post_ids=tuple(PostId(key) for table, key in told if table == "posts"),
            unit_ids=tuple(UnitId(key) for table, key in told if table == "units"),
            person_ids=tuple(PersonId(key) for table, key in told if table == "persons"),
            edits=self.edits,
        )


def chosen(seen: Seen, identity: str, token: str) -> Chosen:
    """Return the repair as it was offered, judged once more by the day as it now stands.

    Raises
    ------
    SummitryError
        ``repair.stale`` where it is no repair any more, or was offered too long ago.
    """
    try:
        told = signing.loads(token, salt=SALT, max_age=CHOICE_SECONDS_MAX)
    except signing.BadSignature as problem:
        raise SummitryError("repair.stale") from problem
    gap = next((each for each in seen.gaps if each.identity == identity), None)
    if gap is None or told["gap"] != identity:
        raise SummitryError("repair.stale")
    edits = tuple(msgspec.convert(each, RowEdit) for each in told["edits"])
    candidate = _unpacked(told, edits)
    watch = _watch(seen)
    if not isinstance(judged(watch, gap.finding, candidate), Repair):
        raise SummitryError("repair.stale")
    return Chosen(
        gap=gap, candidate=candidate, edits=edits,
        addressees=_addressees(watch, gap.finding, candidate),
    )  # fmt: skip


def _unpacked(told: Mapping[str, Any], edits: tuple[RowEdit, ...]) -> Candidate:
    bare = Order(text="-", unit_ids=(UnitId("-"),), edits=edits)
    return Candidate(
        way=Way(told["way"]),
        edits=edits_of(bare),
        changed=told["changed"],
        minutes=told["minutes"],
        restored=told.get("restored", 0),
        person_id=told["person"] and PersonId(told["person"]),
        post_id=told["post"] and PostId(told["post"]),
        from_post_id=told["from"] and PostId(told["from"]),
    )
