"""Openings: every way through a perimeter is held while it is used, or locked and alarmed."""

from collections.abc import Iterator

from summitry.check.held import held_by_any
from summitry.check.registry import Scope, rule
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.kit.time import Interval, minutes_in, uncovered
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.perimeter import Opening
from summitry.plan.places import Zone
from summitry.plan.posts import Post
from summitry.plan.terms import Field, Ring, Severity


@rule(
    "C-25",
    title=Text("Opening without a post or an alarm"),
    why=Text(
        "Wembley, 11 July 2021: people broke in seventeen times in large numbers, through "
        "step-free gates and fire doors that nobody held for what they were really used for."
    ),
    cases={
        "open": Text(
            "No post holds opening {opening} into zone {zone}, and it is not both locked and "
            "alarmed."
        ),
        "no-post": Text(
            "Opening {opening} into zone {zone} is used from {start} to {end}, and no post holds "
            "it then."
        ),
        "no-post-ever": Text(
            "Opening {opening} into zone {zone} is used, and no post holds it; nobody has said "
            "from when to when it is used."
        ),
        "elsewhere": Text(
            "Opening {opening} leads into a zone of site {site}, and post {post}, which is to hold "
            "it, stands at site {post_site}."
        ),
        "unstaffed": Text(
            "Opening {opening} into zone {zone} is used while post {post} is not held: {minutes} "
            "min between {start} and {end}."
        ),
        "when": Text(
            "Post {post} holds opening {opening}, and nobody has said from when to when the "
            "opening is used."
        ),
    },
    remedy=Text(
        "Give it a post for the whole time in which it is really used, accepted and staffed; or "
        "stop the use, lock it and put an alarm on it."
    ),
    source=Text(
        "Review of the European football final at Wembley on 11 July 2021, as reported: mass "
        "entries through step-free gates and fire doors."
    ),
    field=Field.VENUES,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=(
        "openings",
        "person_qualifications",
        "persons",
        "post_requirements",
        "posts",
        "shifts",
        "zones",
    ),
    attests=(AttestationKind.ACCEPTED,),
)
def openings_held(view: View) -> Iterator[Gap]:
    """Yield the openings that are neither held while they are used nor locked and alarmed."""
    for opening in view.rows(Opening).values():
        used = _use(opening)
        if used is None and not opening.used_for.strip() and opening.locked and opening.alarmed:
            continue
        post = view.rows(Post).get(opening.post_id or "")
        if post is None:
            yield _unheld(view, opening, used)
        else:
            yield from _held_badly(view, opening, post, used)


def _use(opening: Opening) -> Interval | None:
    if opening.start is None or opening.end is None:
        return None
    return Interval(opening.start, opening.end)


def _unheld(view: View, opening: Opening, used: Interval | None) -> Gap:
    if used is not None:
        return _gap(view, opening, case="no-post", span=used)
    return _gap(view, opening, case="no-post-ever" if opening.used_for.strip() else "open")


def _held_badly(view: View, opening: Opening, post: Post, used: Interval | None) -> Iterator[Gap]:
    """Yield what is wrong with the post: where it stands, when it is held, or what is not known."""
    zone = view.rows(Zone).get(opening.zone_id)
    if zone is not None and zone.site_id != post.site_id:
        yield _gap(view, opening, case="elsewhere", post=post)
        return
    # Without a time of use the post must at least be held for as long as it says itself.
    empty = tuple(uncovered(used or post.interval, held_by_any(view, [post.post_id])))
    if empty:
        span = Interval(empty[0].start, empty[-1].end)
        minutes = minutes_in(empty)
        yield _gap(view, opening, case="unstaffed", post=post, span=span, minutes=minutes)
    elif used is None and opening.used_for.strip():
        yield _gap(view, opening, case="when", post=post)


def _gap(
    view: View,
    opening: Opening,
    *,
    case: str,
    post: Post | None = None,
    span: Interval | None = None,
    minutes: int = 0,
) -> Gap:
    zone = view.rows(Zone).get(opening.zone_id)
    inner = zone is not None and zone.ring is Ring.INNER
    joins = [] if post is None else [("posts", str(post.post_id))]
    return Gap(
        table="openings",
        key=opening.opening_id,
        case=case,
        start=None if span is None else span.start,
        end=None if span is None else span.end,
        severity=Severity.CRITICAL if inner and case != "when" else None,
        facts={
            "opening": opening.opening_id,
            "zone": opening.zone_id,
            "site": None if zone is None else zone.site_id,
            "post": None if post is None else post.post_id,
            "post_site": None if post is None else post.site_id,
            "minutes": minutes,
        },
        joins=(*joins, *([] if zone is None else [("zones", str(zone.zone_id))])),
        unknown=case == "when",
    )
