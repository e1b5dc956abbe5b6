"""Mutants aimed at weeks of duty and at leaders: just within the limit, or just beyond it."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

from benchmarks.mutants_cells import NOTHING, pick
from benchmarks.mutants_kinds import Kind, Mutant, Plan, put, remade
from summitry.kit.streams import Stream
from summitry.plan.change import Edit
from summitry.plan.mandate import EventLimit
from summitry.plan.tables import TABLES

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
WEEK_HOURS = 168
DAYS_MORE = 6


def _limit(plan: Plan, name: str, value: float) -> tuple[Edit, ...]:
    old = plan.snapshot.get("limits", name)
    return put(TABLES["limits"], EventLimit(limit_id=name, value=value, source="aimed"), old=old)


def _busiest(plan: Plan) -> list[Any]:
    """Return the shifts of whoever has most, by start; they are apart."""
    own: dict[str, list[Any]] = {}
    shifts: list[Any] = plan.rows["shifts"]
    for shift in sorted(shifts, key=lambda each: each.start):
        own.setdefault(shift.person_id, []).append(shift)
    apart = [some for some in own.values() if all(a.end < b.start for a, b in pairwise(some))]
    return max(apart, key=len, default=[])


def _hours(spare: float) -> Kind:
    """Let a week have as many hours as somebody is on duty in it, and some to spare."""

    def kind(plan: Plan, _: Stream) -> Mutant | None:
        some = _busiest(plan)
        if not some or some[-1].end - some[0].start > 7 * DAY:
            return None
        hours = sum((each.end - each.start) / HOUR for each in some)
        return Mutant(edits=_limit(plan, "week_hours_max", hours + spare))

    return kind


def _rest(more: float) -> Kind:
    """Ask for a rest as long as the seven days leave after all that somebody does, and more."""

    def kind(plan: Plan, _: Stream) -> Mutant | None:
        some = _busiest(plan)
        whole = (some[-1].end - some[0].start) / HOUR if some else WEEK_HOURS
        if whole >= WEEK_HOURS:
            return None
        return Mutant(edits=_limit(plan, "weekly_rest_hours_min", WEEK_HOURS - whole + more))

    return kind


def _row(days: int) -> Kind:
    """Let somebody begin duty on six more days, one after the other, where so many are allowed."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        shift: Any = pick(stream, plan.rows["shifts"])
        if shift is NOTHING:
            return None
        edits = _limit(plan, "days_in_row_max", days)
        for number in range(1, DAYS_MORE + 1):
            later = remade(shift, start=shift.start + number * DAY, end=shift.end + number * DAY)
            edits += () if later is None else put(TABLES["shifts"], later)
        return Mutant(edits=edits)

    return kind


def _led(plan: Plan, stream: Stream) -> tuple[Any, Any]:
    """Return a post that leads, and one that is led from it."""
    posts: dict[str, Any] = dict(plan.snapshot.tables["posts"])
    led: Any = pick(stream, [p for p in posts.values() if p.lead_post_id in posts])
    return (None, None) if led is NOTHING else (posts[led.lead_post_id], led)


def _left(late: timedelta | None) -> Kind:
    """Let nobody come to the leading post, or everybody so much later."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        lead, _ = _led(plan, stream)
        if lead is None:
            return None
        shifts: list[Any] = plan.rows["shifts"]
        edits: tuple[Edit, ...] = ()
        for shift in [each for each in shifts if each.post_id == lead.post_id]:
            later = None if late is None else remade(shift, start=shift.start + late)
            edits += put(TABLES["shifts"], later, old=shift)
        return Mutant(edits=edits)

    return kind


def _span(more: float) -> Kind:
    """Allow a leader as many people as the led posts need at least, and more."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        lead, led = _led(plan, stream)
        if lead is None:
            return None
        people = led.headcount_min / lead.headcount_min
        return Mutant(edits=_limit(plan, "span_of_control_max", max(0.0, people + more)))

    return kind


def _circle(plan: Plan, stream: Stream) -> Mutant | None:
    """Let the leading post be led from the one that it leads."""
    lead, led = _led(plan, stream)
    if lead is None:
        return None
    return Mutant(edits=put(TABLES["posts"], remade(lead, lead_post_id=led.post_id), old=lead))


AIMED: tuple[tuple[str, Kind], ...] = (
    ("a week just short enough", _hours(0)),
    ("a week too long by a minute", _hours(-1 / 60)),
    ("a week too long by two hours", _hours(-2)),
    ("a weekly rest just long enough", _rest(0)),
    ("a weekly rest too short by a minute", _rest(1 / 60)),
    ("a weekly rest too short by a day", _rest(24)),
    ("days in a row that are just allowed", _row(DAYS_MORE + 1)),
    ("one day in a row too many", _row(DAYS_MORE)),
    ("three days in a row too many", _row(DAYS_MORE - 2)),
    ("nobody leads", _left(None)),
    ("whoever leads comes a minute late", _left(MINUTE)),
    ("whoever leads comes an hour late", _left(HOUR)),
    ("as many led as may be", _span(0)),
    ("one led too many", _span(-1)),
    ("leading each other", _circle),
)
