"""Declarations: made as the plan foresees, acknowledged by each agency, reviewed, ended."""

from django.http import HttpRequest, HttpResponse
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import DeclarationId
from summitry.operations import situation
from summitry.operations.bodies import Acknowledged, Declaration
from summitry.operations.situation import DeclarationStands
from summitry.plan.communications import Declaration as Declarable
from summitry.plan.terms import Marking
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page
from summitry_web.operations.actions.enter import Written, enter
from summitry_web.operations.command_forms import Posted, alone, answering, review_of
from summitry_web.operations.pages import back_to, day_page, entry_for
from summitry_web.operations.seen import Seen
from summitry_web.operations.views.incidents import new_id


class DeclarationShown(Struct, frozen=True, kw_only=True):
    """A declaration that was made, and the agencies from which no word has come."""

    stands: DeclarationStands
    title: str
    missing: tuple[str, ...]


@day_page(post=Verb.REPORT)
def declarations(request: HttpRequest, here: Here, seen: Seen) -> HttpResponse:
    """Return what was declared and what can be; POST declares, acknowledges, reviews or ends."""
    planned = seen.rows(Declarable)
    if request.method == "POST":
        enter(here.actor, here.event, _written(Posted(request.POST, seen)), at=here.at)
        return back_to(here, "declarations")
    made = [_shown(seen, each) for each in reversed(situation.declarations(seen.record))]
    names = {
        "seen": seen, "path_only": request.path, "declarations": made,
        "planned": list(planned.values()), "new_id": new_id, "markings": list(Marking),
        "may_declare": here.may(Verb.COMMAND) and not seen.is_past,
    }  # fmt: skip
    return page(request, "operations/declarations.html", names)


def _shown(seen: Seen, stands: DeclarationStands) -> DeclarationShown:
    key = stands.body.declaration_id
    row = seen.row("declarations", key)
    agencies = row.agency_unit_ids if isinstance(row, Declarable) else ()
    return DeclarationShown(
        stands=stands,
        title=row.title if isinstance(row, Declarable) else key,
        missing=tuple(each for each in agencies if each not in stands.acknowledged),
    )


def _written(posted: Posted) -> Written:
    deed = posted.text("deed")
    if deed == "declare":
        key = DeclarationId(posted.key(posted.text("declaration"), "declarations"))
        return alone(posted, Declaration(declaration_id=key, text=posted.text("text")))
    to = entry_for(posted.seen, posted.text("to"))
    if not isinstance(to.body, Declaration):
        raise Denied("entry")
    if deed == "acknowledge":
        row = posted.seen.row("declarations", to.body.declaration_id)
        unit = posted.text("unit")
        if not isinstance(row, Declarable) or unit not in row.agency_unit_ids:
            raise SummitryError("operations.choice", column="unit", got=unit)
        return answering(posted, Acknowledged(to=to.entry_id, unit_id=unit), to)
    return review_of(posted, to)
