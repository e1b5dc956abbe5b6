"""Write what was typed: the line, a correction of it, and what becomes of a report."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

from summitry.kit.errors import SummitryError
from summitry.operations import bodies
from summitry.operations.event import Event as Entered
from summitry_web.accounts.can import Actor, Thing, require
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.operations.access import post_here
from summitry_web.operations.actions.enter import ID_BYTES, Written, enter, is_commanding
from summitry_web.operations.listed import standing_of
from summitry_web.operations.places import plan_and_reads

NAMING = {"person_id": "persons", "post_id": "posts", "net_id": "nets", "item_id": "programme"}
"""The cells of bodies that name a row of the plan, and of which table."""


def enter_all(
    actor: Actor, event: Event, lines: Sequence[Written], *, at: datetime
) -> tuple[Entered, ...]:
    """Return the entries once they are on the disk, in their order.

    A second try after a failure between them writes those that are missing: their ids are the same.

    Raises
    ------
    SummitryError
        ``operations.unknown_row`` where one is about a row that the actor does not see; what
        `enter` refuses.
    """
    for written in lines:
        _require_seen(actor, event, named(written.body), at=at)
    return tuple(enter(actor, event, written, at=at) for written in lines)


def _require_seen(
    actor: Actor, event: Event, places: Iterable[tuple[str, str]], *, at: datetime
) -> None:
    plan, reads = plan_and_reads(actor, event, at=at)
    for table, key in places:
        row = plan.get(table, key)
        if row is None or not reads(row):
            raise SummitryError("operations.unknown_row", got=f"{table}/{key}")


def named(body: bodies.Body) -> list[tuple[str, str]]:
    """Return the rows of the plan without which the body says nothing."""
    found = []
    thing = getattr(body, "thing", None)
    if isinstance(thing, bodies.Thing):
        found.append((thing.table, thing.key))
    for cell, table in NAMING.items():
        key = getattr(body, cell, None)
        if key:
            found.append((table, key))
    return found


def derived(entry_id: str, what: str) -> str:
    """Return the id of a second entry of the same act: a second try makes the same one."""
    return sha256(f"{entry_id} {what}".encode()).hexdigest()[: 2 * ID_BYTES]


def correct(actor: Actor, event: Event, written: Written, *, at: datetime) -> Entered:
    """Write a correction and return it.

    Raises
    ------
    Denied
        The actor may not read the entry, or not write its kind: who may not give or withdraw an
        order strikes out neither, and a second person's word is theirs alone.
    SummitryError
        ``operations.corrected_elsewhere`` where it is a correction itself;
        ``operations.unknown_row`` where it is now about a row that the actor does not see.
    """
    post = post_here(event)
    standing = None if post is None else standing_of(event, post, actor, written.corrects, at=at)
    if standing is None:
        raise Denied("entry")
    line = standing.line
    if line.corrects:
        raise SummitryError("operations.corrected_elsewhere", entry=line.entry_id)
    if isinstance(line.body, bodies.Confirmed) and line.author != actor.person_id:
        raise Denied("entry")
    if is_commanding(line.body):
        require(actor, Verb.COMMAND, Thing(owners=line.scope, marking=line.marking), at=at)
    before = named(standing.last.body)
    others = [each for each in named(written.body) if each not in before]
    _require_seen(actor, event, others, at=at)
    return enter(actor, event, written, at=at)
