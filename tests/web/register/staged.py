"""The small plan with accounts that speak for its persons; all of it is synthetic."""

from datetime import timedelta

from msgspec.structs import replace

from summitry.package.package import Package
from summitry.plan.attestation import Attestations
from summitry.plan.change import Edit
from summitry.plan.governance import Body, BodyMember, Deputy, Mandate
from summitry.plan.plans import UnitPlan
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import table_of
from summitry.plan.terms import Marking
from summitry_web.accounts.models import Account
from summitry_web.accounts.roles import Role
from summitry_web.events.models import Event
from summitry_web.plans.actions.rows import save
from summitry_web.register.access.subjects import subject_for
from summitry_web.register.actions.deciding import Wish
from tests.plans.small import small
from tests.web.made import AT, a_grant, a_planned_event, an_account, an_actor

LATER = AT + timedelta(minutes=1)
LATEST = AT + timedelta(minutes=2)
CANARY = "CANARY-7f3a"


def bare_package():
    """Return the small plan without a word said of it."""
    snapshot, _ = small()
    return Package(snapshot=snapshot, attestations=Attestations())


def canary_rows():
    """Return rows that only TLP:RED reads, each bearing the canary."""
    red = Marking.RED
    return (
        UnitPlan(plan_id=f"PL-{CANARY}", title=CANARY, field="medical", unit_id="U-2", marking=red),
        Mandate(mandate_id=f"MA-{CANARY}", title=CANARY, marking=red),
        Body(body_id=f"BO-{CANARY}", name=CANARY, kind="working-group", marking=red),
        BodyMember(body_id="BO-2", person_id=f"N-{CANARY}", marking=red),
        Deputy(person_id="N-U-1", deputy_id=f"N-{CANARY}-2", marking=red),
    )


class Staged:
    """An event with one account for each part that is played."""

    def __init__(self, rows=()):
        snapshot, _ = small()
        plan = bare_package()
        if rows:
            every = [row for table in snapshot.tables.values() for row in table.values()]
            plan = Package(snapshot=Snapshot.of([*every, *rows], snapshot.bulks))
        event, self.account, self.organiser = a_planned_event(package=plan)
        self.event_pk = event.pk
        self.planner = self.part(Role.ORGANISER, "N-U-1")
        self.reviewer = self.part(Role.UNIT_LEAD, "N-U-2", unit="U-1")
        self.approver = self.part(Role.APPROVER, "N-U-2")
        self.authority = self.part(Role.AUTHORITY, "N-U-1")
        self.stranger = self.part(Role.AUTHORITY, "N-U-3")
        self.reader = self.part(Role.READER, "N-U-3", clearance=Marking.AMBER)

    @property
    def event(self):
        """The event as a request would find it now."""
        return Event.objects.get(pk=self.event_pk)

    def part(self, role, person, **cells):
        """Return somebody of the role who speaks as the person of the plan."""
        account = an_account()
        a_grant(account, self.event, role, person_id=person, **cells)
        return an_actor(account, self.event)

    def subject(self, table, key, *, actor=None, at=AT):
        """Return the row as it stands with its words."""
        return subject_for(actor or self.planner, self.event, table, key, at=at)

    def wish(self, table, key, *, reason="", at=AT):
        """Return a wish on the row as it stands."""
        seen = self.subject(table, key, at=at).hash
        return Wish(table=table, key=key, seen=seen, reason=reason)

    def change(self, table, key, *, at=AT, **cells):
        """Change cells of the row."""
        row = replace(self.subject(table, key, at=at).row, **cells)
        save(self.organiser, self.event, [Edit(table, table_of(row).key_of(row), row)], at=at)
        self.event.refresh_from_db()

    def planner_of(self, person):
        """Return another planner, who speaks as that person."""
        return self.part(Role.ORGANISER, person)

    def account_of(self, actor):
        """Return the account that the actor is."""
        return Account.objects.get(pk=actor.account_id)
