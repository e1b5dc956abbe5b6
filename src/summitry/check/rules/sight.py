"""C-02: positions in sight of an exposed place that nobody holds and nobody has accepted."""

from collections.abc import Iterator, Mapping
from itertools import product

import numpy as np
from msgspec import Struct

from summitry.check.presence import accepted, presence
from summitry.check.registry import Scope, rule
from summitry.check.standing import by_anyone_known, with_power
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.time import EPOCH, Interval, minutes_in, uncovered, union, written
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.places import Exposure, Obstacle, Position
from summitry.plan.posts import Post
from summitry.plan.risks import Control
from summitry.plan.terms import Field, Power, Severity
from summitry.policy.sight import Flags, Numbers, Prisms, Shadows, distances, hidden, shadows


class Sights(Struct, frozen=True):
    """Each position with each exposed place near enough to matter, and what stands between."""

    pairs: tuple[tuple[Position, Exposure], ...]
    metres: Numbers
    obstacles: tuple[Obstacle, ...]
    shadows: Shadows


class _Held(Struct, frozen=True):
    """What is done about one position: its posts, and when they or an acceptance cover it."""

    posts: tuple[Post, ...]
    staffed: tuple[Interval, ...]
    pending: tuple[Interval, ...]
    acceptance: tuple[Interval, ...]


def sights(view: View) -> Sights:
    """Return the geometry of positions, exposed places and obstacles; no attestation enters."""
    positions = tuple(view.rows(Position).values())
    exposures = tuple(view.rows(Exposure).values())
    obstacles = tuple(view.rows(Obstacle).values())
    eyes = _points(positions)
    points = _points(exposures)
    metres = distances(eyes, points)
    near = metres <= view.limits.line_of_sight_m_max
    position, exposure = np.nonzero(near)
    prisms = Prisms(
        [obstacle.footprint for obstacle in obstacles],
        np.array([obstacle.base_m for obstacle in obstacles], dtype=np.float64),
        np.array([obstacle.top_m for obstacle in obstacles], dtype=np.float64),
        np.array([obstacle.control_id is None for obstacle in obstacles], dtype=np.bool_),
    )
    pairs = [(positions[p], exposures[e]) for p, e in zip(position, exposure, strict=True)]
    found = shadows(eyes[position], points[exposure], prisms)
    return Sights(tuple(pairs), metres[near], obstacles, found)


def _points(rows: tuple[Position, ...] | tuple[Exposure, ...]) -> Numbers:
    cells = [(row.x_m, row.y_m, row.z_m) for row in rows]
    return np.array(cells, dtype=np.float64).reshape(-1, 3)


@rule(
    "C-02",
    title=Text("Position in sight of an exposed place"),
    why=Text(
        "On 13 July 2024 a roof with a clear view of the stage, some 120 m away, was held by "
        "nobody: each service thought that the other had it."
    ),
    cases={
        "nobody": Text(
            "{position} sees {exposure} from {metres} m, and no post holds it: {minutes} min "
            "without cover."
        ),
        "gaps": Text(
            "{position} sees {exposure} from {metres} m; the posts that are to hold it do "
            "not for {minutes} min, outside their hours or without the people they need: "
            "{posts}."
        ),
        "unaccepted": Text(
            "{position} sees {exposure} from {metres} m for {minutes} min without cover: who "
            "is to provide the people has not accepted these posts: {posts}."
        ),
        "lapses": Text(
            "{position} sees {exposure} from {metres} m; the view was accepted, but not to the "
            "end of the exposure: {minutes} min without cover."
        ),
        "screen": Text(
            "{position} sees {exposure} from {metres} m for {minutes} min; the screen is "
            "planned ({controls}) but nobody has verified it."
        ),
    },
    remedy=Text(
        "Hold the position with a staffed and accepted post for the whole exposure, verify a "
        "screen that hides it, or have the view accepted with reason and expiry by a person who "
        "may accept high risks."
    ),
    source=Text(
        "Reviews of the attempt at Butler, Pennsylvania, on 13 July 2024: United States Senate "
        "committee, House task force and independent review panel."
    ),
    field=Field.PROTECTEES,
    severity=Severity.CRITICAL,
    phase=Phase.D2,
    scope=Scope.SITE,
    reads=(
        "positions",
        "exposures",
        "obstacles",
        "controls",
        "posts",
        "post_requirements",
        "shifts",
        "persons",
        "person_qualifications",
    ),
    attests=(AttestationKind.ACCEPTED, AttestationKind.VERIFIED),
    limits=("line_of_sight_m_max",),
)
def positions_in_sight(view: View) -> Iterator[Gap]:
    """Yield each pair of position and exposed place that is in sight and not covered throughout."""
    seen = view.derive(sights)
    counted = standing(view, seen.obstacles)
    size = len(seen.pairs)
    in_sight = ~hidden(seen.shadows, counted, size)
    screened = hidden(seen.shadows, np.ones_like(counted), size)
    held = view.derive(_held_positions)
    for place in np.flatnonzero(in_sight):
        position, exposure = seen.pairs[place]
        wanted = Interval(exposure.start, exposure.end)
        what = held[position.position_id]
        open_for = tuple(uncovered(wanted, (*what.staffed, *what.acceptance)))
        if open_for:
            controls = _screens(seen, int(place), counted) if screened[place] else ()
            yield _gap((position, exposure), float(seen.metres[place]), what, open_for, controls)


def standing(view: View, obstacles: tuple[Obstacle, ...]) -> Flags:
    """Say which obstacles stand: permanent ones, and screens whose control is verified."""
    controls = view.rows(Control)
    verified = {
        control_id
        for control_id in {each.control_id for each in obstacles}
        if control_id is not None
        and control_id in controls
        and by_anyone_known(view, controls[control_id], AttestationKind.VERIFIED)
    }
    return np.array(
        [each.control_id is None or each.control_id in verified for each in obstacles],
        dtype=np.bool_,
    )


def _screens(seen: Sights, place: int, counted: Flags) -> tuple[str, ...]:
    """Return the controls that nobody has verified among the screens across this line."""
    across = seen.shadows.prism[(seen.shadows.line == place) & ~counted[seen.shadows.prism]]
    return tuple(sorted({str(seen.obstacles[prism].control_id) for prism in across}))


def _held_positions(view: View) -> Mapping[str, _Held]:
    """Return what is done about each position."""
    present, agreed = view.derive(presence), view.derive(accepted)
    by_position = grouped(view.rows(Post).values(), "position_id")
    held: dict[str, _Held] = {}
    for position_id, position in view.rows(Position).items():
        posts = tuple(by_position.get(position_id, ()))
        staffed = [(post, span) for post in posts for span in present.get(post.post_id, ())]
        held[position_id] = _Held(
            posts,
            union(span for post, span in staffed if post.post_id in agreed),
            union(span for post, span in staffed if post.post_id not in agreed),
            _acceptance(view, position),
        )
    return held


def _acceptance(view: View, position: Position) -> tuple[Interval, ...]:
    """Return when the view is accepted by a person who may, with reason and expiry.

    It speaks for the time before it was made, too: whoever accepts now knows what was.
    """
    entries = with_power(view, position, AttestationKind.ACCEPTED, Power.ACCEPT_HIGH_RISK)
    return union(
        Interval(EPOCH, entry.expires)
        for entry in entries
        if entry.expires is not None and entry.reason.strip()
    )


def _gap(
    pair: tuple[Position, Exposure],
    metres: float,
    what: _Held,
    open_for: tuple[Interval, ...],
    controls: tuple[str, ...],
) -> Gap:
    position, exposure = pair
    posts = tuple(post.post_id for post in what.posts)
    return Gap(
        table="positions",
        key=position.position_id,
        case=_case(what, open_for, controls),
        discriminator=exposure.exposure_id,
        start=open_for[0].start,
        end=open_for[-1].end,
        facts={
            "position": position.position_id,
            "exposure": exposure.exposure_id,
            "metres": round(metres),
            "minutes": minutes_in(open_for),
            "stretches": tuple(f"{written(s.start)}/{written(s.end)}" for s in open_for),
            "posts": posts,
            "controls": controls,
        },
        joins=(
            ("exposures", exposure.exposure_id),
            *(("posts", post_id) for post_id in posts),
            *(("controls", control_id) for control_id in controls),
        ),
    )


def _case(what: _Held, open_for: tuple[Interval, ...], controls: tuple[str, ...]) -> str:
    """Return the sentence that names the shortest way to mend it."""
    if controls:
        return "screen"
    if any(span.overlaps(wait) for span, wait in product(open_for, what.pending)):
        return "unaccepted"
    if what.posts:
        return "gaps"
    return "lapses" if what.acceptance else "nobody"
