"""Shelter: a safe room where protected persons are, and a guard where they sleep."""

from collections.abc import Iterator, Mapping, Sequence

from summitry.check.held import held_by_any
from summitry.check.places import item_sites, posts_by_site
from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.time import Interval, minutes_in, uncovered, union
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.perimeter import SafePlace, SafePlaceKind
from summitry.plan.places import Exposure, Site, Zone
from summitry.plan.posts import Post
from summitry.plan.programme import Delegation, Item, Principal
from summitry.plan.terms import Field, Severity

_STAFFED = ("person_qualifications", "persons", "post_requirements", "posts", "shifts")
_SHELTERS = frozenset({SafePlaceKind.SAFE_ROOM, SafePlaceKind.SAFE_HAVEN})
_GUARDS = frozenset(
    {
        Field.PROTECTEES,
        Field.VENUES,
        Field.RECEPTION_AND_ESCORT,
        Field.COUNTER_TERRORISM,
    }
)
"""The fields whose posts guard a hotel; an aid post or a press desk does not."""


@rule(
    "C-149",
    title=Text("No safe room, or nobody keeps it"),
    why=Text(
        "When it happens there is one question, where to; a room that is locked, full of chairs or "
        "known to nobody is not an answer."
    ),
    cases={
        "none": Text(
            "Protected persons are at site {site} between {start} and {end}, and it has no safe "
            "room or safe haven."
        ),
        "no-post": Text(
            "No post keeps safe place {place} of site {site}, where protected persons are between "
            "{start} and {end}."
        ),
        "unstaffed": Text(
            "Safe place {place} of site {site} is not kept for {minutes} min between {start} "
            "and {end}, while protected persons are there: post {post} is not held then."
        ),
        "elsewhere": Text(
            "Post {post}, which is to keep safe place {place} of site {site}, stands at another "
            "site; protected persons are there between {start} and {end}."
        ),
    },
    remedy=Text(
        "Name a safe room on the site, put a post on it for as long as protected persons are "
        "there, and show it to every detail."
    ),
    source=Text("Safe rooms and havens in close protection; common practice, not verified."),
    field=Field.PROTECTEES,
    severity=Severity.CRITICAL,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=(
        *_STAFFED,
        "exposures",
        "principals",
        "programme",
        "rooms",
        "safe_places",
        "sites",
        "zones",
    ),
    attests=(AttestationKind.ACCEPTED,),
)
def safe_rooms(view: View) -> Iterator[Gap]:
    """Yield the sites of protected persons without a safe place that is kept while they are there.

    Several safe places of a site take turns; what none of them covers is told for each. Of a plan
    without any it is not known whether there is one.
    """
    by_site = grouped(view.rows(SafePlace).values(), "site_id")
    for site_id, spans in sorted(view.derive(_protected_at).items()):
        if site_id not in view.rows(Site):
            continue
        places = [place for place in by_site.get(site_id, ()) if place.kind in _SHELTERS]
        if not places:
            yield Gap(
                table="sites",
                key=site_id,
                case="none",
                start=spans[0].start,
                end=spans[-1].end,
                facts={"site": site_id},
                unknown=not by_site,
            )
            continue
        keepers = [_keeper(view, place) for place in places]
        kept = held_by_any(
            view, [post.post_id for post in keepers if post and post.site_id == site_id]
        )
        empty = tuple(stretch for span in spans for stretch in uncovered(span, kept))
        if empty:
            for place, keeper in zip(places, keepers, strict=True):
                yield _unkept(place, keeper, empty)


def _keeper(view: View, place: SafePlace) -> Post | None:
    return view.rows(Post).get(place.post_id or "")


def _unkept(place: SafePlace, keeper: Post | None, empty: Sequence[Interval]) -> Gap:
    case = "no-post"
    if keeper is not None:
        case = "unstaffed" if keeper.site_id == place.site_id else "elsewhere"
    return Gap(
        table="safe_places",
        key=place.safe_place_id,
        case=case,
        start=empty[0].start,
        end=empty[-1].end,
        facts={
            "place": place.safe_place_id,
            "site": place.site_id,
            "post": place.post_id,
            "minutes": minutes_in(empty),
        },
        joins=() if keeper is None else (("posts", keeper.post_id),),
    )


def _protected_at(view: View) -> Mapping[str, tuple[Interval, ...]]:
    """Return for each site when protected persons stand in the open there or take part in items."""
    zones, items = view.rows(Zone), view.rows(Item)
    protected = {key for key, row in view.rows(Principal).items() if row.protected}
    spans: dict[str, list[Interval]] = {}
    for exposure in view.rows(Exposure).values():
        zone = zones.get(exposure.zone_id)
        if zone is not None:
            spans.setdefault(zone.site_id, []).append(Interval(exposure.start, exposure.end))
    for item_id, site_id in view.derive(item_sites).items():
        item = items[item_id]
        if protected & set(item.principal_ids):
            spans.setdefault(site_id, []).append(Interval(item.start, item.end))
    return {site_id: union(each) for site_id, each in spans.items()}


@rule(
    "C-151",
    title=Text("Residence of a protected person not guarded around the clock"),
    why=Text(
        "A delegation sleeps where everybody knows it sleeps; the night between two guarded days "
        "is the time that is looked for."
    ),
    cases={
        "none": Text(
            "Protected principals lodge at site {site} from {start} to {end}, and no post guards "
            "it."
        ),
        "gap": Text(
            "Site {site}, where protected principals lodge, is not guarded for {minutes} min "
            "between {start} and {end}."
        ),
    },
    remedy=Text(
        "Put at least one post on it day and night, from the arrival to the departure of the last "
        "who lodges there."
    ),
    source=Text(
        "Hanoi police, October 2025, as reported: security around the clock at delegates' hotels."
    ),
    field=Field.PROTECTEES,
    severity=Severity.CRITICAL,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=(*_STAFFED, "delegations", "principals", "sites"),
    attests=(AttestationKind.ACCEPTED,),
)
def residences(view: View) -> Iterator[Gap]:
    """Yield the hotels of protected principals without a held post at every moment of their stay.

    A stay of which the plan does not know the days lasts from the opening to the closing.
    """
    posts = view.derive(posts_by_site)
    for site_id, stays in sorted(view.derive(_stays).items()):
        if site_id not in view.rows(Site):
            continue
        guards = [p.post_id for p in posts.get(site_id, ()) if p.field in _GUARDS]
        held = held_by_any(view, guards)
        empty = tuple(stretch for stay in stays for stretch in uncovered(stay, held))
        if empty:
            yield Gap(
                table="sites",
                key=site_id,
                case="gap" if guards else "none",
                start=empty[0].start,
                end=empty[-1].end,
                facts={"site": site_id, "minutes": minutes_in(empty)},
                joins=tuple(("posts", post_id) for post_id in guards),
                unknown=not posts,
            )


def _stays(view: View) -> Mapping[str, tuple[Interval, ...]]:
    """Return when protected principals lodge at each site."""
    event = view.event
    spans: dict[str, list[Interval]] = {}
    for principal in view.rows(Principal).values():
        delegation = view.rows(Delegation).get(principal.delegation_id)
        site_id = None if delegation is None else delegation.hotel_site_id
        if not principal.protected or site_id is None:
            continue
        start = principal.arrives or event.opens
        end = principal.leaves or event.closes
        if start < end:
            spans.setdefault(site_id, []).append(Interval(start, end))
    return {site_id: union(each) for site_id, each in spans.items()}
