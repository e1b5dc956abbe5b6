"""Bodies, their meetings and decisions."""

from django.http import HttpRequest, HttpResponse

from summitry.kit.errors import Text
from summitry_web.accounts.pages import Here, event_page
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.templating import page
from summitry_web.plans import told
from summitry_web.register.access.bodies import (
    DecisionLine,
    body_told,
    decisions_of,
    tree_of,
)
from summitry_web.register.access.subjects import subject_for
from summitry_web.register.views.about import ON_PAPER, about, address, approvals_of, facts_of

APPROVED = Text("approved")
NOT_APPROVED = Text("not approved")


@event_page()
def bodies(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the tree of bodies and the list of decisions."""
    decisions = decisions_of(here.actor, here.event, at=here.at)
    made = listing(request, decisions, _columns(here), name="decisions")
    if made.download is not None:
        return made.download
    tree = tree_of(here.actor, here.event, at=here.at)
    return page(request, "register/bodies.html", {"tree": tree, "listing": made})


def _columns(here: Here) -> list[Column[DecisionLine]]:
    tell = here.reader.gettext
    return [
        Column(
            "key", Text("Decision"), lambda r: r.key, lambda r: address(here, "decision", key=r.key)
        ),
        Column("title", Text("Title"), lambda r: r.decision.title),
        Column("body", Text("Body"), lambda r: r.body_id),
        Column("chosen", Text("Chosen"), lambda r: r.decision.chosen),
        Column("decided", Text("Decided"), lambda r: r.decision.decided or ""),
        Column("review", Text("Looked at again"), lambda r: r.decision.review or ""),
        Column("state", Text("State"), lambda r: tell(APPROVED if r.approved else NOT_APPROVED)),
        Column("paper", Text("Approval"), lambda r: tell(ON_PAPER) if r.is_on_paper else ""),
    ]


@event_page()
def body(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Return one body: members, deputies, meetings, decisions."""
    subject = subject_for(here.actor, here.event, "bodies", key, at=here.at)
    names = {
        "told": body_told(here.actor, here.event, subject.row, at=here.at),  # type: ignore[arg-type]  # of that table
        "facts_of_row": facts_of(here, subject.row),
        "findings": told.findings_beside(here, "bodies", key),
        "marking_of_row": subject.thing.marking,
    }
    return page(request, "register/body.html", names)


@event_page()
def decision(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Return one decision: options, reasons, dissent, and whether it binds."""
    names = about(here, "decisions", key)
    names["approvals"] = approvals_of(here, names["subject"])
    return page(request, "register/decision.html", names)


@event_page()
def meeting(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Return one meeting: agenda, minutes, files."""
    names = about(here, "meetings", key)
    names["approvals"] = approvals_of(here, names["subject"])
    return page(request, "register/meeting.html", names)
