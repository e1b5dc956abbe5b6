"""A checked event with two units, one of which has rows that the other may not know of."""

from datetime import timedelta

from summitry.package.package import Package
from summitry.plan.organisation import Person
from summitry.plan.places import Site
from summitry.plan.plans import Task, UnitPlan
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Field, Marking, Power
from summitry_web.accounts.roles import Role
from summitry_web.plans.checking import Checker
from tests.plans.small import small
from tests.plans.small_moments import NOW
from tests.web.made import a_grant, a_planned_event, an_account
from tests.web.plans.checked import StoppedClock

TOKEN = "CANARY-7F3A"  # noqa: S105  # a word to look for, not a secret
"""Stands in rows of unit U-2 alone, all above TLP:AMBER."""


def with_canaries():
    """Return the small plan, with gaps of U-2 that nobody else is to know of."""
    snapshot, attestations = small()
    rows = [row for table in snapshot.tables.values() for row in table.values()]
    rows += [row for bulk in snapshot.bulks.values() for row in bulk.rows()]
    rows += [
        Person(person_id="N-two", unit_id="U-2", powers=(Power.ACCEPT_HIGH_RISK,)),
        Person(person_id="N-one", unit_id="U-1", powers=(Power.ACCEPT_HIGH_RISK,)),
    ]
    for number, marking in enumerate((Marking.AMBER_STRICT, Marking.RED)):
        rows += [
            UnitPlan(
                plan_id=f"{TOKEN}-PL{number}", title=f"{TOKEN} title", field=Field.FIRE,
                unit_id="U-2", parent_plan_id=f"{TOKEN}-NOWHERE", marking=marking,
            ),
            Task(
                task_id=f"{TOKEN}-T{number}", title=f"{TOKEN} task", plan_id=f"{TOKEN}-GONE",
                lead_unit_ids=("U-2",), due=NOW + timedelta(days=2), marking=marking,
            ),
            Site(site_id=f"{TOKEN}-S{number}", name=f"{TOKEN} site", owner_unit_id="U-2",
                 marking=marking),
        ]  # fmt: skip
    rows += [
        UnitPlan(plan_id="OPEN-PL", title="Open", field=Field.FIRE, unit_id="U-1",
                 parent_plan_id="OPEN-NOWHERE", marking=Marking.GREEN),
        UnitPlan(plan_id="AMBER-PL", title="Amber", field=Field.FIRE, unit_id="U-1",
                 parent_plan_id="AMBER-NOWHERE", marking=Marking.AMBER),
    ]  # fmt: skip
    return Package(snapshot=Snapshot.of(rows), attestations=attestations)


def a_checked_event():
    """Return the event, checked, and its organiser."""
    event, organiser, _ = a_planned_event(package=with_canaries())
    Checker(StoppedClock(NOW)).bring_up(event.pk)
    return event, organiser


def a_planner(event, unit, *, clearance=Marking.RED, role=Role.PLANNER, person_id=None):
    """Return somebody of the unit."""
    account = an_account(f"Synthetic of {unit}")
    a_grant(account, event, role=role, unit=unit, clearance=clearance, person_id=person_id)
    return account
