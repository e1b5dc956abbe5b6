"""Who answers for a row that is proposed: who answers for most like it, else the field's lead."""

from summitry.plan.governance import FieldLead
from summitry.plan.movements import Movement
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Field
from summitry.policy.owners import usual_owner

LEAD = FieldLead(field=Field.RECEPTION_AND_ESCORT, unit_id="ESCORT")


def movement(key, owner):
    return Movement(movement_id=key, title=key, owner_unit_id=owner)


def test_who_owns_most_owns_the_next_and_of_two_alike_the_first_by_name():
    rows = [LEAD, movement("1", "GUARD"), movement("2", "POLICE"), movement("3", None)]

    assert usual_owner(Snapshot.of(rows), "movements") == "GUARD"
    assert usual_owner(Snapshot.of([*rows, movement("4", "POLICE")]), "movements") == "POLICE"


def test_where_nobody_owns_any_the_lead_of_the_field_does():
    assert usual_owner(Snapshot.of([LEAD, movement("1", None)]), "movements") == "ESCORT"


def test_where_the_plan_does_not_tell_nobody_does():
    other = FieldLead(field=Field.TRAFFIC, unit_id="TRAFFIC")

    assert usual_owner(Snapshot.of([other]), "movements") is None
