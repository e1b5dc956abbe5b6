"""A day of the small plan on a node that is its command post."""

from datetime import timedelta

from summitry.operations.bodies import Absence, Body
from summitry.package.package import Package
from summitry.plan.change import Edit, apply
from summitry.plan.organisation import Person, PersonQualification
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.events.clock import look_at
from summitry_web.operations.actions.enter import Written, enter, open_post
from tests.plans.small import small
from tests.plans.small_moments import at
from tests.web.made import AT, a_planned_event, an_actor
from tests.web.operations.made import somebody

FREE = "N-free"
GONE = "N-005"
OPENING = at(0)


def a_day():
    """Return the event at its opening, with somebody free who can search, and its commander."""
    snapshot, attestations = small()
    edits = (
        Edit("persons", FREE, Person(person_id=FREE, unit_id="U-1")),
        Edit(
            "person_qualifications", f"{FREE}|search",
            PersonQualification(person_id=FREE, qualification_id="search"),
        ),
    )  # fmt: skip
    package = Package(snapshot=apply(snapshot, edits), attestations=attestations)
    event, _, organiser = a_planned_event(package=package)
    look_at(event, OPENING)
    event.save()
    open_post(organiser, event, "CP-1", at=AT)
    account, _ = somebody(event, Role.COMMANDER, person_id="N-U-1")
    return event, account


def said(event, account, body: Body, **cells):
    """Return the entry that the account has written."""
    return enter(an_actor(account, event), event, Written(body=body, **cells), at=AT)


def an_absence(event, account, **cells):
    """Return the entry that somebody is not at their post for three hours."""
    body = Absence(person_id=GONE, start=OPENING, end=OPENING + timedelta(hours=3))
    return said(event, account, body, **cells)


def a_reader(event, clearance=Marking.AMBER, **cells):
    """Return somebody who reads the whole event up to the marking."""
    return somebody(event, Role.READER, clearance=clearance, **cells)[0]
