"""Places and persons of the plan, as a desk offers and guesses them, as far as its reader sees."""

import re
from collections import OrderedDict
from datetime import datetime
from itertools import islice
from threading import Lock

from msgspec import Struct

from summitry.operations.bodies import Priority, Thing
from summitry.operations.guess import PLACES, Places, guessed
from summitry.plan.snapshot import Snapshot
from summitry_web.accounts.can import Actor
from summitry_web.events.models import Event
from summitry_web.operations.access import plan_in_force
from summitry_web.plans.access import Readable, named_in

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


class Offered(Struct, frozen=True):
    """Rows that an entry may be about, each as ``table/key`` with its name."""

    pairs: tuple[tuple[str, str], ...]
    is_cut: bool


def plan_and_reads(actor: Actor, event: Event, *, at: datetime) -> tuple[Snapshot, Readable]:
    """Return the plan in force, and what says which of its rows the actor may read."""
    plan = plan_in_force(event)
    return plan, Readable(actor, plan, named_in(event), at=at)


def suggested(actor: Actor, event: Event, text: str, *, at: datetime) -> Suggested:
    """Return what the line probably is."""
    plan, reads = plan_and_reads(actor, event, at=at)
    found = guessed(text, _places(event, plan))
    place = found.place
    row = None if place is None else plan.get(place.table, place.key)
    return Suggested(
        kind=found.kind.__struct_config__.tag,  # type: ignore[arg-type]  # a word, for each body
        priority=found.priority,
        place=""
        if place is None or row is None or not reads(row)
        else f"{place.table}/{place.key}",
        person_id=_person(plan, reads, text),
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


def _person(plan: Snapshot, reads: Readable, text: str) -> str:
    for word in _KEY.findall(text):
        for key in (word.rstrip("."), word.rstrip(".").upper()):
            row = plan.get("persons", key)
            if row is not None and reads(row):
                return str(key)
    return ""


def offered(actor: Actor, event: Event, *, at: datetime) -> Offered:
    """Return the places that the actor may read, the first so many."""
    plan, reads = plan_and_reads(actor, event, at=at)
    found = (
        (f"{table}/{key}", str(getattr(row, "name", "") or key))
        for table in OFFERED
        for key, row in sorted(plan.tables[table].items())
        if reads(row)
    )
    pairs = tuple(islice(found, OFFERED_MAX))
    return Offered(pairs, is_cut=next(found, None) is not None)


def thing_of(text: str) -> Thing | None:
    """Return the row that ``table/key`` names; None where nothing is written."""
    table, _, key = text.strip().partition("/")
    return Thing(table, key) if key else None
