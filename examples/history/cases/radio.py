"""What every such plan has and no review here goes into: plans of units, one net, radios."""

from collections.abc import Sequence

from cases.frame import HOUR, word
from summitry.plan.attestation import Attestation, AttestationKind
from summitry.plan.command import Net
from summitry.plan.communications import Channel, Radio
from summitry.plan.organisation import Person
from summitry.plan.plans import UnitPlan
from summitry.plan.posts import Post
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import Field, Power

NET = "NET"


def radio_plan(lead: str, other: str, posts: Sequence[Post]) -> list[Row]:
    """Return a plan of each of two units, a net of the lead's, and a radio for each post."""
    return [
        Net(net_id=NET, name="Joint net", owner_unit_id=lead),
        Channel(plan_id=lead, channel="1", net_id=NET),
        *(
            UnitPlan(plan_id=unit, title=f"Plan of {unit.lower()}", field=field, unit_id=unit)
            for unit, field in {lead: Field.COMMAND, other: Field.LIAISON}.items()
        ),
        *(
            Person(person_id=planner(unit), unit_id=unit, powers=(Power.APPROVE_PLAN,))
            for unit in (lead, other)
        ),
        *(
            Radio(radio_id=row.post_id, net_id=NET, post_id=row.post_id, unit_id=row.owner_unit_id)
            for row in posts
        ),
    ]


def planner(unit: str) -> str:
    """Return who approves plans for the unit."""
    return f"planner-{unit.lower()}"


def radio_words(snapshot: Snapshot) -> list[Attestation]:
    """Return that each unit has approved the other's plan, and that every radio was checked."""
    said = snapshot.event.opens - 6 * HOUR
    one, other = (row.plan_id for row in snapshot.rows(UnitPlan).values())
    approved = {one: planner(other), other: planner(one)}
    return [
        *(
            word(snapshot, ("plans", plan), AttestationKind.APPROVED, by, said)
            for plan, by in approved.items()
        ),
        *(
            word(snapshot, ("radios", key), AttestationKind.VERIFIED, planner(one), said)
            for key in snapshot.rows(Radio)
        ),
    ]
