"""An event in the middle of its preparation: something of everything waits for somebody."""

from datetime import timedelta

from msgspec.structs import replace

from summitry.package.package import Package
from summitry.plan.attestation import Attestations
from summitry.plan.change import Edit
from summitry.plan.mandate import Objective
from summitry_web.accounts.actions import glass, grants, invitations
from summitry_web.accounts.pages import CLOCK
from summitry_web.accounts.roles import Role
from summitry_web.accounts.terms import Wish
from summitry_web.baselines.actions import freezing
from summitry_web.baselines.actions.exercises import Wish as Drill
from summitry_web.intake import actions as intake
from summitry_web.intake.terms import Act, Ground, PlaceKind
from summitry_web.people import asking
from summitry_web.plans.access import snapshot_of
from summitry_web.plans.actions.proposals import propose
from summitry_web.plans.checking import bring_up
from tests.plans.small_words import people
from tests.web.api.asking import a_token
from tests.web.baselines.people import copied
from tests.web.made import a_grant, a_planned_event, an_account, an_actor, signed_in
from tests.web.tasks.planned import package

EVENT = "summit"
ROLES = (
    (Role.UNIT_LEAD, "U-1"), (Role.PLANNER, "U-2"), (Role.APPROVER, ""), (Role.AUTHORITY, ""),
    (Role.TRIAGE, ""), (Role.REPORTER, "U-1"), (Role.AUDITOR, ""),
)  # fmt: skip


def with_every_role(account, event, person):
    """Grant the account every role but the organiser's."""
    for role, unit in ROLES:
        a_grant(account, event, role, unit, person_id=person)


def a_busy_event():
    """Return the event and the account that may do everything in it; all of it is synthetic."""
    given = replace_words(package())
    event, first, _ = a_planned_event(EVENT, package=given)
    first.may_create_events = True
    first.save()
    first.grants.update(person_id="N-U-1")
    with_every_role(first, event, "N-U-1")
    second, third = an_account("Synthetic Two"), an_account("Synthetic Three")
    a_grant(second, event, Role.ORGANISER, person_id="N-U-2")
    with_every_role(second, event, "N-U-2")
    lent = a_grant(third, event, Role.READER, person_id="N-U-3")
    bring_up(event.pk)
    event.refresh_from_db()
    _fill(event, first, second, third)
    assert lent.pk
    event.refresh_from_db()
    return event, first


def replace_words(given):
    """Return the package without a word said of it, and with identities."""
    return Package(snapshot=given.snapshot, attestations=Attestations(), people=people())


def _fill(event, first, second, third) -> None:
    at = CLOCK.now()
    mine = an_actor(first, event, at=at)
    other = an_actor(second, event, at=at, device="device-2")
    own = first.grants.get(role=Role.PLANNER.value)
    span = (at, at + timedelta(days=1))
    grants.lend(mine, event, own.pk, to=third.pk, span=span, at=at)
    wish = Wish(email="waiting@example.org", role=Role.READER)
    invitations.invite(other, event, [wish], at=at)
    asking.ask_for_bulk(other, event, at=at)
    glass.break_glass(
        other, event, {}, reason="danger-to-life", words="Synthetic fire at gate 3", at=at
    )
    freezing.freeze(other, event, name="First reading", reason="To be approved", at=at)
    row = snapshot_of(event).rows(Objective)["O-1"]
    edit = Edit("objectives", "O-1", replace(row, name="Proposed"))
    propose(other, event, [(edit, row)], at=at)
    for actor, client_id in ((mine, "phone-0001"), (other, "phone-0002")):
        said = intake.Said(
            client_id=client_id, act=Act.OBJECT, words="A red box", place_kind=PlaceKind.WORDS,
            place="North door", happened_at=at,
            named=intake.Named(name="Synthetic", ground=Ground.LIFE),
        )  # fmt: skip
        intake.send(actor, event, said, at=at)
    intake.take(mine, event, 2, at=at)
    intake.take(mine, event, 1, at=at)
    intake.ask(mine, event, 1, "Which door?", at=at)
    drill = Drill(slug="drill", name="Drill", opens=event.opens + timedelta(days=7))
    copied(mine, event, drill, at=at)
    a_token(first, event)


def everybody_in(client):
    """Return the busy event, and the client with its account signed in."""
    event, first = a_busy_event()
    return event, first, signed_in(client, first)
