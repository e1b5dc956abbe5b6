"""An event with tasks of two units, one of which has rows that the other may not know of."""

from datetime import timedelta

from summitry.package.package import Package
from summitry.plan.organisation import Person
from summitry.plan.plans import Task, TaskPart, UnitPlan
from summitry.plan.risks import Contingency, ContingencyCard
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from tests.plans.small import small
from tests.plans.small_moments import NOW
from tests.web.made import a_grant, a_planned_event, an_account

TOKEN = "CANARY-91B2"  # noqa: S105  # no password: it is searched for in pages
"""Stands in rows of unit U-2 alone, all above TLP:AMBER."""
LATE = "T-late"


def a_task(key, **cells):
    """Return a task that U-1 leads and U-2 helps with."""
    return Task(
        task_id=key,
        **{
            "title": f"Synthetic {key}", "plan_id": "PL-1", "lead_unit_ids": ("U-1",),
            "cooperating_unit_ids": ("U-2",), "marking": Marking.GREEN, **cells,
        },
    )  # fmt: skip


def package():
    """Return the small plan with more tasks, and canaries of U-2."""
    snapshot, attestations = small()
    rows = [row for table in snapshot.tables.values() for row in table.values()]
    rows += [row for bulk in snapshot.bulks.values() for row in bulk.rows()]
    rows += [
        Person(person_id="N-one", unit_id="U-1"),
        Person(person_id="N-two", unit_id="U-2"),
        a_task(LATE, due=NOW - timedelta(days=3), duration_days=1),
        a_task("T-next", due=NOW + timedelta(days=3), depends_on=(f"{TOKEN}-T", LATE)),
        TaskPart(
            task_id=LATE, unit_id="U-2", part="Synthetic part", marking=Marking.GREEN,
            due=NOW - timedelta(days=4),
        ),
        UnitPlan(
            plan_id=f"{TOKEN}-PL", title=f"{TOKEN} plan", field="fire", unit_id="U-2",
            marking=Marking.RED,
        ),
        a_task(
            f"{TOKEN}-T", title=f"{TOKEN} task", lead_unit_ids=("U-2",), cooperating_unit_ids=(),
            due=NOW - timedelta(days=9), marking=Marking.RED, plan_id=f"{TOKEN}-PL",
        ),
        Contingency(
            contingency_id="CO-open", title="Synthetic storm", owner_unit_ids=("U-1",),
            agency_unit_ids=("U-1", "U-2"), marking=Marking.GREEN,
        ),
        ContingencyCard(contingency_id="CO-open", unit_id="U-2", marking=Marking.GREEN),
        Contingency(
            contingency_id=f"{TOKEN}-CO", title=f"{TOKEN} storm", owner_unit_ids=("U-2",),
            marking=Marking.RED,
        ),
        TaskPart(
            task_id=LATE, unit_id="U-3", part=f"{TOKEN} part", marking=Marking.RED,
        ),
    ]  # fmt: skip
    return Package(snapshot=Snapshot.of(rows), attestations=attestations)


def a_tasked_event():
    """Return the event, its organiser, and the organiser as an actor."""
    return a_planned_event(package=package())


def of_unit(event, unit, person, *, role=Role.PLANNER, clearance=Marking.RED):
    """Return somebody who speaks for the unit."""
    account = an_account(f"Synthetic of {unit}")
    a_grant(account, event, role, unit, clearance, person_id=person)
    return account
