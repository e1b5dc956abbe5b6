"""What people have said of the rows before the moment of the plan, so that nobody waits for it."""

from collections.abc import Callable
from datetime import datetime

from making.book import Word

from cities.moments import NOW, Book, at, minutes
from cities.organisation import commander, deputy
from cities.places import ACCEPTED
from summitry.plan.table import Row

Said = list[tuple[str, str]]
"""Kind of the word, and by whom."""

ACCEPTANCE = {
    "reason": "Locked, alarmed and watched; nothing else is possible",
    "expires": at("30T20:00"),
    "second_by": deputy("LEAD"),
}
SAID_AT = at("26T20:00")


def _unit(row: Row) -> str:
    return str(getattr(row, "unit_id", None) or getattr(row, "owner_unit_id", None))


def _once(kind: str, by: str) -> Callable[[Row], Said]:
    return lambda _: [(kind, by)]


def _of_post(row: Row) -> Said:
    holder, owner = getattr(row, "holder_unit_id", ""), getattr(row, "owner_unit_id", "")
    return [] if holder == owner else [("accepted", commander(holder))]


def _of_plan(row: Row) -> Said:
    approver = "GUARD" if _unit(row) == "LEAD" else "LEAD"
    return [("approved", commander(approver)), ("acknowledged", commander(_unit(row)))]


def _of_swept(kind: str, unit: str) -> Callable[[Row], Said]:
    """What is searched after the moment of the plan nobody can have said yet."""
    ends = "end" if kind == "swept" else "start"
    return lambda row: [(kind, deputy(unit))] if getattr(row, ends) < NOW else []


def _of_sitrep(row: Row) -> Said:
    if getattr(row, "due") > NOW:  # noqa: B009  # rows of many types come here
        return []
    readers = getattr(row, "recipient_unit_ids", ())
    return [("issued", deputy("LEAD")), *(("acknowledged", deputy(unit)) for unit in readers)]


SAID: dict[str, Callable[[Row], Said]] = {
    "mandates": lambda _: [("submitted", commander("LEAD")), ("approved", commander("GUARD"))],
    "meetings": _once("approved", commander("LEAD")),
    "decisions": _once("approved", commander("LEAD")),
    "plans": _of_plan,
    "tasks": lambda row: [("completed", commander(row.lead_unit_ids[0]))],
    "evidence": _once("verified", deputy("LEAD")),
    "commitments": lambda row: [("accepted", commander(_unit(row)))],
    "controls": _once("verified", deputy("GUARD")),
    "contingency_cards": lambda row: [("acknowledged", commander(_unit(row)))],
    "command_posts": lambda row: [("acknowledged", str(row.commander_id))],
    "radios": _once("verified", deputy("LEAD")),
    "sitreps": _of_sitrep,
    "exercises": _once("exercised", deputy("LEAD")),
    "capabilities": _once("verified", deputy("AIRWATCH")),
    "assets": _once("verified", deputy("CYBER")),
    "records": _once("verified", deputy("CYBER")),
    "sweeps": _of_swept("swept", "SEARCH"),
    "seals": _of_swept("sealed", "GUARD"),
    "surveys": _once("verified", deputy("GUARD")),
    "medical_arrangements": _once("verified", deputy("HEALTH")),
    "food_controls": lambda _: [],
    "fire_inspections": _once("verified", deputy("FIRE")),
    "posts": _of_post,
    "drones": _once("acknowledged", commander("AIRWATCH")),
    "clearances": _once("cleared", commander("PROTO")),
    "airspace": _once("issued", commander("AIRWATCH")),
    "translations": _once("completed", deputy("LINGUA")),
    "documents": _once("issued", deputy("LEAD")),
    "feeds": _once("verified", deputy("PRESS")),
    "courtesies": _once("verified", deputy("PROTO")),
    "gifts": _once("verified", deputy("PROTO")),
    "outreach": _once("verified", deputy("PRESS")),
    "pools": _once("issued", deputy("PRESS")),
    "information_requests": _once("issued", commander("PROTO")),
    "breaches": _once("issued", commander("CYBER")),
    "revocations": lambda row: (
        [("approved", commander("PROTO"))] if row.reason == "function-ended" else []
    ),
    "exports": _once("approved", commander("PROTO")),
}


OWN_TIMES: dict[str, Callable[[Row], datetime]] = {
    "mandates": lambda _: at("2030-01-15T12:00"),
    "meetings": lambda _: at("10T12:00"),
    "sitreps": lambda row: row.due - minutes(1),
    "sweeps": lambda row: row.end + minutes(3),
    "seals": lambda row: row.start + minutes(5),
}


def add_words(book: Book) -> None:
    """Add every word, and who accepts what cannot be held."""
    for table, said in SAID.items():
        for row in list(book.tables.get(table, {}).values()):
            for place, (kind, by) in enumerate(said(row)):
                book.say(row, kind, by, _when(table, row) + minutes(place))
    for position in ACCEPTED:
        _accept(book, "positions", position)
    _accept(book, "risks", "RK-STORM")


def _when(table: str, row: Row) -> datetime:
    """Return when the first word on the row was said: in time, and once there was what it tells."""
    if table in OWN_TIMES:
        return OWN_TIMES[table](row)
    due = getattr(row, "due", None)
    return SAID_AT if due is None else min(SAID_AT, due - minutes(30))


def _accept(book: Book, table: str, key: str) -> None:
    book.words.append(
        Word(
            table=table,
            key=key,
            kind="accepted",
            by=commander("GUARD"),
            at=SAID_AT,
            **ACCEPTANCE,
        )
    )
