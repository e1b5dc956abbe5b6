"""Accreditation: vetted in time, badges handed out in time, extra rights with reasons."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import combinations

from msgspec import Struct

from summitry.check.registry import Scope, rule
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.kit.time import HOUR_SECONDS
from summitry.outcome.finding import Gap, Phase
from summitry.plan.access import Count, Participant
from summitry.plan.accreditation import AccessRight, Desk, ZoneRight
from summitry.plan.places import Zone
from summitry.plan.table import table_of
from summitry.plan.terms import Category, Field, Ring, Severity, Stage

PEOPLE_TOLERANCE = 1e-9


class _Tally(Struct, frozen=True):
    """The counts that stand for a category: at each stage, that of the zone with the most people.

    The same people hold badges for several zones, so zones do not add up.
    """

    by_stage: Mapping[Stage, Count]

    def people(self, stage: Stage) -> int:
        """Return how many people of the category have come to the stage."""
        count = self.by_stage.get(stage)
        return 0 if count is None else count.persons


def _tallies(view: View) -> Mapping[Category, _Tally]:
    """Return what was counted last for each category, in order of category."""
    newest: dict[tuple[Category, str, Stage], Count] = {}
    for count in view.rows(Count).values():
        kind = (count.category, str(count.zone_id), count.stage)
        known = newest.get(kind, count)
        if (count.as_of, count.persons) >= (known.as_of, known.persons):
            newest[kind] = count
    largest: dict[Category, dict[Stage, Count]] = {}
    for (category, _, stage), count in sorted(newest.items()):
        stages = largest.setdefault(category, {})
        if stage not in stages or count.persons > stages[stage].persons:
            stages[stage] = count
    return {category: _Tally(stages) for category, stages in sorted(largest.items())}


@rule(
    "C-63",
    title=Text("Vetting not done in time"),
    why=Text(
        "What is undecided two days before the opening is decided at the gate, in a hurry, or not "
        "at all."
    ),
    cases={
        "": Text(
            "{pending} of {registered} applications for {category} are undecided; no more than "
            "{limit} may be from {due} on."
        )
    },
    remedy=Text(
        "Put more people on the vetting, decide by category and zone, and tell those who wait."
    ),
    source=Text(
        "Two steps of accreditation (the organiser's need, then the check by the security "
        "service), as published for national special security events."
    ),
    field=Field.ACCREDITATION,
    severity=Severity.HIGH,
    phase=Phase.D2,
    scope=Scope.WHOLE,
    reads=("counts",),
    limits=("vetting_hours_min", "vetting_pending_share_max"),
)
def vetting_pending(view: View) -> Iterator[Gap]:
    """Yield the categories of which too many wait for a decision when vetting should be done."""
    due = view.event.opens - timedelta(hours=view.limits.vetting_hours_min)
    if view.at < due:
        return
    share = view.limits.vetting_pending_share_max
    for category, tally in view.derive(_tallies).items():
        registered = tally.people(Stage.REGISTERED)
        pending = registered - tally.people(Stage.APPROVED)
        if pending > registered * share + PEOPLE_TOLERANCE:
            yield Gap(
                table="counts",
                key=tally.by_stage[Stage.REGISTERED].count_id,
                discriminator=category.value,
                joins=(("zones", tally.by_stage[Stage.REGISTERED].zone_id),),
                start=due,
                facts={
                    "pending": pending,
                    "registered": registered,
                    "category": category,
                    "limit": int(registered * share + PEOPLE_TOLERANCE),
                    "due": due,
                },
            )


@rule(
    "C-36",
    title=Text("Badges that cannot be handed out in time"),
    why=Text(
        "Copenhagen 2009: people with an approved badge stood outside for hours because nobody "
        "could hand it to them."
    ),
    cases={
        "short": Text(
            "{waiting} people still collect a badge before {due}; the desks for them hand out "
            "{capacity}. Categories: {categories}."
        ),
        "no-desk": Text(
            "{waiting} people of category {categories} still collect a badge before {due}, and no "
            "desk is for them."
        ),
    },
    remedy=Text(
        "Open desks earlier, longer or with more counters, near where people arrive; hand out to "
        "whole delegations; then check again at each new number."
    ),
    source=Text(
        "Copenhagen climate conference 2009: 45,215 registered, about 3,500 accredited on the "
        "Monday (published after-action accounts)."
    ),
    field=Field.ACCREDITATION,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.WHOLE,
    reads=("counts", "desks"),
)
def desks_too_slow(view: View) -> Iterator[Gap]:
    """Yield the smallest groups of categories for which the desks are too slow.

    Desks that serve several categories share their time, so groups must be looked at, not only
    single categories: what all desks for any of a group can do must be enough for the group.
    """
    desks = tuple(view.rows(Desk).values())
    if not desks or view.at >= view.event.opens:
        return
    tallies = view.derive(_tallies)
    waiting = {
        category: tally.people(Stage.APPROVED) - tally.people(Stage.ISSUED)
        for category, tally in tallies.items()
        if tally.people(Stage.APPROVED) > tally.people(Stage.ISSUED)
    }
    short: list[frozenset[Category]] = []
    for size in range(1, len(waiting) + 1):
        for group in combinations(waiting, size):
            if any(part <= set(group) for part in short):
                continue
            serving = [desk for desk in desks if _serves(desk, group)]
            capacity = sum(_handed_out(view, desk) for desk in serving)
            people = sum(waiting[category] for category in group)
            if people > capacity + PEOPLE_TOLERANCE:
                short.append(frozenset(group))
                counts = [tallies[each].by_stage[Stage.APPROVED] for each in group]
                yield _short(view, counts, serving, people, int(capacity + PEOPLE_TOLERANCE))


def _serves(desk: Desk, group: Collection[Category]) -> bool:
    """Say whether the desk is for any of the categories; one that names none is for all."""
    return not desk.categories or not set(group).isdisjoint(desk.categories)


def _handed_out(view: View, desk: Desk) -> float:
    """Return how many badges the desk hands out from now to the opening."""
    start, end = max(desk.start, view.at), min(desk.end, view.event.opens)
    hours = max(0.0, (end - start).total_seconds()) / HOUR_SECONDS
    return hours * desk.counters * desk.persons_per_hour


def _short(
    view: View,
    counts: Sequence[Count],
    serving: Sequence[Desk],
    people: int,
    capacity: int,
) -> Gap:
    group = [count.category for count in counts]
    return Gap(
        table="counts",
        key=counts[0].count_id,
        case="short" if serving else "no-desk",
        discriminator=" ".join(group),
        end=view.event.opens,
        facts={
            "waiting": people,
            "capacity": capacity,
            "categories": tuple(group),
            "due": view.event.opens,
        },
        joins=(
            *(("desks", str(desk.desk_id)) for desk in serving),
            *(("counts", str(count.count_id)) for count in counts[1:]),
            *(("zones", str(zone)) for zone in sorted({count.zone_id for count in counts})),
        ),
    )


@rule(
    "C-62",
    title=Text("Right of entry that the role does not justify"),
    why=Text(
        "An extra right that nobody has to justify spreads; after the event nobody can say why a "
        "person stood in the holding room."
    ),
    cases={
        "no-reason": Text(
            "Participant {participant} may enter zone {zone}, which is not open to category "
            "{category}, and no reason is given."
        ),
        "no-sponsor": Text(
            "Participant {participant} may enter zone {zone}, which is not open to category "
            "{category}, and no unit vouches for it."
        ),
        "no-period": Text(
            "Participant {participant} may enter zone {zone}, which is not open to category "
            "{category}, without a time from which to which it holds."
        ),
        "category": Text(
            "Everybody of category {category} may enter zone {zone} of the inner ring, and no "
            "reason is given."
        ),
    },
    remedy=Text(
        "Give reason, unit and time of the right, or take it back: a person, a zone, a time, a "
        "reason, somebody who vouches."
    ),
    source=Text("Common practice of accreditation by zone, reason and time; not verified."),
    field=Field.ACCREDITATION,
    severity=Severity.MEDIUM,
    phase=Phase.D2,
    scope=Scope.PERSON,
    reads=("access_rights", "participants", "zone_rights", "zones"),
)
def unjustified_rights(view: View) -> Iterator[Gap]:
    """Yield extra rights without reason, sponsor or period, and categories let in without one."""
    zones, rights = view.rows(Zone), view.rows(ZoneRight)
    inner = {zone_id for zone_id, zone in zones.items() if zone.ring is Ring.INNER}
    for key, right in rights.items():
        if right.zone_id in inner and not right.reason.strip():
            yield Gap(
                table="zone_rights",
                key=key,
                column="reason",
                case="category",
                facts={"category": right.category, "zone": right.zone_id},
                joins=(("zones", str(right.zone_id)),),
            )
    participants = view.rows(Participant)
    for extra in view.rows(AccessRight).values():
        holder = participants.get(extra.participant_id)
        if holder is not None and f"{holder.category}|{extra.zone_id}" not in rights:
            severity = Severity.HIGH if extra.zone_id in inner else None
            yield from _unjustified(extra, holder, severity)


def _unjustified(
    extra: AccessRight, holder: Participant, severity: Severity | None
) -> Iterator[Gap]:
    lacking = {
        "no-reason": ("reason", not extra.reason.strip()),
        "no-sponsor": ("sponsor_unit_id", extra.sponsor_unit_id is None),
        "no-period": ("end", not _has_period(extra)),
    }
    for case, (column, lacks) in lacking.items():
        if lacks:
            yield Gap(
                table="access_rights",
                key=table_of(extra).key_of(extra),
                column=column,
                case=case,
                discriminator=case,
                severity=severity,
                facts={
                    "participant": extra.participant_id,
                    "zone": extra.zone_id,
                    "category": holder.category,
                },
                joins=(
                    ("participants", str(extra.participant_id)),
                    ("zones", str(extra.zone_id)),
                ),
            )


def _has_period(extra: AccessRight) -> bool:
    """Say whether the right begins and, later, ends."""
    return extra.start is not None and extra.end is not None and extra.start < extra.end
