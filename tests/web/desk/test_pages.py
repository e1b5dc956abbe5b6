"""The desk's pages: what waits for a reader, what a save changed, what the grid is told."""

import json

import pytest

from summitry.kit.errors import SummitryError
from summitry.plan.attestation import AttestationKind
from summitry.plan.change import Edit
from summitry.plan.organisation import Unit
from summitry_web.accounts.roles import Role
from summitry_web.desk.access.lists import Wish, wish_of
from summitry_web.plans.actions.words import attest
from summitry_web.plans.checking import Checker
from summitry_web.plans.models import FoundFinding
from tests.plans.small_moments import NOW
from tests.web.desk.findings import a_checked_event, a_planner
from tests.web.made import an_actor, signed_in
from tests.web.plans.checked import StoppedClock, save

pytestmark = pytest.mark.django_db


def test_a_newcomer_sees_days_verdict_and_every_field(client) -> None:
    _, organiser = a_checked_event()
    signed_in(client, organiser)

    shown = client.get("/e/summit/").content.decode()

    assert shown.count('<tr>\n<th scope="row">') == 16
    assert "countdown-days" in shown
    assert "What the plan does not know" in shown
    assert " style=" not in shown


@pytest.mark.parametrize("language", ["ar", "zh"])
def test_pages_stand_in_other_languages(client, language) -> None:
    _, organiser = a_checked_event()
    organiser.language = language
    organiser.save()
    signed_in(client, organiser)
    identity = FoundFinding.objects.order_by("place")[0].identity

    addresses = ("", "desk/", "print/", "findings/", f"findings/{identity}/", "findings/since/0/")

    assert {client.get(f"/e/summit/{each}").status_code for each in addresses} == {200}


def test_my_desk_holds_my_tasks_and_not_those_of_others(client) -> None:
    event, _ = a_checked_event()
    signed_in(client, a_planner(event, "U-1"))
    of_one = client.get("/e/summit/desk/").content.decode()
    signed_in(client, a_planner(event, "U-2"))
    of_two = client.get("/e/summit/desk/").content.decode()

    assert "Close the ring" in of_one
    assert "Your unit leads." in of_one
    assert "Your unit helps." in of_two
    assert ("CANARY-7F3A task" in of_one, "CANARY-7F3A task" in of_two) == (False, True)


def test_a_plan_that_is_issued_waits_until_somebody_of_the_unit_has_read_it(client) -> None:
    event, organiser = a_checked_event()
    actor = an_actor(organiser, event)
    attest(actor, event, table="plans", key="PL-1", kind=AttestationKind.ISSUED, at=NOW)
    planner = a_planner(event, "U-2", person_id="N-two")
    signed_in(client, planner)
    wanted = "Read and acknowledge the plan “Master plan”."
    before = client.get("/e/summit/desk/").content.decode()

    of_two = an_actor(planner, event)
    attest(of_two, event, table="plans", key="PL-1", kind=AttestationKind.ACKNOWLEDGED, at=NOW)
    after = client.get("/e/summit/desk/").content.decode()

    assert (wanted in before, wanted in after) == (True, False)


def test_a_plan_that_was_submitted_waits_for_who_may_approve(client) -> None:
    event, organiser = a_checked_event()
    actor = an_actor(organiser, event)
    attest(actor, event, table="plans", key="OPEN-PL", kind=AttestationKind.SUBMITTED, at=NOW)
    wanted = "Approve the plan “Open”, or return it."

    signed_in(client, a_planner(event, "U-1", role=Role.APPROVER))
    of_approver = client.get("/e/summit/desk/").content.decode()
    signed_in(client, a_planner(event, "U-1"))
    of_planner = client.get("/e/summit/desk/").content.decode()

    assert (wanted in of_approver, wanted in of_planner) == (True, False)


def test_what_a_save_opened_is_told_to_the_grid(client) -> None:
    event, organiser = a_checked_event()
    signed_in(client, organiser)
    save(event, [Edit("units", "U-9", Unit(unit_id="U-9", name="U-9", commander_id="N-404"))])
    Checker(StoppedClock(NOW)).bring_up(event.pk)

    told = json.loads(
        client.get("/e/summit/findings/since/1/", HTTP_ACCEPT="application/json").content
    )

    assert told["checked"] == 2
    assert {(each["table"], each["key"]) for each in told["opened"]} == {("units", "U-9")}
    assert told["closed"] == []


def test_a_filter_that_there_is_not_is_refused() -> None:
    assert wish_of({}) == Wish()
    with pytest.raises(SummitryError, match=r"filter\.unknown"):
        wish_of({"severity": "huge"})


def test_search_finds_code_key_unit_and_title(client) -> None:
    _, organiser = a_checked_event()
    signed_in(client, organiser)

    found = {
        query: "OPEN-PL" in client.get(f"/e/summit/findings/?q={query}").content.decode()
        for query in ("c-22", "open-pl", "u-1", "nowhere-at-all")
    }

    assert found == {"c-22": True, "open-pl": True, "u-1": True, "nowhere-at-all": False}
