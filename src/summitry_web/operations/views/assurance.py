"""What the day has uncovered, what is so on the day, and the ways to close a gap."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from summitry.operations.bodies import Absence, Closure, Failure, Lifted
from summitry.operations.bodies.facts import BREAKABLE, CLOSABLE, DELAYABLE
from summitry.operations.event import Event as Entered
from summitry.operations.record import Said
from summitry.plan.posts import Post
from summitry.plan.programme import Item
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.frame.templating import page
from summitry_web.operations import labels
from summitry_web.operations.actions.enter import Written, enter
from summitry_web.operations.board import uncovered
from summitry_web.operations.command_forms import Posted, fact_of, lifted_of
from summitry_web.operations.mending import choices_for, chosen, gap_for
from summitry_web.operations.pages import back_to, day_page, entry_for
from summitry_web.operations.seen import Gap, Seen
from summitry_web.operations.views.incidents import new_id

OPTIONS_MAX = 2_000


@day_page(post=Verb.ENTER)
def assurance(request: HttpRequest, here: Here, seen: Seen) -> HttpResponse:
    """Return what is uncovered and what is so; POST enters what is so."""
    if request.method == "POST":
        posted = Posted(request.POST, seen)
        lifted = posted.text("lifts")
        written = lifted_of(posted, entry_for(seen, lifted)) if lifted else fact_of(posted)
        enter(here.actor, here.event, written, at=here.at)
        return back_to(here, "assurance")
    may_enter = here.may(Verb.ENTER) and not seen.is_past
    names = {
        "seen": seen,
        "path_only": request.path,
        "terms": labels,
        "lasting": lasting(seen),
        "may_enter": may_enter,
        "entry_id": new_id(),
        "new_id": new_id,
        "markings": list(Marking),
        **uncovered(seen),
        **(_options(seen) if may_enter else {}),
    }
    return page(request, "operations/assurance.html", names)


def lasting(seen: Seen) -> list[tuple[Entered, str]]:
    """Return the absences, closures and failures that nobody has lifted, and what they are of."""
    said: list[Said[Any]] = [
        *seen.record.said(Absence), *seen.record.said(Closure), *seen.record.said(Failure),
    ]  # fmt: skip
    found = []
    for each in said:
        is_over = each.body.end is not None and each.body.end <= seen.moment
        if is_over or seen.record.answers(each.event.entry_id, Lifted):
            continue
        body = each.body
        place = (
            f"persons/{body.person_id}"
            if isinstance(body, Absence)
            else f"{body.thing.table}/{body.thing.key}"
        )
        found.append((each.event, place))
    return sorted(found, key=lambda pair: pair[0].order)


def _options(seen: Seen) -> dict[str, object]:
    """Return the rows that the forms offer; persons are typed, for they are thousands."""
    return {
        "delayable": _rows(seen, DELAYABLE),
        "closable": _rows(seen, CLOSABLE),
        "breakable": _rows(seen, BREAKABLE),
        "verifiable": _rows(seen, ("controls", "sweeps", "seals")),
        "posts": list(seen.rows(Post).values()),
        "items": list(seen.rows(Item).values()),
    }


def _rows(seen: Seen, tables: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return place and name of the reader's rows of those tables."""
    found = [
        (f"{table}/{key}", seen.name(f"{table}/{key}"))
        for table in tables
        for key in seen.rows(TABLES[table].row_type)
    ]
    return found[:OPTIONS_MAX]


@day_page(post=Verb.COMMAND)
def gap(request: HttpRequest, here: Here, seen: Seen, identity: str) -> HttpResponse:
    """Return a gap and, where asked for, the least ways to close it; POST takes one of them."""
    if request.method == "POST":
        posted = Posted(request.POST, seen)
        made = enter(here.actor, here.event, _order(posted, identity), at=here.at)
        return back_to(here, "order", entry=made.entry_id)
    found = gap_for(seen, identity)
    may_mend = here.may(Verb.COMMAND) and not seen.is_past
    asked = may_mend and request.GET.get("repairs") == "yes"
    names = {
        "seen": seen,
        "path_only": request.path,
        "gap": found,
        "may_mend": may_mend,
        "choices": choices_for(seen, found) if asked else None,
        "terms": labels,
        "new_id": new_id,
    }
    return page(request, "operations/gap.html", names)


def _order(posted: Posted, identity: str) -> Written:
    """Return the order; who reads the same gap reads it, and nobody else."""
    sent = posted.text("entry_id")
    before = posted.seen.record.get(sent)
    if before is not None:
        # Sent a second time: the gap is closed already, and the order stands.
        return Written(
            body=before.body, entry_id=sent, marking=before.marking, scope=before.scope
        )  # fmt: skip
    choice = chosen(posted.seen, identity, posted.text("choice"))
    marking = max(Marking.AMBER, choice.gap.finding.marking, key=lambda each: each.height)
    return Written(
        body=choice.order(posted.text("text")), entry_id=sent, marking=marking,
        scope=_scope(choice.gap, marking),
    )  # fmt: skip


def _scope(found: Gap, marking: Marking) -> tuple[str, ...]:
    return found.finding.units if marking.height > Marking.AMBER.height else ()
