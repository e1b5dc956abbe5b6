"""What is prepared for the worst: who acts in each case, and who has acknowledged the card."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry.kit.errors import Text
from summitry.plan.terms import highest
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.templating import page
from summitry_web.tasks import actions
from summitry_web.tasks.access.contingencies import Shown, contingencies_of
from summitry_web.tasks.forms import said_of


@event_page()
def contingencies(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the contingencies as a list, and the cards that wait for the reader's units."""
    found = contingencies_of(here)
    marks = [each.marking for each in found.shown]
    marking = highest(marks) if marks else None
    made = listing(request, found.shown, _columns(here), name="contingencies", marking=marking)
    if made.download is not None:
        return made.download
    names = {"listing": made, "waiting": found.waiting}
    return page(request, "tasks/contingencies.html", names)


def _columns(here: Here) -> tuple[Column[Shown], ...]:
    def address(one: Shown) -> str:
        parts = {"event": here.event.slug, "table": "contingencies", "key": one.key}
        return reverse("plans:row", kwargs=parts)

    def told(units: tuple[str, ...]) -> str:
        return here.formats.listed(units) if units else ""

    return (
        Column("title", Text("Contingency"), lambda one: one.row.title, address),
        Column("field", Text("Field"), lambda one: one.row.field.value, kind="word"),
        Column("trigger", Text("Trigger"), lambda one: one.row.trigger),
        Column("owner", Text("Owner"), lambda one: told(one.owners)),
        Column("agencies", Text("Units that act"), lambda one: told(one.agencies)),
        Column(
            "without", Text("Without a card that you may read"),
            lambda one: told(one.without_card),
        ),
        Column("silent", Text("Not acknowledged"), lambda one: told(one.silent)),
        Column("marking", Text("Marking"), lambda one: one.marking.value, kind="marking"),
    )  # fmt: skip


@event_page(get=None, post=Verb.ACKNOWLEDGE)
def acknowledge(request: HttpRequest, here: Here) -> HttpResponse:
    """Say that the unit has read its card."""
    key = request.POST.get("card", "")
    actions.acknowledge(
        here.actor, here.event, "contingency_cards", key, said_of(request), at=here.at
    )
    return HttpResponseRedirect(reverse("tasks:contingencies", kwargs={"event": here.event.slug}))
