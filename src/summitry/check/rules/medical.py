"""Medical care: help within minutes wherever people are, and enough of it."""

from collections.abc import Iterator, Mapping

from summitry.check.crowds import Crowd, Day, crowds
from summitry.check.held import held, held_by_any
from summitry.check.places import known_ways
from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.time import Interval, common, minutes_in, uncovered, union
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.medical import Ambulance
from summitry.plan.movements import Movement
from summitry.plan.places import Site
from summitry.plan.posts import Post
from summitry.plan.terms import Field, Severity
from summitry.plan.vehicles import MotorcadeRole, MotorcadeVehicle, Vehicle, VehicleKind
from summitry.policy.levels import levels
from summitry.policy.medical import medical_staff_min

_PURPLE = Text(
    "The Purple Guide to events, as described by providers of medical cover: own conveyance, "
    "cover through dispersal, staff by the size of the crowd; not verified."
)
_STAFFED = ("person_qualifications", "persons", "post_requirements", "posts", "shifts")
_CROWDS = ("arrivals", "gates", "programme", "rooms", "sites", "zones")


def _medical_posts(view: View) -> tuple[Post, ...]:
    return tuple(post for post in view.rows(Post).values() if post.field is Field.MEDICAL)


def _helping(view: View) -> Mapping[str, tuple[Interval, ...]]:
    """Return for each site when a medical post is held or an ambulance stands there."""
    spans: dict[str, list[Interval]] = {}
    staffed = view.derive(held)
    for post in view.derive(_medical_posts):
        spans.setdefault(post.site_id, []).extend(staffed.get(post.post_id, ()))
    for ambulance in view.rows(Ambulance).values():
        standing = Interval(ambulance.start, ambulance.end)
        crewed: tuple[Interval, ...] = (standing,)
        if ambulance.post_id is not None:
            crewed = common(held_by_any(view, [ambulance.post_id]), standing)
        spans.setdefault(ambulance.site_id, []).extend(crewed)
    return {site_id: union(each) for site_id, each in spans.items()}


@rule(
    "C-140",
    title=Text("People without medical help in reach"),
    why=Text(
        "A heart that stops is lost after minutes, and most of them stop where many people are: on "
        "the way in, and on the way out, when the first-aid post has packed up."
    ),
    cases={
        "": Text(
            "At site {site}, no medical post or ambulance is within {reach} min for {minutes} "
            "min between {start} and {end}, while people come, stay or leave."
        )
    },
    remedy=Text(
        "Put an aid post or an ambulance there from the first arrival until everybody has left, or "
        "lengthen the one that is near."
    ),
    source=_PURPLE,
    field=Field.MEDICAL,
    severity=Severity.CRITICAL,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=(*_CROWDS, *_STAFFED, "ambulances", "travel_times"),
    attests=(AttestationKind.ACCEPTED,),
    limits=("dispersal_minutes", "medical_reach_minutes_max"),
)
def without_help(view: View) -> Iterator[Gap]:
    """Yield the days on which a site has people and, for a while, no medical help in reach.

    A plan that holds no medical post and no ambulance at all does not say who helps.
    """
    helping, way = view.derive(_helping), view.derive(known_ways)
    reach = view.limits.medical_reach_minutes_max
    near: dict[str, tuple[Interval, ...]] = {}
    for (site_id, day), crowd in view.derive(crowds).items():
        if site_id not in view.rows(Site):
            continue
        if site_id not in near:
            near[site_id] = union(
                span
                for from_site, spans in helping.items()
                if (minutes := way.between(from_site, site_id)) is not None and minutes <= reach
                for span in spans
            )
        empty = tuple(uncovered(crowd.interval, near[site_id]))
        if empty:
            yield Gap(
                table="sites",
                key=site_id,
                discriminator=day.isoformat(),
                start=empty[0].start,
                end=empty[-1].end,
                facts={"site": site_id, "reach": reach, "minutes": minutes_in(empty)},
                joins=tuple(("programme", item_id) for item_id in crowd.item_ids),
                unknown=not helping,
            )


@rule(
    "C-141",
    title=Text("Too few medical staff for the crowd"),
    why=Text(
        "Numbers grow late: at Hanoi from more than 1,000 to more than 2,500 within two weeks. The "
        "aid posts must grow with them, on every new number."
    ),
    cases={
        "": Text(
            "At site {site}, {people} people are expected on {day}; {need} medical staff are the "
            "norm, and at the least {have} are there between {start} and {end}."
        )
    },
    remedy=Text(
        "Add medical posts for that time, or have the head of the medical service set another "
        "number after an assessment."
    ),
    source=_PURPLE,
    field=Field.MEDICAL,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=(*_CROWDS, *_STAFFED),
    attests=(AttestationKind.ACCEPTED,),
    limits=(
        "dispersal_minutes",
        "medical_crowd_persons_min",
        "medical_full_rate_persons_max",
        "medical_further_persons_min",
        "medical_staff_min",
        "medical_staff_per_further_thousand_min",
        "medical_staff_per_thousand_min",
    ),
)
def too_few_staff(view: View) -> Iterator[Gap]:
    """Yield the days on which a site's medical posts are fewer than its crowd takes.

    Of a plan without any medical post that is told by the rule on help in reach.
    """
    by_site: dict[str, list[Post]] = {}
    for post in view.derive(_medical_posts):
        by_site.setdefault(post.site_id, []).append(post)
    for key, crowd in view.derive(crowds).items():
        need = medical_staff_min(crowd.persons, view.limits) if by_site else 0
        if need and key[0] in view.rows(Site):
            yield from _short(view, key, crowd, need, by_site.get(key[0], []))


def _short(view: View, key: Day, crowd: Crowd, need: int, posts: list[Post]) -> Iterator[Gap]:
    """Yield the time in which fewer than needed are there, and how many are at the least."""
    site_id, day = key
    staffed = view.derive(held)
    there = ((span, post.headcount_min) for post in posts for span in staffed.get(post.post_id, ()))
    short = [(span, have) for span, have in levels(crowd.interval, there) if have < need]
    if short:
        yield Gap(
            table="sites",
            key=site_id,
            discriminator=day.isoformat(),
            start=short[0][0].start,
            end=short[-1][0].end,
            facts={
                "site": site_id,
                "day": day.isoformat(),
                "people": crowd.persons,
                "need": need,
                "have": min(have for _, have in short),
            },
            joins=tuple(("posts", post.post_id) for post in posts),
        )


@rule(
    "C-144",
    title=Text("Motorcade without an ambulance"),
    why=Text(
        "What happens to a principal between two doors happens far from the aid post, behind "
        "closed roads: help must travel along."
    ),
    cases={
        "": Text(
            "Protected movement {movement} has {vehicles} vehicles in its motorcade, and none of "
            "them is an ambulance."
        )
    },
    remedy=Text("Put an ambulance with a physician into the motorcade, and name its driver."),
    source=Text("Make-up of motorcades of heads of State; common practice, not verified."),
    field=Field.MEDICAL,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("motorcade_vehicles", "movements", "vehicles"),
)
def motorcades(view: View) -> Iterator[Gap]:
    """Yield the protected movements with a motorcade that has no ambulance in it.

    A movement of which the plan names no vehicle at all has no motorcade to judge.
    """
    by_movement = grouped(view.rows(MotorcadeVehicle).values(), "movement_id")
    vehicles = view.rows(Vehicle)
    for movement in view.rows(Movement).values():
        motorcade = by_movement.get(movement.movement_id, [])
        helped = any(
            part.role is MotorcadeRole.AMBULANCE or _is_ambulance(vehicles.get(part.vehicle_id))
            for part in motorcade
        )
        if movement.protected and motorcade and not helped:
            yield Gap(
                table="movements",
                key=movement.movement_id,
                facts={"movement": movement.movement_id, "vehicles": len(motorcade)},
            )


def _is_ambulance(vehicle: Vehicle | None) -> bool:
    return vehicle is not None and vehicle.kind is VehicleKind.AMBULANCE
