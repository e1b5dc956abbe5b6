"""What an officer in the field is told: their post, who relieves them, orders that name them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import cast

from msgspec import Struct

from summitry.kit.ids import PersonId
from summitry.operations import situation
from summitry.operations.bodies import OrderStep
from summitry.operations.record import Record
from summitry.operations.situation import OrderStands
from summitry.plan.command import Net
from summitry.plan.organisation import Unit
from summitry.plan.posts import Post, Shift
from summitry.plan.snapshot import Snapshot
from summitry_web.accounts.can import Actor, can
from summitry_web.accounts.roles import Verb
from summitry_web.events.clock import moment_in
from summitry_web.events.models import Event
from summitry_web.operations.access import day_of, plan_today, post_here, thing_of

BEFORE_SHIFT = timedelta(minutes=30)
"""So long before a shift its post is the officer's already: whoever relieves comes early."""
AFTER_SHIFT = timedelta(hours=1)
"""So long after a shift its post is still the one that is left and reported from."""


class MyOrder(Struct, frozen=True, kw_only=True):
    """An order that names the officer, their post or their unit: under which of these names."""

    stands: OrderStands
    addressee: str
    is_read_back: bool
    is_open: bool


class MyDuty(Struct, frozen=True, kw_only=True):
    """A shift of the officer that runs or is to come, its post, who relieves and who leads."""

    shift: Shift
    post: Post | None
    relief: tuple[Shift, ...]
    leader: PersonId | None


class Card(Struct, frozen=True, kw_only=True):
    """The officer's own post now or next, and the orders to them.

    ``duty`` is the shift where it runs or is about to begin. Before that the officer neither
    stands at the post nor answers for it.
    """

    shift: Shift | None = None
    duty: Shift | None = None
    post: Post | None = None
    net: Net | None = None
    relief: tuple[Shift, ...] = ()
    is_there: bool = False
    orders: tuple[MyOrder, ...] = ()
    duties: tuple[MyDuty, ...] = ()


def card_of(actor: Actor, event: Event, *, at: datetime) -> Card:
    """Return the officer's card: their own rows and the orders that name them, nothing else.

    They may read nothing of the plan and the journal as such: a row is theirs because it names
    them, and an order because it is given to them, up to the marking that they may report under.
    """
    post = post_here(event)
    record = Record() if post is None else day_of(event, post).whole()
    plan = plan_today(event, record)
    moment = moment_in(event, at)
    own = _to_come(plan, actor.person_id, moment)
    shift = own[0] if own else None
    duty = None if shift is None or moment < shift.start - BEFORE_SHIFT else shift
    names = _names(actor, duty, at)
    orders = tuple(
        each for stands in situation.orders(record) for each in _mine(actor, stands, names, at)
    )
    if shift is None:
        return Card(orders=orders[::-1])
    held = plan.rows(Post).get(shift.post_id)
    net_id = None if held is None else held.net_id
    present: Mapping[str, tuple[str, ...]] = situation.present(record)  # type: ignore[assignment]  # ids are texts
    return Card(
        shift=shift,
        duty=duty,
        post=held,
        net=None if net_id is None else plan.rows(Net).get(net_id),
        relief=_relief(plan, shift),
        is_there=actor.person_id in present.get(shift.post_id, ()),
        orders=orders[::-1],
        duties=tuple(_duty(plan, each) for each in own),
    )


def shift_at(
    actor: Actor, event: Event, moment: datetime, *, is_leaving: bool = False
) -> Shift | None:
    """Return the officer's shift that runs at the moment, is just over, or is about to begin.

    What waited on a phone goes by the moment at which it was so. Whoever leaves leaves the post at
    which they are said to stand, also when the next shift of theirs has begun elsewhere.
    """
    post = post_here(event)
    record = Record() if post is None else day_of(event, post).whole()
    own = _shifts(plan_today(event, record), "person_id", actor.person_id)
    near = [e for e in own if e.start - BEFORE_SHIFT <= moment < e.end + AFTER_SHIFT]
    there = situation.present(record) if is_leaving else {}

    def order(each: Shift) -> tuple[bool, bool, bool, datetime]:
        is_there = actor.person_id in there.get(each.post_id, ())
        return not is_there, not each.start <= moment < each.end, moment < each.start, each.start

    return min(near, key=order, default=None)


def _shifts(plan: Snapshot, column: str, key: str) -> list[Shift]:
    return cast("list[Shift]", [*plan.bulks["shifts"].having(column, key)])


def _to_come(plan: Snapshot, person_id: str, at: datetime) -> list[Shift]:
    """Return the shift that runs, if any, and those to come, in order of time."""
    own = [each for each in _shifts(plan, "person_id", person_id) if each.end > at]
    return sorted(own, key=lambda each: each.start)


def _duty(plan: Snapshot, shift: Shift) -> MyDuty:
    unit = plan.rows(Unit).get(shift.unit_id)
    return MyDuty(
        shift=shift,
        post=plan.rows(Post).get(shift.post_id),
        relief=_relief(plan, shift),
        leader=None if unit is None else unit.commander_id,
    )


def _relief(plan: Snapshot, shift: Shift) -> tuple[Shift, ...]:
    """Return who comes next: the shifts that begin before this one ends and go on after it."""
    found = [
        each
        for each in _shifts(plan, "post_id", shift.post_id)
        if shift.start < each.start <= shift.end < each.end
    ]
    return tuple(sorted(found, key=lambda each: (each.start, each.slot)))


def _names(actor: Actor, duty: Shift | None, at: datetime) -> tuple[str, ...]:
    """Return the names under which an order reaches the officer, the narrowest first."""
    units = {*actor.units(at), *(() if duty is None else (duty.unit_id,))}
    posts = () if duty is None else (f"posts/{duty.post_id}",)
    return (f"persons/{actor.person_id}", *posts, *(f"units/{each}" for each in sorted(units)))


def _mine(
    actor: Actor, stands: OrderStands, names: tuple[str, ...], at: datetime
) -> tuple[MyOrder, ...]:
    addressee = next((each for each in names if each in stands.body.addressees), "")
    gone = stands.step is OrderStep.WITHDRAWN
    if not addressee or gone or not can(actor, Verb.REPORT, thing_of(stands.event), at=at):
        return ()
    return (
        MyOrder(
            stands=stands,
            addressee=addressee,
            is_read_back=addressee in stands.read_back,
            is_open=stands.is_open,
        ),
    )
