"""Whether the journals of this node's command posts are sound on the disk, for the self-test."""

from pathlib import Path

from summitry.kit.errors import Text
from summitry.kit.ids import CommandPostId, EventId
from summitry_web.frame.looks import Look
from summitry_web.journal.file import JOURNAL
from summitry_web.journal.keys import node_public_key
from summitry_web.operations.actions.peers import known
from summitry_web.operations.models import CommandPostHere
from summitry_web.operations.store.judging import Damage, damage_of
from summitry_web.operations.store.service import folder_of

SOUND = Text("The journals of the command posts are sound; how many there are: {count}")
DAMAGED = Text("The file {file} of the journal of {journal} is damaged.")
DAMAGED_ROW = Text(
    "The journal of {journal} is damaged in its file {file}, table {table}: {post} {number}"
)
MEND = Text(
    "Keep the folder as it is. Replace the disk, restore the newest backup elsewhere, and compare "
    "it with what the other posts have."
)


def look() -> tuple[Look, ...]:
    """Return that every journal is sound, or the first damage of each that is not."""
    heres = [
        each
        for each in CommandPostHere.objects.select_related("event").order_by("pk")
        if (_folder(each) / JOURNAL).exists()
    ]
    damaged = tuple(_damaged(each, found[0]) for each in heres if (found := _found(each)))
    sound = Look(name="command-posts", state="good", told=SOUND, facts={"count": len(heres)})
    return damaged or (sound,)


def _folder(here: CommandPostHere) -> Path:
    return folder_of(EventId(here.event.slug), CommandPostId(here.post_id))


def _found(here: CommandPostHere) -> tuple[Damage, ...]:
    keys = {**known(here.event), here.post_id: node_public_key()}
    return damage_of(_folder(here), EventId(here.event.slug), keys)


def _damaged(here: CommandPostHere, damage: Damage) -> Look:
    facts: dict[str, str | int] = {
        "journal": here.event.slug, "file": damage.file, "table": damage.table,
        "post": damage.post, "number": damage.number,
    }  # fmt: skip
    told = DAMAGED_ROW if damage.table else DAMAGED
    return Look(name="command-posts", state="bad", told=told, facts=facts, mend=MEND)
