"""Declarations: made as the plan foresees, acknowledged by each agency, reviewed, ended."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import DeclarationId
from summitry.operations import situation
from summitry.operations.bodies import Acknowledged, Declaration, Reviewed
from summitry.operations.event import Event as Entered
from summitry.operations.situation import DeclarationStands
from summitry.plan.communications import Declaration as Declarable
from summitry.plan.terms import Marking
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page
from summitry_web.operations.actions.enter import Written, enter
from summitry_web.operations.command_forms import Posted, alone, answering, review_of
from summitry_web.operations.pages import back_to, day_page, entry_for, new_id
from summitry_web.operations.seen import Seen

IN_FORCE, ENDED = Text("In force"), Text("Ended")


@day_page(post=Verb.COMMAND)
def declarations(request: HttpRequest, here: Here, seen: Seen) -> HttpResponse:
    """Return what was declared and what can be; POST declares something."""
    if request.method == "POST":
        made = enter(here.actor, here.event, _declared(Posted(request.POST, seen)), at=here.at)
        return back_to(here, "declaration", entry=made.entry_id)
    found = list(reversed(situation.declarations(seen.record)))
    marking = seen.marking_of(
        (e.event for e in found), (f"declarations/{e.body.declaration_id}" for e in found)
    )
    listed = listing(request, found, _columns(here, seen), name="declarations", marking=marking)
    if listed.download is not None:
        return listed.download
    names = {
        "seen": seen, "path_only": request.path, "listing": listed, "entry_id": new_id(),
        "planned": list(seen.rows(Declarable).values()), "markings": list(Marking),
        "may_declare": here.may(Verb.COMMAND) and not seen.is_past,
    }  # fmt: skip
    return page(request, "operations/declarations.html", names)


def _declared(posted: Posted) -> Written:
    key = DeclarationId(posted.key(posted.text("declaration"), "declarations"))
    return alone(posted, Declaration(declaration_id=key, text=posted.text("text")))


def _columns(here: Here, seen: Seen) -> list[Column[DeclarationStands]]:
    def address(each: DeclarationStands) -> str:
        parts = {"event": here.event.slug, "entry": each.event.entry_id}
        return reverse("operations:declaration", kwargs=parts) + seen.asking

    def state(each: DeclarationStands) -> str:
        return here.reader.gettext(IN_FORCE if each.ended is None else ENDED)

    return [
        Column("made", Text("Declared at"), lambda each: each.event.entered),
        Column("title", Text("Declaration"), lambda each: _title(seen, each), link=address),
        Column("state", Text("State"), state),
        Column(
            "missing",
            Text("Agencies that have not acknowledged"),
            lambda each: len(_missing(seen, each)),
        ),
        Column("reviewed", Text("Reviewed"), lambda each: each.reviewed or ""),
    ]  # fmt: skip


def _planned(seen: Seen, stands: DeclarationStands) -> Declarable | None:
    row = seen.row("declarations", stands.body.declaration_id)
    return row if isinstance(row, Declarable) else None


def _title(seen: Seen, stands: DeclarationStands) -> str:
    row = _planned(seen, stands)
    return stands.body.declaration_id if row is None else row.title


def _missing(seen: Seen, stands: DeclarationStands) -> tuple[str, ...]:
    """Return the agencies that the plan names and that have not acknowledged."""
    row = _planned(seen, stands)
    agencies = () if row is None else row.agency_unit_ids
    return tuple(each for each in agencies if each not in stands.acknowledged)


@day_page(post=Verb.REPORT)
def declaration(request: HttpRequest, here: Here, seen: Seen, entry: str) -> HttpResponse:
    """Return one declaration; POST acknowledges or reviews it."""
    made = entry_for(seen, entry)
    if not isinstance(made.body, Declaration):
        raise Denied("entry")
    stands = next(e for e in situation.declarations(seen.record) if e.event.entry_id == entry)
    missing = _missing(seen, stands)
    if request.method == "POST":
        written = _answer(here, Posted(request.POST, seen), made)
        enter(here.actor, here.event, written, at=here.at)
        return back_to(here, "declaration", entry=entry)
    is_open = stands.ended is None and not seen.is_past
    names = {
        "seen": seen,
        "path_only": request.path,
        "stands": stands,
        "title": _title(seen, stands),
        "missing": missing,
        "reviewed": seen.record.answers(entry, Reviewed),
        "may_acknowledge": [each for each in missing if is_open and _speaks_for(here, each)],
        "may_review": is_open and here.may(Verb.COMMAND),
        "new_id": new_id,
    }
    return page(request, "operations/declaration.html", names)


def _answer(here: Here, posted: Posted, made: Entered) -> Written:
    if posted.text("deed") != "acknowledge":
        return review_of(posted, made)
    assert isinstance(made.body, Declaration), made.entry_id  # the view says so
    row = posted.seen.row("declarations", made.body.declaration_id)
    unit = posted.text("unit")
    is_asked = isinstance(row, Declarable) and unit in row.agency_unit_ids
    if not is_asked or not _speaks_for(here, unit):
        raise SummitryError("operations.choice", column="unit", got=unit)
    return answering(posted, Acknowledged(to=made.entry_id, unit_id=unit), made)


def _speaks_for(here: Here, unit: str) -> bool:
    """Say whether the reader may acknowledge for the unit: the desk for all, others for theirs."""
    return here.may(Verb.ENTER) or unit in here.actor.units(here.at)
