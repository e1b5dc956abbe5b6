"""An event with a command post open on this node."""

from summitry.operations.entry import ERASED, Draft
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.operations.access import day_of
from summitry_web.operations.actions.enter import open_post
from summitry_web.operations.store.file import PostFile
from summitry_web.operations.store.service import folder_of, hand_in
from summitry_web.operations.store.writer import Submission
from tests.web.made import AT, a_grant, a_planned_event, an_account, an_actor


def a_command_post():
    """Return the event with CP-1 open, and the organiser who opened it."""
    event, _, organiser = a_planned_event()
    open_post(organiser, event, "CP-1", at=AT)
    return event, organiser


def somebody(event, role=Role.COMMANDER, clearance=Marking.RED, **cells):
    """Return an account of that role in the event, and the actor that it is."""
    account = an_account()
    a_grant(account, event, role, clearance=clearance, **cells)
    return account, an_actor(account, event)


def all_entered(event):
    """Return every entry of CP-1's day, passing notes too, in order."""
    return [*day_of(event, "CP-1").backwards()][::-1]


def erase(entry_id):
    """Destroy the key of the entry's body, and write that it was done."""
    now = round(AT.timestamp() * 1_000)
    file = PostFile(folder_of("summit", "CP-1"))
    assert file.erase([file.entry(entry_id).body]) == 1
    file.close()
    draft = Draft(
        entry_id="e" * 32, kind=ERASED, author="S-1", device="site",
        observed_ms=now, entered_ms=now, about=(entry_id,),
    )  # fmt: skip
    hand_in("summit", "CP-1", (Submission(draft=draft),))
