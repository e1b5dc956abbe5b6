"""The site plan: as a page, as data for its script, and on paper."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from summitry.plan.places import Exposure
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.listing import listing
from summitry_web.frame.templating import page
from summitry_web.maps.access import (
    LAYERS,
    STATES,
    Around,
    Drawn,
    around_of,
    drawn_of,
    floors_of,
    may_add_floor,
)
from summitry_web.maps.access.plane import middle_of, with_room
from summitry_web.maps.actions import note_print
from summitry_web.maps.views.told import LABELS, THINGS, data_of, sight_columns, things_of
from summitry_web.maps.words import WORDS
from summitry_web.plans.access import has_rows_to_edit, held_snapshot, rows
from summitry_web.plans.found import checked_of

PAPERS = ("a4", "a3")
HASH_LENGTH = 16
CROWDED, CROWDED_PIXEL_M = frozenset({"exits", "openings", "posts"}), 0.25
"""Tables whose many marks bear names only where a unit of the screen is at most so many metres."""

GROUP_GAP = 26.0
"""How far groups at one place stand apart, in units of the screen."""


@event_page()
def site_plan(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the plan of a site: drawn, and everything drawn in lists."""
    drawn, around = _asked(request, here)
    things = listing(request, things_of(here, drawn), THINGS, name="map", marking=drawn.marking)
    if things.download is not None:
        return things.download
    names = names_of(here, drawn, around)
    if around is not None:
        lines = listing(
            request, around.lines, sight_columns(here), name="sights", prefix="s-",
            marking=drawn.marking,
        )  # fmt: skip
        if lines.download is not None:
            return lines.download
        names["lines"] = lines
    names |= {
        "things": things,
        "words": {text: here.reader.gettext(text) for text in WORDS},
        "may_edit": has_rows_to_edit(here.actor, at=here.at),
        "may_add_floor": may_add_floor(here, drawn.site),
    }
    return page(request, "maps/map.html", names)


@event_page()
def data(request: HttpRequest, here: Here) -> JsonResponse:
    """Return what the reader may read of the site, for the script to draw."""
    drawn, around = _asked(request, here)
    return JsonResponse(data_of(here, drawn, floors_of(here, drawn.site), around))


@event_page(get=Verb.EXPORT)
def for_print(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the plan for paper, and write into the journal who took it."""
    drawn, around = _asked(request, here)
    note_print(here.actor, here.event, drawn.site, at=here.at)
    paper = request.GET.get("paper", PAPERS[0])
    names = names_of(here, drawn, around) | {
        "paper": paper if paper in PAPERS else PAPERS[0],
        "papers": PAPERS,
        "hash": held_snapshot(here.event).root(bytes(here.event.key)).hex()[:HASH_LENGTH],
        "things": things_of(here, drawn),
        "columns": [here.reader.gettext(column.label) for column in THINGS],
        "moment": here.formats.moment(here.moment),
    }
    return page(request, "maps/print.html", names)


def _asked(request: HttpRequest, here: Here) -> tuple[Drawn, Around | None]:
    drawn = drawn_of(here, request.GET.get("site", ""))
    key = request.GET.get("exposure", "")
    return drawn, around_of(here, key) if key else None


def names_of(here: Here, drawn: Drawn, around: Around | None) -> dict[str, Any]:
    """Return what the drawing is made from in a template."""
    exposures = rows(here.actor, here.event, Exposure, at=here.at)
    homes = drawn.homes["exposures"]
    site_name = dict(drawn.sites).get(drawn.site, "")
    return {
        "drawn": drawn,
        "site_name": site_name,
        "around": around,
        "layers": LAYERS,
        "labels": {table: here.reader.gettext(label) for table, label in LABELS.items()},
        "states": {state.value: here.reader.gettext(told) for state, told in STATES.items()},
        "floors": floors_of(here, drawn.site),
        "groups": _spread(drawn),
        "exposures": [
            (key, row.name or key)
            for key, row in exposures.items()
            if homes.get(key) == drawn.site or drawn.site not in dict(drawn.sites)
        ],
        "reads_all": any(not each.unit_id for each in here.actor.reading(here.at)),
        "captions": _captions(drawn),
        "checked": checked_of(here.event),
    }


def _spread(drawn: Drawn) -> list[tuple[Any, float]]:
    """Return the groups, each with how far it stands aside of others at the same place."""
    taken: dict[tuple[float, float], int] = {}
    spread = []
    for group in drawn.groups:
        place = taken[group.place] = taken.get(group.place, 0) + 1
        spread.append((group, place * GROUP_GAP))
    return spread


def _captions(drawn: Drawn) -> frozenset[tuple[str, str]]:
    """Return table and key of the shapes whose name has room beside them."""
    pixel = drawn.frame.pixel
    return with_room(
        [
            ((shape.table, shape.key), middle_of(shape.points), shape.name)
            for shape in reversed(drawn.shapes)
            if shape.table != "segments"
            and not (shape.table in CROWDED and pixel > CROWDED_PIXEL_M)
        ],
        pixel,
    )
