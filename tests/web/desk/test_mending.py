"""Assigning, commenting, accepting with a second person, withdrawing."""

import pytest

from summitry_web.accounts.roles import Role
from summitry_web.desk.models import Acceptance, Assignment, Comment
from summitry_web.journal.models import Entry
from summitry_web.plans.checking import Checker
from summitry_web.plans.models import FoundFinding, SideRow
from tests.plans.small_moments import NOW
from tests.web.desk.findings import a_checked_event, a_planner
from tests.web.made import signed_in
from tests.web.plans.checked import StoppedClock

pytestmark = pytest.mark.django_db
UNTIL = "2099-01-01"


def one(code="C-22", key="OPEN-PL") -> FoundFinding:
    return FoundFinding.objects.get(code=code, key=key)


def address(name="", found=None) -> str:
    return f"/e/summit/findings/{(found or one()).identity}/{name}"


def check(event) -> None:
    Checker(StoppedClock(NOW)).bring_up(event.pk)


def test_a_finding_is_given_to_a_unit_and_the_latest_holds(client) -> None:
    event, _ = a_checked_event()
    signed_in(client, a_planner(event, "U-1"))

    client.post(address("assign/"), {"unit": "U-1", "due": "2025-10-20"})
    answer = client.post(address("assign/"), {"person": "N-one"})

    assert answer.status_code == 302
    kept = Assignment.objects.order_by("pk").values_list("unit_id", "person_id", "is_latest")
    assert list(kept) == [("U-1", "", False), ("", "N-one", True)]
    assert "N-one" in client.get(address()).content.decode()


def test_a_unit_that_there_is_not_is_refused(client) -> None:
    event, _ = a_checked_event()
    signed_in(client, a_planner(event, "U-1"))

    answer = client.post(address("assign/"), {"unit": "U-404"})

    assert answer.status_code == 400
    assert "no unit" in answer.content.decode()


def test_comments_are_added_once_and_survive_a_new_check(client) -> None:
    event, _ = a_checked_event()
    signed_in(client, a_planner(event, "U-1"))

    for _ in range(2):
        client.post(address("comment/"), {"text": "We are on it <b>"})
    empty = client.post(address("comment/"), {"text": " "})
    check(event)

    assert Comment.objects.count() == 1
    assert empty.status_code == 400
    assert "We are on it &lt;b&gt;" in client.get(address()).content.decode()
    assert Entry.objects.filter(kind="finding.commented").count() == 1


def test_what_is_not_ones_own_cannot_be_touched(client) -> None:
    event, _ = a_checked_event()
    signed_in(client, a_planner(event, "U-2"))

    posts = (("assign/", {"unit": "U-2"}), ("comment/", {"text": "x"}), ("accept/", {}))
    answers = {client.post(address(name), cells).status_code for name, cells in posts}

    assert answers == {404}
    assert not Comment.objects.exists()


def leads(event):
    first = a_planner(event, "U-1", role=Role.UNIT_LEAD, person_id="N-one")
    second = a_planner(event, "U-1", role=Role.UNIT_LEAD, person_id="N-two")
    return first, second


def test_a_grave_risk_waits_for_a_second_account_then_counts_no_more(client) -> None:
    event, _ = a_checked_event()
    first, second = leads(event)
    signed_in(client, first)
    client.post(address("accept/"), {"reason": "Built anew next week", "expires": UNTIL})
    alone = client.post(address("agree/"))
    waiting = client.get(address()).content.decode()

    signed_in(client, second)
    desk = client.get("/e/summit/desk/").content.decode()
    agreed = client.post(address("agree/"))
    check(event)

    assert alone.status_code == 400
    assert "waits for a second person" in waiting
    assert "Agree that the risk of finding C-22 is accepted" in desk
    assert agreed.status_code == 302
    assert one().is_ruled
    assert SideRow.objects.filter(table="rulings").count() == 1
    listed = client.get("/e/summit/findings/").content.decode()
    assert one().identity not in listed
    assert one().identity in client.get("/e/summit/findings/?state=accepted").content.decode()


def test_an_acceptance_is_withdrawn_and_the_finding_counts_again(client) -> None:
    event, _ = a_checked_event()
    first, second = leads(event)
    signed_in(client, first)
    client.post(address("accept/"), {"reason": "Known", "expires": UNTIL})
    signed_in(client, second)
    client.post(address("agree/"))
    check(event)
    ruling = SideRow.objects.get(table="rulings").key

    client.post(address("withdraw/"), {"ruling": ruling, "reason": "No longer"})
    check(event)

    assert not one().is_ruled
    assert SideRow.objects.filter(table="rulings").count() == 1


def test_an_acceptance_shows_on_the_page_that_follows_it(client) -> None:
    event, _ = a_checked_event()
    first, second = leads(event)
    signed_in(client, first)
    client.post(address("accept/"), {"reason": "Known", "expires": UNTIL})
    signed_in(client, second)

    shown = client.post(address("agree/"), follow=True).content.decode()

    assert one().is_ruled
    assert address("accept/") not in shown
    assert address("withdraw/") in shown


def test_a_risk_that_would_have_no_effect_is_refused_at_once(client) -> None:
    event, _ = a_checked_event()
    signed_in(client, a_planner(event, "U-1", role=Role.UNIT_LEAD, person_id="N-404"))

    stranger = client.post(address("accept/"), {"reason": "Known", "expires": UNTIL})
    planner = a_planner(event, "U-1")
    signed_in(client, planner)
    not_granted = client.post(address("accept/"), {"reason": "Known", "expires": UNTIL})

    assert stranger.status_code == 400
    assert not_granted.status_code == 404
    assert not Acceptance.objects.exists()
