"""Zones: badges and quotas against the people a zone may hold."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.access import Count, Quota
from summitry.plan.places import Zone
from summitry.plan.terms import Category, Field, Severity, Stage

PEOPLE_TOLERANCE = 1e-9
COUNTED_STAGES = frozenset({Stage.APPROVED, Stage.ISSUED})
"""Whoever is only registered has been promised nothing yet."""


@rule(
    "C-35",
    title=Text("Badges for a zone"),
    why=Text(
        "More people hold a right to enter than the zone may hold: 45,215 registered for 15,000 "
        "places, and quotas were invented in the middle of the event."
    ),
    cases={
        "people": Text(
            "{people} people may enter zone {zone}, which holds {limit} ({capacity} times "
            "{factor})."
        ),
        "quotas": Text(
            "Quotas let {people} people into zone {zone} at once, which holds {limit} ({capacity} "
            "times {factor})."
        ),
        "no-capacity": Text(
            "{people} people may enter zone {zone}; nobody has said how many it holds."
        ),
    },
    remedy=Text(
        "Cut quotas, open another zone, or issue fewer badges; check again at each new number."
    ),
    source=Text(
        "Copenhagen climate conference 2009: 15,000 places, 45,215 registered, hours of waiting "
        "outside, quotas and second cards improvised (published after-action accounts)."
    ),
    field=Field.ACCREDITATION,
    severity=Severity.CRITICAL,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("counts", "quotas", "zones"),
    limits=("zone_load_factor_max",),
)
def zone_load(view: View) -> Iterator[Gap]:
    """Yield the zones that more people may enter than they hold."""
    counts = grouped(view.rows(Count).values(), "zone_id")
    quotas = grouped(view.rows(Quota).values(), "zone_id")
    factor = view.limits.zone_load_factor_max
    for zone in view.rows(Zone).values():
        latest = _latest(counts.get(zone.zone_id, []))
        allowed = quotas.get(zone.zone_id, [])
        by_case: dict[str, tuple[int, list[tuple[str, str]]]] = {
            "people": (
                sum(count.persons for count in latest),
                [("counts", count.count_id) for count in latest],
            ),
            "quotas": (
                sum(quota.persons_max for quota in allowed),
                [("quotas", quota.quota_id) for quota in allowed],
            ),
        }
        if zone.capacity_max is None:
            yield from _unknown(zone, by_case)
        else:
            yield from _overfull(zone, by_case, factor)


def _latest(counts: Iterable[Count]) -> list[Count]:
    """Return, for each category, the count that stands for it.

    It is the newest issued or the newest approved count, whichever is larger: a badge approved but
    not issued yet will be, and a badge issued is out whatever was approved since. Of two counts of
    one moment the larger stands.
    """
    by_kind: dict[tuple[Category, Stage], Count] = {}
    for count in counts:
        kind = (count.category, count.stage)
        if count.stage in COUNTED_STAGES and _age(count) >= _age(by_kind.get(kind, count)):
            by_kind[kind] = count
    by_category: defaultdict[Category, list[Count]] = defaultdict(list)
    for (category, _), count in by_kind.items():
        by_category[category].append(count)
    return [max(both, key=lambda count: count.persons) for both in by_category.values()]


def _age(count: Count) -> tuple[object, int]:
    return count.as_of, count.persons


def _unknown(
    zone: Zone, by_case: Mapping[str, tuple[int, Sequence[tuple[str, str]]]]
) -> Iterator[Gap]:
    people = max(people for people, _ in by_case.values())
    if people:
        yield Gap(
            table="zones",
            key=zone.zone_id,
            column="capacity_max",
            case="no-capacity",
            discriminator="no-capacity",
            severity=Severity.HIGH,
            facts={"zone": zone.zone_id, "people": people},
            unknown=True,
        )


def _overfull(
    zone: Zone, by_case: Mapping[str, tuple[int, Sequence[tuple[str, str]]]], factor: float
) -> Iterator[Gap]:
    capacity = zone.capacity_max or 0
    for case, (people, joins) in by_case.items():
        if people > capacity * factor + PEOPLE_TOLERANCE:
            yield Gap(
                table="zones",
                key=zone.zone_id,
                case=case,
                discriminator=case,
                severity=Severity.CRITICAL if case == "people" else Severity.HIGH,
                facts={
                    "zone": zone.zone_id,
                    "people": people,
                    "capacity": capacity,
                    "factor": factor,
                    "limit": int(capacity * factor + PEOPLE_TOLERANCE),
                },
                joins=tuple(joins),
            )
