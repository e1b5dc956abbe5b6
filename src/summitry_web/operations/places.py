"""Places and persons of the plan, as a desk offers and guesses them, as far as its reader sees."""

import re
from collections import OrderedDict
from datetime import datetime
from threading import Lock

from msgspec import Struct

from summitry.operations.bodies import Priority, Thing
from summitry.operations.guess import PLACES, Places, guessed
from summitry.plan.snapshot import Snapshot
from summitry_web.accounts.can import Actor
from summitry_web.events.models import Event
from summitry_web.plans.access import held_snapshot, rows_for, sees

OFFERED = (*PLACES, "assets", "capabilities", "programme", "controls", "sweeps", "seals")
"""The tables whose rows an entry may be about, in the order in which they are offered."""
OFFERED_MAX = 1_500
HELD_MAX = 4
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]+")
_HELD: OrderedDict[str, tuple[Snapshot, Places]] = OrderedDict()
_LOCK = Lock()


class Suggested(Struct, frozen=True, kw_only=True):
    """What a line probably is, without anything that its writer may not know of."""

    kind: str
    priority: Priority
    place: str
    person_id: str
    minutes: int | None
    because: str


def suggested(actor: Actor, event: Event, text: str, *, at: datetime) -> Suggested:
    """Return what the line probably is."""
    plan = held_snapshot(event)
    found = guessed(text, _places(event, plan))
    place = found.place
    if place is not None and not sees(actor, event, place.table, place.key, at=at):
        place = None
    return Suggested(
        kind=found.kind.__struct_config__.tag,  # type: ignore[arg-type]  # a word, for each body
        priority=found.priority,
        place="" if place is None else f"{place.table}/{place.key}",
        person_id=_person(actor, event, plan, text, at=at),
        minutes=found.minutes,
        because=found.because,
    )


def _places(event: Event, plan: Snapshot) -> Places:
    """Return the places of the plan, made once for each of its revisions."""
    with _LOCK:
        held = _HELD.get(event.slug)
        if held is None or held[0] is not plan:
            held = (plan, Places(plan))
            _HELD[event.slug] = held
        _HELD.move_to_end(event.slug)
        while len(_HELD) > HELD_MAX:
            _HELD.popitem(last=False)
        return held[1]


def _person(actor: Actor, event: Event, plan: Snapshot, text: str, *, at: datetime) -> str:
    for word in _KEY.findall(text):
        for key in (word.rstrip("."), word.rstrip(".").upper()):
            if key in plan.tables["persons"] and sees(actor, event, "persons", key, at=at):
                return str(key)
    return ""


def offered(actor: Actor, event: Event, *, at: datetime) -> list[tuple[str, str]]:
    """Return the places that the actor may read, each as ``table/key`` with its name."""
    plan = held_snapshot(event)
    found: list[tuple[str, str]] = []
    for table in OFFERED:
        held = plan.tables[table]
        for key in rows_for(actor, event, table, at=at).values_list("key", flat=True):
            row = held.get(key)
            found.append((f"{table}/{key}", str(getattr(row, "name", "") or key)))
            if len(found) == OFFERED_MAX:
                return found
    return found


def thing_of(text: str) -> Thing | None:
    """Return the row that ``table/key`` names; None where nothing is written."""
    table, _, key = text.strip().partition("/")
    return Thing(table, key) if key else None
