"""Sectors of posts as fans: from the exposed place out to where the post stands."""

from collections.abc import Iterator
from math import hypot

from msgspec import Struct

from summitry.plan.places import Exposure
from summitry.plan.posts import Post, Sector
from summitry.plan.table import Points
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking, highest
from summitry.policy.sectors import Arc
from summitry_web.accounts.pages import Here
from summitry_web.maps.access.held import Read
from summitry_web.maps.access.plane import band
from summitry_web.plans.access import rows

REACH_M = 30.0
"""How far a fan reaches whose post has no place, or stands right at the exposed place."""

REACH_M_MIN = 5.0


class Fan(Struct, frozen=True, kw_only=True):
    """The arc that a post watches around an exposed place, in metres on the ground."""

    sector: str
    post: str
    exposure: str
    from_deg: float
    to_deg: float
    points: Points
    marking: Marking


def fans_of(here: Here, held: Read) -> Iterator[Fan]:
    """Yield the sectors that the reader may read, around the exposed places they may read."""
    exposures, posts = held.rows["exposures"], held.rows["posts"]
    for key, sector in rows(here.actor, here.event, Sector, at=here.at).items():
        exposure = exposures.get(sector.exposure_id)
        if not isinstance(exposure, Exposure):
            continue
        arc = Arc(sector.bearing_from_deg, sector.bearing_to_deg)
        post = posts.get(sector.post_id)
        reach = _reach_m(exposure, post)
        yield Fan(
            sector=key,
            post=sector.post_id,
            exposure=sector.exposure_id,
            from_deg=arc.from_deg,
            to_deg=arc.to_deg,
            points=tuple(
                (exposure.x_m + east, exposure.y_m - south)
                for east, south in band(arc.from_deg, arc.width_deg, (0.0, reach))
            ),
            marking=highest(
                [
                    TABLES["sectors"].marking_of(sector),
                    TABLES["exposures"].marking_of(exposure),
                    *(() if post is None else (TABLES["posts"].marking_of(post),)),
                ]
            ),
        )


def _reach_m(exposure: Exposure, post: object) -> float:
    if not isinstance(post, Post) or post.x_m is None or post.y_m is None:
        return REACH_M
    metres = hypot(post.x_m - exposure.x_m, post.y_m - exposure.y_m)
    return metres if metres >= REACH_M_MIN else REACH_M
