"""An event with its organiser and two who approve."""

from datetime import timedelta

from msgspec.structs import replace

from summitry.plan.change import Edit
from summitry.plan.mandate import Objective
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.baselines.actions import approving, copying, freezing
from summitry_web.baselines.models import ExerciseCopy
from summitry_web.plans.access import snapshot_of
from summitry_web.plans.actions.rows import save
from tests.web.made import AT, a_grant, a_planned_event, an_account, an_actor

LATER = AT + timedelta(minutes=2)


def an_approver(event, name="Synthetic Approver", device="device-2", clearance=Marking.RED):
    account = an_account(name)
    a_grant(account, event, Role.APPROVER, clearance=clearance)
    return account, an_actor(account, event, device=device)


def changed(actor, event, name="Another name", marking=None):
    """Change an objective of the plan."""
    event.refresh_from_db()
    row = snapshot_of(event).rows(Objective)["O-1"]
    edit = Edit("objectives", "O-1", replace(row, name=name, marking=marking))
    save(actor, event, [edit], at=AT)
    event.refresh_from_db()


def frozen(actor, event, name="First reading"):
    event.refresh_from_db()
    return freezing.freeze(actor, event, name=name, reason="To be approved", at=AT)


def approved(actor, event, number, *, at=LATER, against=0):
    approving.see(actor, event, number, against=against, at=at)
    root = event.baselines.get(number=number).root
    return approving.approve(actor, event, number, digits=root[:8], at=at)


def published(event, organiser, *, number=1, against=0):
    """Freeze, have two approve, and publish."""
    frozen(organiser, event, f"Reading {number}")
    for device in ("device-2", "device-3"):
        _, actor = an_approver(event, device=device)
        approved(actor, event, number, against=against)
    approving.publish(organiser, event, number, at=LATER)


def a_ready_event(slug="summit"):
    return a_planned_event(slug)


def copied(actor, event, wish, *, at=AT):
    """Ask for the exercise, have it made, and return its event."""
    pk = copying.ask_for_copy(actor, event, wish, at=at)
    copying.make_copy.call(pk)
    return ExerciseCopy.objects.get(pk=pk).made
