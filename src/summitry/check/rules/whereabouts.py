"""Whereabouts: what has a place on the site plan stands where the rest of the plan puts it."""

from collections.abc import Iterator
from math import hypot

from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.access import Gate
from summitry.plan.perimeter import Opening
from summitry.plan.places import Exit, Position, Zone
from summitry.plan.posts import Post
from summitry.plan.table import Point, Points
from summitry.plan.terms import Field, Severity
from summitry.policy.outlines import edge_apart_m, lies_in

Placed = Gate | Exit | Opening | Post
Facts = dict[str, str | float]


@rule(
    "C-153",
    title=Text("Place on the site plan that contradicts the plan"),
    why=Text(
        "Those who are sent from the drawing go where it shows them. A gate drawn at the wrong "
        "fence sends its people, its queue and its ambulance there."
    ),
    cases={
        "half": Text(
            "{row} has metres east or metres north, but not both, so the site plan cannot show it."
        ),
        "off-outline": Text(
            "{row} leads into zone {zone} and stands {metres} m from that zone's outline; "
            "{metres_max} m are allowed."
        ),
        "outside": Text(
            "Post {post} belongs to site {site} and stands outside all of its zones, {metres} m "
            "from the nearest; {metres_max} m are allowed."
        ),
        "off-gate": Text(
            "Post {post} holds gate {gate} and stands {metres} m from it; {metres_max} m are "
            "allowed."
        ),
        "off-position": Text(
            "Post {post} holds position {position} and stands {metres} m from it; {metres_max} m "
            "are allowed."
        ),
    },
    remedy=Text(
        "Correct the place, or what the row says that it belongs to; or draw the zone as it is on "
        "the ground."
    ),
    source=Text("Practice of planners."),
    field=Field.VENUES,
    severity=Severity.MEDIUM,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("exits", "gates", "openings", "positions", "posts", "zones"),
    limits=("way_off_outline_m_max", "post_off_outline_m_max", "post_off_hold_m_max"),
)
def whereabouts(view: View) -> Iterator[Gap]:
    """Yield the gates, exits, openings and posts that are drawn where they cannot be."""
    for gate_id, gate in view.rows(Gate).items():
        yield from _way(view, "gates", gate_id, gate)
    for exit_id, way_out in view.rows(Exit).items():
        yield from _way(view, "exits", exit_id, way_out)
    for opening_id, opening in view.rows(Opening).items():
        yield from _way(view, "openings", opening_id, opening)
    outlines = _outlines(view)
    for post_id, post in view.rows(Post).items():
        place = _place(post)
        if place is None:
            yield from _half("posts", post_id, post)
        else:
            yield from _outside(view, post, place, outlines.get(post.site_id, ()))
            yield from _off_hold(view, post, place)


def _place(row: Placed | Position) -> Point | None:
    return None if row.x_m is None or row.y_m is None else (row.x_m, row.y_m)


def _half(table: str, key: str, row: Placed) -> Iterator[Gap]:
    """Yield the row where it has one of the two numbers; none is no place, and no fault."""
    if row.x_m is not None or row.y_m is not None:
        column = "y_m" if row.y_m is None else "x_m"
        yield Gap(table=table, key=key, case="half", column=column, facts={"row": key})


def _way(view: View, table: str, key: str, row: Gate | Exit | Opening) -> Iterator[Gap]:
    place = _place(row)
    if place is None:
        yield from _half(table, key, row)
        return
    zone = view.rows(Zone).get(row.zone_id)
    if zone is None or not zone.outline:
        return
    metres, limit = edge_apart_m(place, zone.outline), view.limits.way_off_outline_m_max
    if metres > limit:
        yield Gap(
            table=table,
            key=key,
            case="off-outline",
            column="x_m",
            discriminator="outline",
            facts={
                "row": key,
                "zone": row.zone_id,
                "metres": round(metres, 1),
                "metres_max": limit,
            },
            joins=(("zones", str(row.zone_id)),),
        )


def _outlines(view: View) -> dict[str, tuple[tuple[str, Points], ...]]:
    """Return, by site, the zones that are drawn."""
    drawn = [zone for zone in view.rows(Zone).values() if zone.outline]
    return {
        site: tuple((zone.zone_id, zone.outline) for zone in zones)
        for site, zones in grouped(drawn, "site_id").items()
    }


def _outside(
    view: View, post: Post, place: Point, outlines: tuple[tuple[str, Points], ...]
) -> Iterator[Gap]:
    """Yield the post where it is outside every zone of its site; a position may be anywhere."""
    if post.position_id is not None or not outlines:
        return
    if any(lies_in((place,), outline) for _, outline in outlines):
        return
    metres, nearest = min((edge_apart_m(place, outline), zone) for zone, outline in outlines)
    limit = view.limits.post_off_outline_m_max
    if metres > limit:
        yield _off(
            post,
            "outside",
            facts={"site": post.site_id, "metres": round(metres, 1), "metres_max": limit},
            other=("zones", nearest),
        )


def _off_hold(view: View, post: Post, place: Point) -> Iterator[Gap]:
    """Yield the post where it is far from the gate or the position that it holds."""
    limit = view.limits.post_off_hold_m_max
    gate = view.rows(Gate).get(post.gate_id or "")
    position = view.rows(Position).get(post.position_id or "")
    held = (
        ("off-gate", "gate", ("gates", str(post.gate_id)), gate),
        ("off-position", "position", ("positions", str(post.position_id)), position),
    )
    for case, fact, other, row in held:
        there = None if row is None else _place(row)
        if there is None:
            continue
        metres = hypot(place[0] - there[0], place[1] - there[1])
        if metres > limit:
            apart = round(metres, 1)
            facts: Facts = {fact: other[1], "metres": apart, "metres_max": limit}
            yield _off(post, case, facts=facts, other=other)


def _off(post: Post, case: str, *, facts: Facts, other: tuple[str, str]) -> Gap:
    return Gap(
        table="posts",
        key=post.post_id,
        case=case,
        column="x_m",
        discriminator=case,
        facts={"post": post.post_id, **facts},
        joins=(other,),
    )
