"""C-70: what one principal is to do, one thing after another, and whether that is possible."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from summitry.check.journeys import broken_chains
from summitry.check.passages import Ride, rides
from summitry.check.places import item_sites, known_ways
from summitry.check.registry import Scope, rule
from summitry.check.view import View
from summitry.kit.errors import Fact, Text
from summitry.kit.time import Interval, moment_of, seconds_of
from summitry.outcome.finding import Gap, Phase, Subject
from summitry.plan.places import Site
from summitry.plan.programme import Item
from summitry.plan.terms import Field, ItemKind, Severity
from summitry.policy.timing import NIGHT_SECONDS, Ways, follow_each_other


class Visit(Struct, frozen=True):
    """A programme item with the site of its room, None where the plan does not have the room.

    It is known where the plan has room and site.
    """

    item: Item
    site_id: str | None
    known: bool
    start: int
    end: int


class _Pause(Struct, frozen=True):
    """Two visits that follow each other, and the minutes needed and there are between them."""

    first: Visit
    second: Visit
    have: float
    travel: float | None
    clearing: float


@rule(
    "C-70",
    title=Text("Principal cannot keep the programme"),
    why=Text(
        "A programme that no journey can keep is mended on the day by skipping what takes time: "
        "the clearing of the next place."
    ),
    cases={
        "overlap": Text("{principal} is to be in {first} and in {second} at the same time."),
        "clearing": Text(
            "{principal} has {have} min between {first} and {second}; clearing into the next "
            "room takes {need}."
        ),
        "travel": Text(
            "{principal} has {have} min between {first} and {second}; the way and the "
            "clearing take {need}."
        ),
        "unknown": Text(
            "{principal} has {have} min between {first} and {second}, but how long the way "
            "from {from_site} to {to_site} takes is not known."
        ),
        "late": Text("{principal} arrives with {leg} {minutes} min after {item} has begun."),
        "leaves": Text("{principal} departs with {leg} {minutes} min before {item} ends."),
        "away": Text("{principal} is on the road with {leg} while {item} goes on."),
        "twice": Text("{principal} is to ride with {leg} and with {other} at the same time."),
        "stranded": Text(
            "{leg} leaves {principal} at {from_site}, but {other} departs from {to_site}, and no "
            "leg leads from the one to the other."
        ),
    },
    remedy=Text("Move one of the two, shorten it, or let another person stand in."),
    source=Text(
        "Practice of protocol and advance work; travel times are the plan's own, the clearing "
        "time is the event's limit."
    ),
    field=Field.PROGRAMME,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.PERSON,
    reads=(
        "programme",
        "rooms",
        "sites",
        "travel_times",
        "legs",
        "movements",
        "routes",
        "route_segments",
    ),
    limits=("clearing_minutes_min",),
)
def impossible_programmes(view: View) -> Iterator[Gap]:
    """Yield what each principal cannot do: two things at once, or the next one in time."""
    clearing = view.limits.clearing_minutes_min
    ways = view.derive(known_ways)
    on_road = view.derive(_rides_by_principal)
    for principal_id, visits in view.derive(_visits).items():
        own = on_road.get(principal_id, ())
        for first, second in follow_each_other([(visit.start, visit.end) for visit in visits]):
            yield from _between(
                principal_id, _pause(visits[first], visits[second], (ways, own), clearing)
            )
        for visit in visits:
            for ride in own:
                yield from _on_the_road(principal_id, visit, ride)
        for ride in own:
            yield from _missed(principal_id, ride, visits, own)
    for principal_id, own in on_road.items():
        yield from _twice(principal_id, own)
        yield from _stranded(principal_id, own)


def _visits(view: View) -> Mapping[str, tuple[Visit, ...]]:
    """Return each principal's programme."""
    sites, known = view.derive(item_sites), view.rows(Site)
    found: dict[str, list[Visit]] = defaultdict(list)
    for item_id, item in view.rows(Item).items():
        site_id = sites.get(item_id)
        visit = Visit(item, site_id, site_id in known, seconds_of(item.start), seconds_of(item.end))
        for principal_id in item.principal_ids:
            found[principal_id].append(visit)
    return {principal_id: tuple(visits) for principal_id, visits in found.items()}


def _rides_by_principal(view: View) -> Mapping[str, tuple[Ride, ...]]:
    """Return the legs that each principal rides, where it is known how long they take."""
    found: dict[str, list[Ride]] = defaultdict(list)
    for ride in view.derive(rides):
        if ride.movement is not None and ride.passages:
            for principal_id in ride.movement.principal_ids:
                found[principal_id].append(ride)
    return {principal_id: tuple(own) for principal_id, own in found.items()}


def _pause(
    first: Visit, second: Visit, known: tuple[Ways, Iterable[Ride]], clearing: float
) -> _Pause:
    """Return what there is between two visits, and what is needed."""
    have = (second.start - first.end) / 60
    if first.item.room_id == second.item.room_id:
        return _Pause(first, second, have, 0.0, 0.0)
    travel = None
    if first.site_id is not None and second.site_id is not None:
        travel = known[0].between(first.site_id, second.site_id)
        if travel is None:
            travel = _ridden(first, second, known[1])
    return _Pause(first, second, have, travel, clearing)


def _ridden(first: Visit, second: Visit, own: Iterable[Ride]) -> float | None:
    """Return the minutes of the principal's own leg between the two sites, if there is one."""
    sites = (first.site_id, second.site_id)
    times = [
        (ride.passages[-1].end - ride.depart) / 60
        for ride in own
        if ride.route is not None
        and (ride.route.from_site_id, ride.route.to_site_id) == sites
        and first.end <= ride.depart <= second.start
    ]
    return min(times, default=None)


def _between(principal_id: str, pause: _Pause) -> Iterator[Gap]:
    first, second = pause.first, pause.second
    case, need = _judged(pause)
    if not case:
        return
    facts: dict[str, Fact] = {
        "principal": principal_id,
        "first": first.item.item_id,
        "second": second.item.item_id,
        "have": round(pause.have, 1),
        "need": need,
        "from_site": first.site_id,
        "to_site": second.site_id,
    }
    ids = sorted((first.item.item_id, second.item.item_id))
    start, end = sorted((first.end, second.start))
    yield Gap(
        table="principals",
        key=principal_id,
        case=case,
        discriminator="|".join(ids),
        start=moment_of(second.start if case == "overlap" else start),
        end=moment_of(min(first.end, second.end) if case == "overlap" else end),
        facts=facts,
        joins=tuple(("programme", item_id) for item_id in ids),
        unknown=case == "unknown",
    )


def _judged(pause: _Pause) -> tuple[str, float]:
    """Return which sentence tells the pause, empty when it is long enough, and what it needs."""
    if pause.have < 0:
        return "overlap", 0.0
    travel = pause.travel or 0.0
    need = round(travel + pause.clearing, 1)
    if pause.have < travel + pause.clearing:
        return ("travel" if travel or pause.travel is None else "clearing"), need
    if pause.travel is None and pause.have * 60 < NIGHT_SECONDS and _sites_known(pause):
        return "unknown", need
    return "", need


def _sites_known(pause: _Pause) -> bool:
    """Say whether rooms and sites exist; one that does not is told as a dangling reference."""
    return pause.first.known and pause.second.known


def _on_the_road(principal_id: str, visit: Visit, ride: Ride) -> Iterator[Gap]:
    """Yield the leg when the principal would ride it while the item goes on."""
    arrive = ride.passages[-1].end
    if ride.depart >= visit.end or arrive <= visit.start:
        return
    case, seconds = _told(visit, ride, arrive)
    if not case:
        return
    during = Interval(moment_of(max(ride.depart, visit.start)), moment_of(min(arrive, visit.end)))
    yield Gap(
        table="principals",
        key=principal_id,
        case=case,
        discriminator=f"{visit.item.item_id}|{ride.key}",
        start=during.start,
        end=during.end,
        facts={
            "principal": principal_id,
            "item": visit.item.item_id,
            "leg": ride.key,
            "minutes": round(seconds / 60, 1),
        },
        joins=_joined(ride, ("programme", visit.item.item_id)),
    )


def _told(visit: Visit, ride: Ride, arrive: int) -> tuple[str, int]:
    """Return which sentence tells the leg, and its seconds; empty when the item allows it.

    Arrivals are an item in which principals come and go on one another's heels.
    """
    route = ride.route
    comes = route is not None and route.to_site_id == visit.site_id
    goes = route is not None and route.from_site_id == visit.site_id
    if visit.item.kind is ItemKind.ARRIVAL and (goes or (comes and arrive <= visit.end)):
        return "", 0
    if comes and not goes:
        return "late", arrive - visit.start
    if goes:
        return "leaves", visit.end - ride.depart
    return "away", min(arrive, visit.end) - max(ride.depart, visit.start)


def _missed(
    principal_id: str, ride: Ride, visits: Sequence[Visit], own: Sequence[Ride]
) -> Iterator[Gap]:
    """Yield the leg when it comes to a site only after the item there that it was meant for."""
    if ride.route is None or ride.route.from_site_id == ride.route.to_site_id:
        return
    here = [visit for visit in visits if visit.site_id == ride.route.to_site_id]
    if any(ride.depart < visit.end < ride.depart + NIGHT_SECONDS for visit in here):
        return
    over = [visit for visit in here if ride.depart - NIGHT_SECONDS < visit.end <= ride.depart]
    if not over:
        return
    visit = max(over, key=lambda each: each.end)
    if _was_there(visit, ride.depart, visits, own):
        return
    arrive = ride.passages[-1].end
    yield Gap(
        table="principals",
        key=principal_id,
        case="late",
        discriminator=f"{visit.item.item_id}|{ride.key}",
        start=moment_of(visit.start),
        end=moment_of(arrive),
        facts={
            "principal": principal_id,
            "item": visit.item.item_id,
            "leg": ride.key,
            "minutes": round((arrive - visit.start) / 60, 1),
        },
        joins=_joined(ride, ("programme", visit.item.item_id)),
    )


def _was_there(visit: Visit, depart: int, visits: Sequence[Visit], own: Sequence[Ride]) -> bool:
    """Say whether the plan shows the principal at the item: coming before it, leaving after it."""
    came = any(
        ride.route is not None
        and ride.route.to_site_id == visit.site_id
        and visit.start - NIGHT_SECONDS < ride.passages[-1].end < visit.end
        for ride in own
    )
    left = any(
        ride.route is not None
        and ride.route.from_site_id == visit.site_id
        and visit.start < ride.depart < depart
        for ride in own
    )
    elsewhere = any(
        other.site_id != visit.site_id and visit.end <= other.start < depart for other in visits
    )
    return came or left or elsewhere


def _twice(principal_id: str, own: Iterable[Ride]) -> Iterator[Gap]:
    """Yield each two legs of different movements that the principal would ride at once."""
    for one, two in combinations(sorted(own, key=lambda ride: ride.key), 2):
        start = max(one.depart, two.depart)
        end = min(one.passages[-1].end, two.passages[-1].end)
        if one.leg.movement_id != two.leg.movement_id and start < end:
            yield Gap(
                table="principals",
                key=principal_id,
                case="twice",
                discriminator=f"{one.key}|{two.key}",
                start=moment_of(start),
                end=moment_of(end),
                facts={"principal": principal_id, "leg": one.key, "other": two.key},
                joins=_joined(one, ("legs", two.key)),
            )


def _stranded(principal_id: str, own: Sequence[Ride]) -> Iterator[Gap]:
    """Yield each two protected legs between which a way is missing."""
    for before, after in broken_chains(own):
        yield Gap(
            table="principals",
            key=principal_id,
            case="stranded",
            discriminator=f"{before.key}|{after.key}",
            start=moment_of(before.passages[-1].end),
            end=moment_of(max(after.depart, before.passages[-1].end)),
            facts={
                "principal": principal_id,
                "leg": before.key,
                "other": after.key,
                "from_site": None if before.route is None else before.route.to_site_id,
                "to_site": None if after.route is None else after.route.from_site_id,
            },
            joins=_joined(before, ("legs", after.key)),
        )


def _joined(ride: Ride, other: Subject) -> tuple[Subject, ...]:
    return other, ("legs", ride.key), ("movements", ride.leg.movement_id)
