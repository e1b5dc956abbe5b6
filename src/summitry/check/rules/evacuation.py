"""Zones: ways out, a place to go, time to get there, and room to stand."""

from collections.abc import Iterator, Mapping, Sequence

from summitry.check.crowds import expected_at_once
from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.perimeter import Evacuation
from summitry.plan.places import Exit, Room, Zone
from summitry.plan.programme import Item
from summitry.plan.risks import Rendezvous
from summitry.plan.terms import Field, RendezvousKind, Severity
from summitry.policy.evacuation import minutes_to_empty, persons_per_minute
from summitry.policy.outlines import area_m2

TOLERANCE = 1e-9


@rule(
    "C-59",
    title=Text("Zone without an exit or a meeting point"),
    why=Text(
        "A crowd that has no way out makes one; and services that meet at no agreed point come to "
        "different ones, as at Manchester in 2017."
    ),
    cases={
        "no-exit": Text("Zone {zone} has no exit in the plan."),
        "no-exits-at-all": Text(
            "Nothing is known of the exits of zone {zone}: the plan has none of any zone."
        ),
        "no-point": Text(
            "Those who leave zone {zone} have nowhere to go: no evacuation of it names a point, "
            "and site {site} has no rendezvous point."
        ),
    },
    remedy=Text(
        "Enter the exits with their clear widths, and a point to which people go and services "
        "come; show both on the spot."
    ),
    source=Text(
        "Manchester Arena Inquiry, volume 2: no common rendezvous point; guidance on exits of "
        "venues, common practice, not verified."
    ),
    field=Field.FIRE,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("evacuations", "exits", "rendezvous", "zones"),
)
def ways_out(view: View) -> Iterator[Gap]:
    """Yield the zones that lack an exit, or a point to which those go who leave.

    Of a plan without any exit, or without any point, neither is known.
    """
    exits = view.derive(_exits)
    points = view.rows(Rendezvous)
    at_sites = {p.site_id for p in points.values() if p.kind is RendezvousKind.RVP}
    for zone in view.rows(Zone).values():
        if zone.zone_id not in exits:
            yield _no_exit(zone, any_known=bool(exits))
        named = {
            point_id
            for plan in view.derive(_evacuations).get(zone.zone_id, ())
            for point_id in plan.rendezvous_ids
        }
        if zone.site_id not in at_sites and not named & points.keys():
            yield Gap(
                table="zones",
                key=zone.zone_id,
                case="no-point",
                discriminator="no-point",
                facts={"zone": zone.zone_id, "site": zone.site_id},
                unknown=not points,
            )


def _exits(view: View) -> Mapping[str, list[Exit]]:
    return grouped(view.rows(Exit).values(), "zone_id")


def _evacuations(view: View) -> Mapping[str, list[Evacuation]]:
    return grouped(view.rows(Evacuation).values(), "zone_id")


def _no_exit(zone: Zone, *, any_known: bool) -> Gap:
    return Gap(
        table="zones",
        key=zone.zone_id,
        case="no-exit" if any_known else "no-exits-at-all",
        discriminator="no-exit",
        severity=Severity.CRITICAL if any_known else None,
        facts={"zone": zone.zone_id},
        unknown=not any_known,
    )


@rule(
    "C-60",
    title=Text("Evacuation takes too long"),
    why=Text(
        "Fire or an attack takes one way out, and mostly the one that everybody came in by; the "
        "others must do without it."
    ),
    cases={
        "slow": Text(
            "Zone {zone} takes {minutes} min to empty of {people} people when its largest "
            "exit {largest} is lost; {limit} are allowed. Exits left: {left}."
        ),
        "none-left": Text(
            "Zone {zone} may hold {people} people, and nobody gets out when its largest exit "
            "{largest} is lost. Exits left: {left}."
        ),
        "more-people": Text(
            "Evacuation {evacuation} of zone {zone} is planned for {planned} people, and {people} "
            "may be there."
        ),
        "no-people": Text(
            "Nobody has said how many people zone {zone} may hold, so how long it takes to empty "
            "is not known."
        ),
    },
    remedy=Text(
        "Open or widen exits, spread people over zones, or let fewer in; have the fire service "
        "agree to the time."
    ),
    source=Text(
        "Guidance on exits: people a minute and metre of width, time to clear with the largest "
        "exit lost; as published for events, not verified."
    ),
    field=Field.FIRE,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("evacuations", "exits", "programme", "rooms", "zones"),
    limits=(
        "evacuation_minutes_max",
        "level_exit_persons_per_m_minute",
        "stepped_exit_persons_per_m_minute",
    ),
)
def time_to_empty(view: View) -> Iterator[Gap]:
    """Yield the zones that take too long to empty, or whose evacuation counts too few people.

    A zone without any exit is told elsewhere.
    """
    expected = view.derive(_expected)
    for zone in view.rows(Zone).values():
        exits = view.derive(_exits).get(zone.zone_id, [])
        plans = view.derive(_evacuations).get(zone.zone_id, [])
        told = [zone.capacity_max, expected.get(zone.zone_id)]
        inside = max((count for count in told if count is not None), default=None)
        yield from _too_few(zone, plans, inside)
        counts = [*told, *(plan.persons for plan in plans)]
        people = max((count for count in counts if count is not None), default=None)
        if exits and people is None:
            yield Gap(
                table="zones",
                key=zone.zone_id,
                case="no-people",
                discriminator="no-people",
                severity=Severity.MEDIUM,
                facts={"zone": zone.zone_id},
                unknown=True,
            )
        elif exits and people:
            yield from _slow(view, zone, people, exits)


def _expected(view: View) -> Mapping[str, int]:
    """Return for each zone the most people that items in its rooms expect at once."""
    rooms = view.rows(Room)
    by_zone: dict[str, list[Item]] = {}
    for item in view.rows(Item).values():
        room = rooms.get(item.room_id)
        if room is not None and room.zone_id is not None and item.headcount is not None:
            by_zone.setdefault(room.zone_id, []).append(item)
    return {zone_id: expected_at_once(items) for zone_id, items in by_zone.items()}


def _too_few(zone: Zone, plans: Sequence[Evacuation], inside: int | None) -> Iterator[Gap]:
    for plan in plans:
        if inside is not None and plan.persons is not None and plan.persons < inside:
            yield Gap(
                table="evacuations",
                key=plan.evacuation_id,
                column="persons",
                case="more-people",
                severity=Severity.MEDIUM,
                facts={
                    "evacuation": plan.evacuation_id,
                    "zone": zone.zone_id,
                    "planned": plan.persons,
                    "people": inside,
                },
                joins=(("zones", zone.zone_id),),
            )


def _slow(view: View, zone: Zone, people: int, exits: Sequence[Exit]) -> Iterator[Gap]:
    plans = view.derive(_evacuations).get(zone.zone_id, [])
    own = [plan.minutes_max for plan in plans if plan.minutes_max is not None]
    limit = min(own, default=view.limits.evacuation_minutes_max)
    minutes = minutes_to_empty(people, exits, view.limits)
    if minutes is not None and minutes <= limit + TOLERANCE:
        return
    largest = max(exits, key=lambda each: (persons_per_minute(each, view.limits), each.exit_id))
    yield Gap(
        table="zones",
        key=zone.zone_id,
        case="none-left" if minutes is None else "slow",
        discriminator="slow",
        facts={
            "zone": zone.zone_id,
            "people": people,
            "minutes": None if minutes is None else round(minutes, 1),
            "limit": limit,
            "largest": largest.exit_id,
            "left": len(exits) - 1,
        },
        joins=tuple(("exits", each.exit_id) for each in exits),
    )


@rule(
    "C-152",
    title=Text("Zone too dense"),
    why=Text(
        "Beyond a few people on a square metre nobody walks by themselves any more, and one who "
        "falls is not picked up."
    ),
    cases={
        "dense": Text(
            "Zone {zone} may hold {people} people on {square_metres} square metres: "
            "{density} on each, and {limit} are allowed."
        ),
        "flat": Text(
            "The outline of zone {zone} encloses nothing, so how dense {people} people stand in it "
            "is not known."
        ),
    },
    remedy=Text("Let fewer people in, or give them more room; correct the outline if it is wrong."),
    source=Text("Event safety guide HSG195, as described by practitioners; not verified."),
    field=Field.VENUES,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("zones",),
    limits=("zone_persons_per_m2_max",),
)
def density(view: View) -> Iterator[Gap]:
    """Yield the zones whose capacity is more than their outline has room for."""
    limit = view.limits.zone_persons_per_m2_max
    for zone in view.rows(Zone).values():
        if not zone.outline or not zone.capacity_max:
            continue
        area = area_m2(zone.outline)
        if zone.capacity_max > limit * area + TOLERANCE:
            yield Gap(
                table="zones",
                key=zone.zone_id,
                column="capacity_max" if area else "outline",
                case="dense" if area else "flat",
                facts={
                    "zone": zone.zone_id,
                    "people": zone.capacity_max,
                    "square_metres": round(area, 1),
                    "density": round(zone.capacity_max / area, 1) if area else None,
                    "limit": limit,
                },
                unknown=not area,
            )
