"""Rows, grids and papers say what differs from the published baseline, to whom may read both."""

import pytest
from msgspec.structs import replace

from summitry.plan.change import Edit
from summitry.plan.plans import UnitPlan
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.plans.access import snapshot_of
from summitry_web.plans.actions.rows import save
from tests.web.baselines.people import LATER, changed, published
from tests.web.made import a_grant, a_planned_event, an_account, signed_in

pytestmark = pytest.mark.django_db
SAID = "differs from baseline 1"


def row(client, key="O-1") -> str:
    return client.get(f"/e/summit/rows/objectives/row/{key}/").content.decode()


def grid(client) -> dict:
    found = client.get("/e/summit/rows/objectives/cells/").json()
    return {"baseline": found["baseline"], **{r["key"]: r["differs"] for r in found["rows"]}}


def test_a_changed_row_says_so_once_a_baseline_is_published(client) -> None:
    event, organiser, actor = a_planned_event()
    signed_in(client, organiser)
    before = (SAID in row(client), grid(client)["baseline"])

    published(event, actor)
    same = (SAID in row(client), grid(client))
    changed(actor, event)

    assert before == (False, 0)
    assert same[0] is False
    assert set(same[1].values()) == {1, ""}
    assert SAID in row(client)
    assert grid(client)["O-1"] == "changed"


def test_who_could_not_read_the_former_row_is_told_nothing_of_it(client) -> None:
    event, _, actor = a_planned_event()
    changed(actor, event, marking=Marking.RED)
    published(event, actor)
    changed(actor, event, marking=Marking.GREEN)
    reader = an_account()
    a_grant(reader, event, Role.READER, clearance=Marking.AMBER)
    signed_in(client, reader)

    told = (SAID in row(client), grid(client)["O-1"])

    assert told == (False, "")


def test_a_plans_page_says_so_too(client) -> None:
    event, organiser, actor = a_planned_event()
    published(event, actor)
    plan = snapshot_of(event).rows(UnitPlan)["PL-1"]
    save(actor, event, [Edit("plans", "PL-1", replace(plan, version=2))], at=LATER)
    signed_in(client, organiser)

    page = client.get("/e/summit/register/plan/PL-1/").content.decode()

    assert SAID in page
    assert "from=1&amp;to=now&amp;table=plans" in page
