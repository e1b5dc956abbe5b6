"""Decisions: what was chosen between what, on which knowledge; and whether they still stand."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from summitry.kit.errors import Text
from summitry.operations import situation
from summitry.operations.bodies import Decision, Reviewed
from summitry.operations.situation import DecisionStands
from summitry.plan.terms import Marking
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page
from summitry_web.operations.actions.enter import enter
from summitry_web.operations.command_forms import Posted, decision_of, review_of
from summitry_web.operations.pages import back_to, day_page, entry_for
from summitry_web.operations.seen import Seen
from summitry_web.operations.views.incidents import new_id

STANDS, ENDED = Text("Stands"), Text("Ended")


@day_page(post=Verb.COMMAND)
def decisions(request: HttpRequest, here: Here, seen: Seen) -> HttpResponse:
    """Return the decisions; POST writes one."""
    if request.method == "POST":
        made = enter(here.actor, here.event, decision_of(Posted(request.POST, seen)), at=here.at)
        return back_to(here, "decision", entry=made.entry_id)
    found = list(reversed(situation.decisions(seen.record)))
    listed = listing(request, found, _columns(here, seen), name="decisions")
    if listed.download is not None:
        return listed.download
    names = {
        "seen": seen, "path_only": request.path, "listing": listed, "entry_id": new_id(),
        "may_decide": here.may(Verb.COMMAND) and not seen.is_past, "markings": list(Marking),
    }  # fmt: skip
    return page(request, "operations/decisions.html", names)


def _columns(here: Here, seen: Seen) -> list[Column[DecisionStands]]:
    def address(each: DecisionStands) -> str:
        asked = f"?at={seen.asked}" if seen.asked else ""
        parts = {"event": here.event.slug, "entry": each.event.entry_id}
        return reverse("operations:decision", kwargs=parts) + asked

    def state(each: DecisionStands) -> str:
        return here.reader.gettext(STANDS if each.stands else ENDED)

    return [
        Column("taken", Text("Decided at"), lambda each: each.event.entered),
        Column("question", Text("Question"), lambda each: each.body.question, link=address),
        Column("chosen", Text("Chosen"), lambda each: each.body.options[each.body.chosen]),
        Column("state", Text("State"), state),
        Column("review", Text("To be reviewed by"), lambda each: each.review_at or ""),
    ]


@day_page(post=Verb.COMMAND)
def decision(request: HttpRequest, here: Here, seen: Seen, entry: str) -> HttpResponse:
    """Return one decision; POST reviews it."""
    taken = entry_for(seen, entry)
    if not isinstance(taken.body, Decision):
        raise Denied("entry")
    if request.method == "POST":
        written = review_of(Posted(request.POST, seen), taken)
        enter(here.actor, here.event, written, at=here.at)
        return back_to(here, "decision", entry=entry)
    names = {
        "seen": seen,
        "path_only": request.path,
        "decision": next(e for e in situation.decisions(seen.record) if e.event.entry_id == entry),
        "reviews": seen.record.answers(entry, Reviewed),
        "entry_id": new_id(),
    }
    return page(request, "operations/decision.html", names)
