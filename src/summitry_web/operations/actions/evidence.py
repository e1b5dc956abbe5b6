"""Take the journals of a node's command post along as evidence, as far as one may read them."""

from collections.abc import Callable, Iterator
from datetime import datetime

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId, EventId
from summitry.operations.entry import Entry
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor, Thing, is_proved, is_readable, require
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.frame.refused import ProveAgain
from summitry_web.journal.actions import record
from summitry_web.journal.file import JOURNAL
from summitry_web.operations.access import post_here
from summitry_web.operations.actions.peers import known
from summitry_web.operations.store.evidence import pack_lines
from summitry_web.operations.store.file import PostFile
from summitry_web.operations.store.service import folder_of, identity_of

PROVED_ABOVE = Marking.AMBER
"""Entries with a narrower mark leave the site only on a fresh proof of who takes them."""


def take_evidence(
    actor: Actor, event: Event, most: Marking, *, form: str, at: datetime
) -> Iterator[bytes]:
    """Return the lines of the pack: entries up to the marking that the actor may take along.

    Every other entry goes in as its hash alone. That it was taken stands in the audit journal.

    Parameters
    ----------
    form
        How it is taken along, for the audit journal.

    Raises
    ------
    Denied
        The actor may not take along what is marked so narrowly.
    ProveAgain
        Above `PROVED_ABOVE` without a fresh proof of who acts.
    SummitryError
        ``operations.no_post``; ``pack.nothing`` before the first entry.
    """
    require(actor, Verb.EXPORT, Thing(marking=most), at=at)
    if most.height > PROVED_ABOVE.height and not is_proved(actor, at):
        raise ProveAgain
    post = post_here(event)
    if post is None:
        raise SummitryError("operations.no_post", event=event.slug)
    if not (folder_of(EventId(event.slug), post) / JOURNAL).exists():
        raise SummitryError("pack.nothing")
    taking = actor.taking(at)

    def may_read(entry: Entry) -> bool:
        thing = Thing(owners=entry.scope, marking=entry.marking)
        return entry.marking.height <= most.height and is_readable(taking, thing, at=at)

    record(
        "evidence.taken", journal=event.slug, actor=actor.person_id, at=at, subject=post,
        facts={"marking": most.value, "form": form},
    )  # fmt: skip
    return lines_of(event, post, may_read, at=at)


def lines_of(
    event: Event, post: CommandPostId, may_read: Callable[[Entry], bool], *, at: datetime
) -> Iterator[bytes]:
    """Yield the lines of the pack of this node's post, signed by it."""
    slug = EventId(event.slug)
    file = PostFile(folder_of(slug, post), readonly=True)
    try:
        yield from pack_lines(
            file, identity_of(slug, post), known(event), may_read=may_read,
            at_ms=round(at.timestamp() * 1_000),
        )  # fmt: skip
    finally:
        file.close()
