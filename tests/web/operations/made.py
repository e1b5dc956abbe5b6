"""An event with a command post open on this node."""

from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.operations.actions.enter import open_post
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
