"""Lists of tasks: narrowed, overdue by days with who stands above, and who has not acknowledged."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from summitry.plan.governance import Body
from summitry.plan.terms import Field
from summitry_web.accounts.pages import Here
from summitry_web.plans.access import rows
from summitry_web.tasks.access.book import Book, Standing, State

STEPS_MAX = 8
"""How far up a chain goes: a plan can name units and bodies that stand in a circle."""


class Narrowed(Struct, frozen=True, kw_only=True):
    """What a list of tasks is narrowed to; empty asks for all."""

    mine: bool = False
    unit: str = ""
    field: str = ""
    state: str = ""
    blocked: bool = False

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Narrowed":
        """Return what the address asks for; a value that there is not asks for all."""
        state, field = given.get("state", ""), given.get("field", "")
        return cls(
            mine=bool(given.get("mine")),
            unit=given.get("unit", "")[:80],
            field=field if field in set(Field) else "",
            state=state if state in set(State) else "",
            blocked=bool(given.get("blocked")),
        )

    def takes(self, one: Standing, own: frozenset[str]) -> bool:
        """Say whether the task is asked for."""
        return (
            (not self.mine or bool(own.intersection(one.units)))
            and self.unit in {"", *one.units}
            and self.field in {"", one.field}
            and self.state in {"", one.state}
            and not (self.blocked and not one.waits_for)
        )


class Overdue(Struct, frozen=True, kw_only=True):
    """A task that is past its date, with the units and bodies above those that lead it."""

    standing: Standing
    above: tuple[str, ...]


class Silent(Struct, frozen=True, kw_only=True):
    """A unit that has not acknowledged what it is to do for a task."""

    task_id: str
    title: str
    unit: str
    leads: tuple[str, ...]
    due: datetime | None


def narrowed(here: Here, book: Book, wish: Narrowed) -> list[Standing]:
    """Return the tasks asked for, the next due first, those without a date last."""
    own = here.actor.units(here.at)
    found = [each for each in book.standings if wish.takes(each, own)]
    return sorted(found, key=by_due)


def by_due(one: Standing) -> tuple[bool, float, str]:
    """Return what sorts by due date, none last."""
    due = one.task.due
    return due is None, 0 if due is None else due.timestamp(), one.key


def overdue_of(here: Here, book: Book) -> list[Overdue]:
    """Return the late tasks, the latest by days first."""
    late = [each for each in book.standings if each.state is State.LATE]
    late.sort(key=lambda each: (-each.late_days, each.key))
    bodies = rows(here.actor, here.event, Body, at=here.at)
    return [
        Overdue(standing=each, above=_above(each.task.lead_unit_ids[:1], book, bodies))
        for each in late
    ]


def _above(leads: tuple[str, ...], book: Book, bodies: Mapping[str, Body]) -> tuple[str, ...]:
    """Return the units above the lead, then the body that the nearest of them leads, and above."""
    units = [each for lead in leads for each in _units_up(lead, book)]
    led = {str(each.lead_unit_id): key for key, each in sorted(bodies.items(), reverse=True)}
    first = next((led[unit] for unit in units if unit in led), None)
    names = [bodies[each].name for each in _bodies_up(first, bodies)]
    return (*(book.name(unit) for unit in units[1:]), *names)


def _units_up(unit_id: str, book: Book) -> Iterator[str]:
    at: str | None = unit_id
    for _ in range(STEPS_MAX):
        if at is None:
            return
        yield at
        unit = book.units.get(at)
        at = None if unit is None else unit.parent_id


def _bodies_up(body_id: str | None, bodies: Mapping[str, Body]) -> Iterator[str]:
    for _ in range(STEPS_MAX):
        if body_id is None or body_id not in bodies:
            return
        yield body_id
        body_id = bodies[body_id].parent_body_id


def silent_of(book: Book) -> list[Silent]:
    """Return every unit that has not acknowledged its part of an open task, by unit."""
    found = [
        Silent(
            task_id=each.key, title=each.task.title, unit=unit,
            leads=each.task.lead_unit_ids, due=each.task.due,
        )
        for each in sorted(book.standings, key=by_due)
        for unit in each.silent
    ]  # fmt: skip
    return sorted(found, key=lambda each: each.unit)
