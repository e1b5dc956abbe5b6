"""Strength: enough people on post for the crowd, and a reaction force near enough."""

from collections.abc import Iterator, Mapping, Sequence

from summitry.check.places import known_ways
from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.time import Interval, uncovered
from summitry.outcome.finding import Gap, Phase
from summitry.plan.places import Site
from summitry.plan.posts import Post
from summitry.plan.readiness import SiteWindow, Use
from summitry.plan.resources import Reserve, ReserveKind
from summitry.plan.terms import Field, Severity
from summitry.policy.levels import levels

WATCHING = frozenset(
    {
        Field.VENUES,
        Field.ACCREDITATION,
        Field.COUNTER_TERRORISM,
        Field.PROTECTEES,
        Field.AIRPORTS_AND_ROADS,
        Field.RECEPTION_AND_ESCORT,
    }
)
"""Fields whose posts watch over people; medical staff, say, may not double as stewards."""


def _watching(view: View) -> Mapping[str, Sequence[Post]]:
    """Return the posts that watch over each site."""
    return grouped((p for p in view.rows(Post).values() if p.field in WATCHING), "site_id")


def _fewest(posts: Sequence[Post], window: Interval) -> tuple[Interval, int]:
    """Return the first time of the window with the fewest people on post, and how many they are."""
    there = levels(window, ((post.interval, post.headcount_min) for post in posts))
    return min(there, key=lambda level: level[1])


@rule(
    "C-19",
    title=Text("Too few on post for the people expected"),
    why=Text("Butler 2024: some twenty agents for a crowd of fifteen to twenty thousand."),
    cases={
        "": Text(
            "{persons} people are expected at site {site}, and from {start} to {end} only {have} "
            "people are on its posts; for {limit} people each, {need} are needed."
        ),
        "no-number": Text("Nobody has said how many people come to site {site} from {start}."),
    },
    remedy=Text("Add posts for stewards or officers, or admit fewer people at once."),
    source=Text(
        "Butler, 13 July 2024 (Senate interim report); guidance for crowd managers, one for 250 "
        "people; not verified."
    ),
    field=Field.VENUES,
    severity=Severity.MEDIUM,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("posts", "site_windows", "sites"),
    limits=("persons_per_officer_max", "persons_per_officer_principals_max"),
)
def too_few(view: View) -> Iterator[Gap]:
    """Yield the hours of sites in which those on post are too few for the people expected."""
    watching = view.derive(_watching)
    for key, row in view.rows(SiteWindow).items():
        if row.site_id not in view.rows(Site):
            continue
        if row.persons_max is None:
            yield _window_gap(key, row, "no-number", Interval(row.start, row.end), {})
            continue
        principals = row.use is Use.PRINCIPALS
        limit = view.limits.persons_per_officer_max
        if principals:
            limit = view.limits.persons_per_officer_principals_max
        window = Interval(row.start, row.end)
        when, have = _fewest(watching.get(row.site_id, ()), window)
        if row.persons_max > have * limit:
            need = row.persons_max if limit == 0 else -int(-row.persons_max // limit)
            yield _window_gap(key, row, "", when, {"have": have, "need": need, "limit": limit})


def _window_gap(
    key: str, row: SiteWindow, case: str, when: Interval, facts: Mapping[str, float]
) -> Gap:
    return Gap(
        table="site_windows",
        key=key,
        column="persons_max",
        case=case,
        discriminator=case,
        start=when.start,
        end=when.end,
        facts={"site": row.site_id, "persons": row.persons_max, **facts},
        joins=(("sites", row.site_id),),
        unknown=case == "no-number",
    )


@rule(
    "C-129",
    title=Text("No reaction force in reach"),
    why=Text(
        "Whoever is attacked needs armed help within minutes; a force too far away, or not yet on "
        "duty, comes to an attack that is over."
    ),
    cases={
        "none": Text(
            "No reaction force is kept ready for site {site} from {start} to {end}, while "
            "principals are there."
        ),
        "slow": Text(
            "From {start} to {end} the nearest reaction force, {reserve}, takes {minutes} min "
            "to site {site}; allowed: {limit}."
        ),
        "no-way": Text(
            "Nobody has said how long a reaction force takes to site {site}, where principals are "
            "from {start} to {end}."
        ),
    },
    remedy=Text("Keep a reaction force at the site or near it, for all the hours of principals."),
    source=Text("Reserve of a counter-terrorism plan; common practice, not verified."),
    field=Field.COUNTER_TERRORISM,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("reserves", "site_windows", "sites", "travel_times"),
    limits=("reaction_minutes_max",),
)
def out_of_reach(view: View) -> Iterator[Gap]:
    """Yield when principals are at a site and no reaction force could be there in time."""
    forces = [row for row in view.rows(Reserve).values() if row.kind is ReserveKind.REACTION]
    limit = view.limits.reaction_minutes_max
    for key, row in view.rows(SiteWindow).items():
        if row.use is not Use.PRINCIPALS or row.site_id not in view.rows(Site):
            continue
        window = Interval(row.start, row.end)
        ready = [force for force in forces if window.overlaps(Interval(force.start, force.end))]
        timed = [(_minutes(view, force, row.site_id), force) for force in ready]
        near = [
            Interval(force.start, force.end)
            for minutes, force in timed
            if minutes is not None and minutes <= limit
        ]
        for stretch in uncovered(window, near):
            yield _reach_gap(key, row.site_id, stretch, timed, limit)


def _minutes(view: View, force: Reserve, site_id: str) -> float | None:
    """Return how long the force takes to the site, None where the plan does not say."""
    if force.site_id is None:
        return None
    way = view.derive(known_ways).between(force.site_id, site_id)
    return None if way is None else force.ready_minutes + way


def _reach_gap(
    key: str,
    site_id: str,
    stretch: Interval,
    timed: Sequence[tuple[float | None, Reserve]],
    limit: float,
) -> Gap:
    there = [
        (minutes, force)
        for minutes, force in timed
        if stretch.overlaps(Interval(force.start, force.end))
    ]
    known = [(minutes, force.reserve_id) for minutes, force in there if minutes is not None]
    minutes, reserve = min(known, default=(None, None))
    return Gap(
        table="site_windows",
        key=key,
        case="none" if not there else "no-way" if not known else "slow",
        start=stretch.start,
        end=stretch.end,
        facts={"site": site_id, "reserve": reserve, "minutes": minutes, "limit": limit},
        joins=(
            ("sites", site_id),
            *(("reserves", force.reserve_id) for _, force in there),
        ),
        unknown=bool(there) and not known,
    )
