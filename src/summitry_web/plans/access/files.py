"""Files on rows of the plan: read by who may read both the row and the file's own marking."""

from datetime import datetime

from summitry_web.accounts.can import Actor, can
from summitry_web.accounts.roles import Verb
from summitry_web.plans.access.rows import sees
from summitry_web.vault.access import Attachment, thing_of


def may_read_file(actor: Actor, attachment: Attachment, at: datetime) -> bool:
    """Say whether the actor may read the row that the file is on, and the file's marking."""
    table, key = attachment.subject_table, attachment.subject_key
    return bool(can(actor, Verb.READ, thing_of(attachment), at=at)) and sees(
        actor, attachment.event, table, key, at=at
    )
