"""Mutants aimed at conference, protocol, reception and treaty: orders, absences, acts, booths."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from benchmarks.mutants_cells import NOTHING, pick
from benchmarks.mutants_kinds import Kind, Mutant, Plan, put, remade
from summitry.kit.streams import Stream
from summitry.plan.change import Edit
from summitry.plan.table import Row
from summitry.plan.tables import TABLES
from summitry.plan.treaty import ActKind

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
LOWER = "other"
HIGHER = "head-of-state"


def _row(plan: Plan, stream: Stream, table: str) -> Any:
    found = pick(stream, plan.rows[table])
    return None if found is NOTHING else found


def _put(table: str, row: Row | None, old: Row) -> tuple[Edit, ...]:
    return () if row is None else put(TABLES[table], row, old=old)


def _changed(table: str, cells: Callable[[Plan, Stream, Any], dict[str, Any] | None]) -> Kind:
    """Change cells of a row by chance, as the row and the plan say."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        row = _row(plan, stream, table)
        after = None if row is None else cells(plan, stream, row)
        other = None if after is None else remade(row, **after)
        return None if other is None or other == row else Mutant(edits=_put(table, other, row))

    return kind


def _swapped(table: str) -> Kind:
    """Let two neighbours at an item change their places."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        one = _row(plan, stream, table)
        key = "" if one is None else f"{one.item_id}|{one.place + 1}"
        other: Any = plan.snapshot.get(table, key)
        if one is None or other is None:
            return None
        cells = ("delegation_id", "principal_id", "lot", "reason")
        here = {name: getattr(other, name) for name in cells}
        there = {name: getattr(one, name) for name in cells}
        edits = _put(table, remade(one, **here), one) + _put(table, remade(other, **there), other)
        return Mutant(edits=edits)

    return kind


def _place(plan: Plan, stream: Stream) -> tuple[Any, Any]:
    """Return a place whose principal is known, and the principal."""
    places = [*plan.rows["speakers"], *plan.rows["seats"]]
    known: list[Any] = [row for row in places if getattr(row, "principal_id", None) is not None]
    row = pick(stream, known)
    if row is NOTHING:
        return None, None
    return row, plan.snapshot.get("principals", row.principal_id)


def _replaced(rank: str) -> Kind:
    """Let a delegation be headed by somebody else of that rank; the place stays as it is."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        row, principal = _place(plan, stream)
        delegation = None if row is None else plan.snapshot.get("delegations", row.delegation_id)
        if principal is None or delegation is None:
            return None
        stands_in = remade(principal, principal_id="stand-in", rank=rank, protected=False)
        headed = remade(delegation, head_principal_id="stand-in")
        edits = put(TABLES["principals"], stands_in) + _put("delegations", headed, delegation)
        return Mutant(edits=edits)

    return kind


def _away(column: str, edge: str, shift: timedelta) -> Kind:
    """Let a principal come or go so long from an edge of an item with a place for them."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        row, principal = _place(plan, stream)
        item: Any = None if row is None else plan.snapshot.get("programme", row.item_id)
        if principal is None or item is None:
            return None
        gone = remade(principal, **{column: getattr(item, edge) + shift})
        return Mutant(edits=_put("principals", gone, principal))

    return kind


def _room_of_another(spare: timedelta) -> Kind:
    """Let an item begin in another's room so long before or after that one ends."""

    def cells(plan: Plan, stream: Stream, item: Any) -> dict[str, Any] | None:
        other = _row(plan, stream, "programme")
        if other is None or other is item:
            return None
        start = other.end + spare
        length = item.end - item.start
        return {"room_id": other.room_id, "start": start, "end": start + length}

    return _changed("programme", cells)


def _headcount(more: int) -> Kind:
    def cells(plan: Plan, _: Stream, item: Any) -> dict[str, Any] | None:
        room: Any = plan.snapshot.get("rooms", item.room_id)
        capacity = None if room is None else room.capacity_max
        return {"headcount": (capacity or 0) + more}

    return _changed("programme", cells)


def _minutes(spare: float) -> Kind:
    """Let one speaker take the whole time of the item, and some less or more."""

    def cells(plan: Plan, _: Stream, row: Any) -> dict[str, Any] | None:
        item: Any = plan.snapshot.get("programme", row.item_id)
        if item is None:
            return None
        others = [
            each.minutes
            for each in plan.rows["speakers"]
            if each.item_id == row.item_id and each is not row
        ]
        return {"minutes": (item.end - item.start) / MINUTE - sum(others) + spare}

    return _changed("speakers", cells)


def _second_act(kind_of: ActKind, shift: timedelta) -> Kind:
    """Let a State that has acted act in this way too, so many days before or after."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        act = _row(plan, stream, "acts")
        other = (
            None if act is None else remade(act, act_id="again", kind=kind_of, day=act.day + shift)
        )
        return None if other is None else Mutant(edits=put(TABLES["acts"], other))

    return kind


def _signs_again(plan: Plan, stream: Stream) -> Mutant | None:
    row = _row(plan, stream, "signatories")
    other = None if row is None else remade(row, signatory_id="again", order=row.order + 1)
    return None if other is None else Mutant(edits=put(TABLES["signatories"], other))


def _signed_the_day_before(plan: Plan, stream: Stream) -> Mutant | None:
    act = _row(plan, stream, "acts")
    if act is None:
        return None
    return Mutant(edits=_put("acts", remade(act, day=act.day - DAY), act))


def _treaty_window(column: str, edge: str, shift: timedelta) -> Kind:
    """Let a treaty open or close so long from the edge of a signing."""

    def cells(plan: Plan, stream: Stream, _: Any) -> dict[str, Any] | None:
        signatory = _row(plan, stream, "signatories")
        item = None if signatory is None else plan.snapshot.get("programme", signatory.item_id)
        return None if item is None else {column: getattr(item, edge) + shift}

    return _changed("treaties", cells)


def _in_another_booth(spare: timedelta) -> Kind:
    """Let an interpreter go to another booth, so long before or after the own duty ends."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        duty = _row(plan, stream, "booth_duties")
        booths = plan.keys("booths")
        other = None if duty is None else pick(stream, [b for b in booths if b != duty.booth_id])
        if other is None or other is NOTHING:
            return None
        start = duty.end + spare
        moved = remade(duty, booth_id=other, start=start, end=start + 10 * MINUTE)
        table = TABLES["booth_duties"]
        if moved is None or plan.snapshot.get("booth_duties", table.key_of(moved)) is not None:
            return None
        return Mutant(edits=put(table, moved))

    return kind


def _longer_duty(minutes: float) -> Kind:
    return _changed("booth_duties", lambda _p, _s, row: {"end": row.start + minutes * MINUTE})


def _interpreter_of_two(plan: Plan, stream: Stream) -> Mutant | None:
    """Give a bilateral an interpreter who is in a booth, at the time of that duty."""
    row, duty = _row(plan, stream, "bilaterals"), _row(plan, stream, "booth_duties")
    item: Any = None if row is None else plan.snapshot.get("programme", row.item_id)
    if item is None or duty is None:
        return None
    ids = tuple(sorted({*row.interpreter_ids, duty.person_id}))
    moved = remade(item, start=duty.start, end=duty.start + 5 * MINUTE)
    edits = _put("bilaterals", remade(row, interpreter_ids=ids), row)
    return Mutant(edits=edits + _put("programme", moved, item))


def _officer_of_two(plan: Plan, stream: Stream) -> Mutant | None:
    row = _row(plan, stream, "liaison_officers")
    delegation = pick(stream, plan.keys("delegations"))
    if row is None or delegation in {NOTHING, row.delegation_id}:
        return None
    table = TABLES["liaison_officers"]
    other = remade(row, delegation_id=delegation)
    if other is None or plan.snapshot.get(table.name, table.key_of(other)) is not None:
        return None
    return Mutant(edits=put(table, other))


AIMED: tuple[tuple[str, Kind], ...] = (
    ("swap neighbours: speakers", _swapped("speakers")),
    ("swap neighbours: seats", _swapped("seats")),
    ("swap with a reason", _changed("seats", lambda *_: {"reason": "The host sits first"})),
    ("a lower head takes over", _replaced(LOWER)),
    ("a higher head takes over", _replaced(HIGHER)),
    ("a principal comes when the item ends", _away("arrives", "end", timedelta())),
    ("a principal comes a second before the item ends", _away("arrives", "end", -SECOND)),
    ("a principal comes as the item begins", _away("arrives", "start", timedelta())),
    ("a principal comes a second late", _away("arrives", "start", SECOND)),
    ("a principal goes as the item begins", _away("leaves", "start", timedelta())),
    ("a principal goes as the item ends", _away("leaves", "end", timedelta())),
    ("a principal goes a second early", _away("leaves", "end", -SECOND)),
    ("an item right after another in its room", _room_of_another(timedelta())),
    ("an item a minute too soon in another's room", _room_of_another(-MINUTE)),
    ("as many people as the room holds", _headcount(0)),
    ("one more than the room holds", _headcount(1)),
    ("speakers who just fill the item", _minutes(0)),
    ("speakers a minute too long", _minutes(1)),
    ("a second signature", _second_act(ActKind.SIGNATURE, DAY)),
    ("a ratification before", _second_act(ActKind.RATIFICATION, -DAY)),
    ("an acceptance after", _second_act(ActKind.ACCEPTANCE, DAY)),
    ("an accession before", _second_act(ActKind.ACCESSION, -DAY)),
    ("an act a day earlier", _signed_the_day_before),
    ("a second signatory of a delegation", _signs_again),
    ("a treaty opens as the signing begins", _treaty_window("opens", "start", timedelta())),
    ("a treaty opens a second too late", _treaty_window("opens", "start", SECOND)),
    ("a treaty closes as the signing ends", _treaty_window("closes", "end", timedelta())),
    ("a treaty closes a second too soon", _treaty_window("closes", "end", -SECOND)),
    ("another booth right after", _in_another_booth(timedelta())),
    ("another booth a minute before the end", _in_another_booth(-MINUTE)),
    ("a duty of three hours", _longer_duty(180)),
    ("a duty a minute longer than three hours", _longer_duty(181)),
    ("a duty of nine hours", _longer_duty(540)),
    ("an interpreter in booth and bilateral", _interpreter_of_two),
    ("an officer of two delegations", _officer_of_two),
)
