"""Mandates: the proposal to the authority, and what became of it."""

from django.http import HttpRequest, HttpResponse

from summitry.kit.errors import Text
from summitry_web.accounts.pages import Here, event_page
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.templating import page
from summitry_web.register.access.bodies import MandateLine, mandate_lines, set_by
from summitry_web.register.access.subjects import unit_names
from summitry_web.register.terms import MANDATE_STATES
from summitry_web.register.views.about import ON_PAPER, about, address


@event_page()
def mandates(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the list of mandates."""
    lines = mandate_lines(here.actor, here.event, at=here.at)
    made = listing(request, lines, _columns(here), name="mandates")
    if made.download is not None:
        return made.download
    return page(request, "register/mandates.html", {"listing": made})


def _columns(here: Here) -> list[Column[MandateLine]]:
    tell = here.reader.gettext
    units = unit_names(here.actor, here.event, at=here.at)
    return [
        Column(
            "key", Text("Mandate"), lambda r: r.key, lambda r: address(here, "mandate", key=r.key)
        ),
        Column("title", Text("Title"), lambda r: r.mandate.title),
        Column("version", Text("Version"), lambda r: r.mandate.version),
        Column("state", Text("State"), lambda r: tell(MANDATE_STATES[r.state])),
        Column("paper", Text("Approval"), lambda r: tell(ON_PAPER) if r.is_on_paper else ""),
        Column("authority", Text("Decided by"), lambda r: r.mandate.authority_body_id or ""),
        Column(
            "unit",
            Text("Submitted by"),
            lambda r: units.get(r.mandate.owner_unit_id or "", r.mandate.owner_unit_id or ""),
        ),
        Column("due", Text("Approved by"), lambda r: r.mandate.due or ""),
        Column("marking", Text("Marking"), lambda r: r.marking.value, kind="marking"),
    ]


@event_page()
def mandate(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Return one mandate: versions, words, what changed since its approval, what it sets."""
    objectives, bodies = set_by(here.actor, here.event, key, at=here.at)
    names = {**about(here, "mandates", key), "objectives": objectives, "bodies": bodies}
    return page(request, "register/mandate.html", names)
