"""Days of duty: visiting officers are housed, fed and driven; everyday duty keeps its people."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.time import day_of, moment_of
from summitry.outcome.finding import Gap, Phase
from summitry.plan.organisation import Unit
from summitry.plan.resources import BaseDuty, Welfare
from summitry.plan.terms import Field, Severity
from summitry.policy.welfare import ROUNDING, booked_on, shares


def heads(view: View) -> Mapping[str, Mapping[date, int]]:
    """Return how many different people of each unit begin a shift on each day at the venue."""
    shifts = view.columns("shifts")
    if shifts.size == 0:
        return {}
    zone = view.zone
    starts, places = np.unique(shifts["start"], return_inverse=True)
    days = [day_of(moment_of(int(start)), zone).toordinal() for start in starts]
    # Numbered from the first, so that unit, day and person fit into one integer.
    first = min(days)
    day = np.array([each - first for each in days], dtype=np.int64)[places]
    span, people = max(days) - first + 1, len(shifts.words["person_id"])
    both = shifts["unit_id"] * span + day
    officer_days = np.unique(both * people + shifts["person_id"]) // people
    found: dict[str, dict[date, int]] = {}
    for place, count in zip(*np.unique(officer_days, return_counts=True), strict=True):
        unit = shifts.words["unit_id"][int(place) // span]
        found.setdefault(unit, {})[date.fromordinal(first + int(place) % span)] = int(count)
    return found


@rule(
    "C-46",
    title=Text("Visiting officers not looked after"),
    why=Text(
        "Party conventions and G20 meetings report it each time: beds, meals and rides of the "
        "officers who came to help were underestimated."
    ),
    cases={
        "none": Text(
            "{unit} comes from elsewhere and has {heads} officers on duty on {day}; nothing says "
            "where they sleep, eat and how they get about."
        ),
        "beds": Text(
            "{unit} has {heads} officers on duty on {day} and {have} beds; it takes {need}."
        ),
        "meals": Text(
            "{unit} has {heads} officers on duty on {day} and {have} meals a day; it takes {need}."
        ),
        "rides": Text(
            "{unit} has {heads} officers on duty on {day} and {have} seats in transport; it takes "
            "{need}."
        ),
    },
    remedy=Text("Book the rest for the days on which the unit is on duty, with a contact by name."),
    source=Text("As described by after-action reports on mutual aid at conventions; not verified."),
    field=Field.COMMAND,
    severity=Severity.MEDIUM,
    phase=Phase.D7,
    scope=Scope.UNIT,
    reads=("shifts", "units", "welfare"),
    limits=("beds_share_min", "meals_share_min", "rides_share_min"),
)
def visitors_not_looked_after(view: View) -> Iterator[Gap]:
    """Yield for each visiting unit the worst day of what it lacks.

    What is booked counts for each day at the venue that it touches.
    """
    visiting = [unit_id for unit_id, unit in view.rows(Unit).items() if unit.visiting]
    if not visiting:
        return
    booked = grouped(view.rows(Welfare).values(), "unit_id")
    days = view.derive(heads)
    for unit_id in visiting:
        if unit_id in days:
            yield from _lacking(view, unit_id, days[unit_id], booked.get(unit_id, []))


def _lacking(
    view: View, unit_id: str, days: Mapping[date, int], booked: Sequence[Welfare]
) -> Iterator[Gap]:
    if not booked:
        day = max(days, key=lambda each: (days[each], -each.toordinal()))
        yield _welfare_gap(unit_id, "none", day, {"heads": days[day]})
        return
    for what, share in shares(view.limits):
        have = {
            day: sum(getattr(row, what) for row in booked_on(booked, day, view.zone))
            for day in days
        }
        short = {day: count * share - have[day] for day, count in days.items()}
        day = max(short, key=lambda each: (short[each], -each.toordinal()))
        if short[day] > ROUNDING:
            facts = {"heads": days[day], "have": have[day], "need": days[day] * share}
            yield _welfare_gap(unit_id, what, day, facts, booked)


def _welfare_gap(
    unit_id: str,
    what: str,
    day: date,
    facts: Mapping[str, float],
    booked: Sequence[Welfare] = (),
) -> Gap:
    return Gap(
        table="units",
        key=unit_id,
        case=what,
        discriminator=what,
        facts={"unit": unit_id, "day": day.isoformat(), **facts},
        joins=tuple(("welfare", row.welfare_id) for row in booked),
    )


@rule(
    "C-48",
    title=Text("Too few people left for everyday duty"),
    why=Text(
        "An event that takes the last patrols leaves the town without police, and the next "
        "emergency takes officers from the event."
    ),
    cases={
        "": Text(
            "{unit} has {strength} people on {day} and puts {heads} on the event; {left} are left, "
            "and everyday duty takes {need}."
        )
    },
    remedy=Text("Bring in help for everyday duty, or put other units on the event's posts."),
    source=Text("As described by a review of a gathering in 2020 (Gettysburg); not verified."),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.UNIT,
    reads=("base_duties", "shifts"),
)
def everyday_duty_short(view: View) -> Iterator[Gap]:
    """Yield each day on which a unit keeps too few people for its everyday duty."""
    duties = view.rows(BaseDuty)
    days = view.derive(heads) if duties else {}
    for key, duty in duties.items():
        count = days.get(duty.unit_id, {}).get(duty.day, 0)
        left = duty.strength - count
        if left >= duty.headcount_min:
            continue
        yield Gap(
            table="base_duties",
            key=key,
            column="strength",
            facts={
                "unit": duty.unit_id,
                "day": duty.day.isoformat(),
                "strength": duty.strength,
                "heads": count,
                "left": left,
                "need": duty.headcount_min,
            },
        )
