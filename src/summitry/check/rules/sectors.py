"""C-03: bearings around an exposed place that nobody watches at some time."""

import math
from collections.abc import Iterator, Mapping

from summitry.check.presence import presence
from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.ids import PostId
from summitry.kit.time import Interval, day_of, minutes_in, written
from summitry.outcome.finding import Gap, Phase
from summitry.plan.places import Exposure, Site, Zone
from summitry.plan.posts import Post, Sector
from summitry.plan.terms import Field, Severity
from summitry.policy.sectors import Arc, Watch, blind_arcs


@rule(
    "C-03",
    title=Text("Blind arc around an exposed place"),
    why=Text(
        "At Nara on 8 July 2022 the officer who watched the rear was moved to the front minutes "
        "before the speech, nobody took the rear, and the attacker walked up from there."
    ),
    cases={
        "none": Text(
            "{exposure} has no sectors: nobody is set to watch around it for {minutes} min."
        ),
        "unwatched": Text(
            "Around {exposure} no sector covers bearings {from_deg} to {to_deg} degrees for "
            "{minutes} min."
        ),
        "unstaffed": Text(
            "Around {exposure} bearings {from_deg} to {to_deg} degrees are not watched for "
            "{minutes} min, because these posts lack the people they need: {posts}."
        ),
        "far": Text(
            "Sector {sector} around {exposure} is given to post {post}, which stands at "
            "{post_site}, {metres} m away."
        ),
    },
    remedy=Text(
        "Staff the post that watches the arc, or widen the sectors beside it, until every "
        "bearing is watched for the whole exposure."
    ),
    source=Text(
        "National Police Agency of Japan, report on the protection at Nara on 8 July 2022, "
        "August 2022."
    ),
    field=Field.PROTECTEES,
    severity=Severity.CRITICAL,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=(
        "exposures",
        "sectors",
        "posts",
        "post_requirements",
        "shifts",
        "persons",
        "person_qualifications",
        "sites",
        "zones",
    ),
    limits=("line_of_sight_m_max",),
)
def blind_arcs_in_time(view: View) -> Iterator[Gap]:
    """Yield the blind arcs around each exposed place by local day, and posts far from it."""
    present = view.derive(presence)
    by_exposure = grouped(view.rows(Sector).values(), "exposure_id")
    for exposure in view.rows(Exposure).values():
        sectors = by_exposure.get(exposure.exposure_id, [])
        wanted = Interval(exposure.start, exposure.end)
        watches = [Watch(_arc(sector), _watched(sector, present)) for sector in sectors]
        for blind in blind_arcs(wanted, watches):
            for day, stretches in _by_day(view, blind.stretches).items():
                yield _gap(exposure, Watch(blind.arc, stretches), day, sectors)

    yield from _far_posts(view)


def _far_posts(view: View) -> Iterator[Gap]:
    """Yield the sectors whose post stands at a site from which nobody sees that far."""
    posts, exposures, sites = view.rows(Post), view.rows(Exposure), view.rows(Site)
    for sector in view.rows(Sector).values():
        post, exposure = posts.get(sector.post_id), exposures.get(sector.exposure_id)
        if post is None or exposure is None:
            continue
        zone = view.rows(Zone).get(exposure.zone_id)
        if zone is None or zone.site_id == post.site_id:
            continue
        metres = _between(sites.get(zone.site_id), sites.get(post.site_id))
        if metres is not None and metres > view.limits.line_of_sight_m_max:
            yield Gap(
                table="exposures",
                key=exposure.exposure_id,
                case="far",
                discriminator=f"far|{sector.sector_id}",
                start=sector.start,
                end=sector.end,
                facts={
                    "exposure": exposure.exposure_id,
                    "sector": sector.sector_id,
                    "post": post.post_id,
                    "post_site": post.site_id,
                    "metres": round(metres),
                },
                joins=(("sectors", sector.sector_id), ("posts", post.post_id)),
            )


def _between(one: Site | None, other: Site | None) -> float | None:
    """Return the metres between two sites, None where one has no place on the grid."""
    if one is None or other is None:
        return None
    if one.x_m is None or one.y_m is None or other.x_m is None or other.y_m is None:
        return None
    return math.hypot(one.x_m - other.x_m, one.y_m - other.y_m)


def _arc(sector: Sector) -> Arc:
    return Arc(sector.bearing_from_deg, sector.bearing_to_deg)


def _watched(
    sector: Sector, present: Mapping[PostId, tuple[Interval, ...]]
) -> tuple[Interval, ...]:
    """Return when the sector's post is staffed while it is the post's sector."""
    return tuple(
        Interval(max(sector.start, span.start), min(sector.end, span.end))
        for span in present.get(sector.post_id, ())
        if span.start < sector.end and sector.start < span.end
    )


def _by_day(view: View, stretches: tuple[Interval, ...]) -> dict[str, tuple[Interval, ...]]:
    """Return the stretches by the venue's day on which they begin."""
    days: dict[str, tuple[Interval, ...]] = {}
    for stretch in stretches:
        day = day_of(stretch.start, view.zone).isoformat()
        days[day] = (*days.get(day, ()), stretch)
    return days


def _gap(exposure: Exposure, blind: Watch, day: str, sectors: list[Sector]) -> Gap:
    posts = tuple(
        sorted(
            {
                sector.post_id
                for sector in sectors
                if _arc(sector).meets(blind.arc)
                and any(
                    stretch.overlaps(Interval(sector.start, sector.end))
                    for stretch in blind.stretches
                )
            }
        )
    )
    case = "unstaffed" if posts else "unwatched"
    return Gap(
        table="exposures",
        key=exposure.exposure_id,
        case=case if sectors else "none",
        discriminator=f"{day}|{round(blind.arc.from_deg)}",
        start=blind.stretches[0].start,
        end=blind.stretches[-1].end,
        facts={
            "exposure": exposure.exposure_id,
            "from_deg": round(blind.arc.from_deg, 1),
            "to_deg": round(blind.arc.to_deg, 1),
            "width_deg": round(blind.arc.width_deg, 1),
            "minutes": minutes_in(blind.stretches),
            "stretches": tuple(f"{written(s.start)}/{written(s.end)}" for s in blind.stretches),
            "posts": posts,
        },
        joins=tuple(("posts", post_id) for post_id in posts),
    )
