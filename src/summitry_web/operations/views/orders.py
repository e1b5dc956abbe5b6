"""Orders: given, read back, judged, done; and the second person's word on those that change."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from summitry.kit.errors import SummitryError, Text
from summitry.operations import situation
from summitry.operations.bodies import (
    Confirmed,
    Order,
    OrderMoved,
    OrderStep,
    ReadBack,
    ReadBackJudged,
)
from summitry.operations.situation import OrderStands
from summitry.plan.organisation import Unit
from summitry.plan.posts import Post
from summitry.plan.terms import Marking
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page
from summitry_web.operations import labels
from summitry_web.operations.actions.enter import enter
from summitry_web.operations.command_forms import Posted, on_order, order_of
from summitry_web.operations.pages import back_to, day_page, entry_for
from summitry_web.operations.seen import Seen
from summitry_web.operations.views.incidents import new_id


@day_page(post=Verb.COMMAND)
def orders(request: HttpRequest, here: Here, seen: Seen) -> HttpResponse:
    """Return the orders; POST gives one."""
    if request.method == "POST":
        made = enter(here.actor, here.event, order_of(Posted(request.POST, seen)), at=here.at)
        return back_to(here, "order", entry=made.entry_id)
    found = list(reversed(situation.orders(seen.record)))
    listed = listing(request, found, _columns(here, seen), name="orders")
    if listed.download is not None:
        return listed.download
    may_give = here.may(Verb.COMMAND) and not seen.is_past
    names = {
        "seen": seen,
        "path_only": request.path,
        "listing": listed,
        "entry_id": new_id(),
        "may_give": may_give,
        "markings": list(Marking),
        "posts": list(seen.rows(Post).values()) if may_give else [],
        "units": list(seen.rows(Unit).values()) if may_give else [],
        "incidents": [each for each in situation.incidents(seen.record) if each.is_open],
        "to": request.GET.get("to", ""),
    }
    return page(request, "operations/orders.html", names)


def _columns(here: Here, seen: Seen) -> list[Column[OrderStands]]:
    def address(each: OrderStands) -> str:
        asked = f"?at={seen.asked}" if seen.asked else ""
        parts = {"event": here.event.slug, "entry": each.event.entry_id}
        return reverse("operations:order", kwargs=parts) + asked

    def step(each: OrderStands) -> str:
        return "" if each.step is None else here.reader.gettext(labels.ORDER_STEPS[each.step])

    return [
        Column("given", Text("Given at"), lambda each: each.event.entered),
        Column("text", Text("Order"), lambda each: each.body.text, link=address),
        Column("to", Text("To whom"), lambda each: ", ".join(map(seen.name, each.body.addressees))),
        Column("unread", Text("Without read-back"), lambda each: len(each.unread)),
        Column("step", Text("State"), step),
        Column("done_by", Text("To be done by"), lambda each: each.body.done_by or ""),
        Column("confirm", Text("Second person by"), lambda e: situation.confirm_due(e) or ""),
    ]


@day_page(post=Verb.REPORT)
def order(request: HttpRequest, here: Here, seen: Seen, entry: str) -> HttpResponse:
    """Return one order and what was said to it; POST says something to it."""
    given = entry_for(seen, entry)
    if not isinstance(given.body, Order):
        raise Denied("entry")
    if request.method == "POST":
        written = on_order(Posted(request.POST, seen), given)
        body = written.body
        if isinstance(body, Confirmed) and given.author == here.actor.person_id:
            raise SummitryError("order.same_person")
        if isinstance(body, OrderMoved) and body.step is OrderStep.WITHDRAWN:
            here.require(Verb.COMMAND)
        if isinstance(body, ReadBackJudged) and entry_for(seen, body.to).body.answers != entry:
            raise Denied("entry")
        enter(here.actor, here.event, written, at=here.at)
        return back_to(here, "order", entry=entry)
    stands = next(e for e in situation.orders(seen.record) if e.event.entry_id == entry)
    backs = seen.record.answers(entry, ReadBack)
    names = {
        "seen": seen,
        "path_only": request.path,
        "order": stands,
        "backs": [(e, seen.record.answers(e.event.entry_id, ReadBackJudged)) for e in backs],
        "moves": seen.record.answers(entry, OrderMoved),
        "words": seen.record.answers(entry, Confirmed),
        "confirm_due": situation.confirm_due(stands),
        "edits": [each for each in stands.body.edits if _is_shown(seen, each.table, each.key)],
        "steps": list(OrderStep),
        "terms": labels,
        "new_id": new_id,
        "is_giver": given.author == here.actor.person_id,
    }
    return page(request, "operations/order.html", names)


def _is_shown(seen: Seen, table: str, key: str) -> bool:
    """Say whether the row may be named: one that is gone stands in the order alone."""
    return seen.plan.get(table, key) is None or seen.row(table, key) is not None
