"""Who may change the plan of the day by an order, and who may be its second person."""

from datetime import datetime

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId
from summitry.operations.bodies import Confirmed, Order
from summitry.operations.day import edits_of, plan_of_the_day
from summitry.plan.change import Edit
from summitry.plan.command import CommandPost
from summitry.plan.snapshot import Snapshot
from summitry_web.accounts.can import Actor, Thing, clears, owns
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.operations.access import day_of, plan_in_force
from summitry_web.plans.access import Readable, named_in


def require_powers(
    actor: Actor, event: Event, post: CommandPostId, order: Order, *, at: datetime
) -> None:
    """Return where the actor may change every row that the order names.

    A commander of the whole event, and the commander of this post, may change all that their
    clearance reaches; a commander of a unit what the unit owns.

    Raises
    ------
    Denied
        Otherwise.
    """
    plan = plan_of_the_day(plan_in_force(event), day_of(event, post).whole())
    row = plan.rows(CommandPost).get(post)
    commands = row is not None and row.commander_id == actor.person_id
    rights = Readable(actor, plan, named_in(event), at=at)
    things = [thing for edit in edits_of(order) for thing in _things(rights, plan, edit)]
    if not all(_may(actor, thing, at=at, commands=commands) for thing in things):
        raise Denied("powers")


def require_second_person(
    actor: Actor, event: Event, post: CommandPostId, word: Confirmed, *, at: datetime
) -> None:
    """Return where the actor may read the order and is not who gave it.

    Raises
    ------
    Denied
        There is no such order for the actor.
    SummitryError
        ``order.same_person`` where they gave it.
    """
    order = day_of(event, post).record_for(actor, at=at).get(word.to)
    if order is None or not isinstance(order.body, Order):
        raise Denied("entry")
    if order.author == actor.person_id:
        raise SummitryError("order.same_person")


def _things(rights: Readable, plan: Snapshot, edit: Edit) -> list[Thing]:
    """Return what the row is before and after: neither is taken from others by the edit."""
    found = (plan.get(edit.table, edit.key), edit.row)
    return [rights.thing(row) for row in found if row is not None]


def _may(actor: Actor, thing: Thing, *, at: datetime, commands: bool) -> bool:
    held = [each for each in actor.grants if each.holds(at) and Verb.COMMAND in each.verbs]
    if commands:
        return any(each.clearance.height >= thing.marking.height for each in held)
    return any(clears(each, thing) and owns(each, thing) for each in held)
