"""What differs, for whoever may read it: nothing else is shown, counted or exported."""

import json

import msgspec
import pytest

from summitry.decide.proof import Proof, root_of
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.baselines.models import Baseline, Content
from tests.web.baselines.people import an_approver, changed, frozen
from tests.web.made import a_grant, a_planned_event, an_account, signed_in

pytestmark = pytest.mark.django_db

CANARY = "CANARY-7f3a"
COMPARE = "/e/summit/baselines/compare/?from=1&to=2"


@pytest.fixture
def two():
    """Return an event with two baselines: in the second, one objective is secret and changed."""
    event, organiser, actor = a_planned_event()
    changed(actor, event, "Plain name", Marking.GREEN)
    frozen(actor, event)
    changed(actor, event, CANARY, Marking.RED)
    frozen(actor, event)
    return event, organiser, actor


def reader_of(event, clearance=Marking.GREEN, role=Role.READER, unit=""):
    account = an_account()
    a_grant(account, event, role, unit, clearance)
    return account


def test_cleared_reader_sees_the_field_before_and_after(two, client):
    signed_in(client, two[1])

    page = client.get(COMPARE).content.decode()

    assert "1 row that you may read differs." in page
    assert "Plain name" in page
    assert CANARY in page


def test_row_that_is_new_is_shown_with_all_that_stands_in_it(two, client):
    signed_in(client, two[1])

    new = client.get("/e/summit/baselines/compare/?from=0&to=2&table=objectives").content.decode()
    hidden = reader_of(two[0])
    signed_in(client, hidden)
    less = client.get("/e/summit/baselines/compare/?from=0&to=2").content.decode()

    assert f"Name: {CANARY}" in new
    assert CANARY not in less


def test_approver_who_looks_at_one_table_finds_the_way_back_to_the_baseline(two, client):
    account, _ = an_approver(two[0])
    signed_in(client, account, device="device-2")
    way = "/e/summit/baselines/2/"
    of_table = "/e/summit/baselines/compare/?from=0&to=2&table=units"

    unseen = client.get(of_table).content.decode()
    client.get("/e/summit/baselines/compare/?from=0&to=2")
    seen = client.get(of_table).content.decode()

    assert (way in unseen, way in seen) == (False, True)


@pytest.mark.parametrize("extra", ["", "&format=csv", "&t-format=csv", "&q=CANARY", "&sort=-key"])
def test_nothing_of_a_hidden_row_is_shown_counted_or_exported(two, client, extra):
    account = reader_of(two[0], role=Role.PLANNER)
    signed_in(client, account)

    answer = client.get(COMPARE + extra)

    body = answer.content.decode().replace("&amp;q=CANARY", "").replace('value="CANARY"', "")
    assert answer.status_code == 200
    assert CANARY not in body
    assert "Plain name" not in body
    if not extra:
        assert "0 rows that you may read differ." in body
        assert "not yours to read" not in body
    missing = client.get(f"{COMPARE}&table=objectives")
    assert missing.status_code == 404


def test_distance_counts_only_what_may_be_read(two, client):
    signed_in(client, reader_of(two[0]))

    page = client.get("/e/summit/baselines/compare/?from=1&to=now").content.decode()

    assert "0 rows that you may read differ." in page


def test_who_signs_learns_that_there_is_more_and_gets_a_proof_without_it(two, client):
    account, _ = an_approver(two[0], clearance=Marking.GREEN)
    signed_in(client, account)

    page = client.get(COMPARE).content.decode()
    proof = client.get("/e/summit/baselines/2/proof/").content

    told = json.loads(proof)
    made = msgspec.convert({"root": told["root"], "tables": told["tables"]}, Proof)
    assert "not yours to read" in page
    assert CANARY not in page
    assert CANARY.encode().hex().encode() not in proof
    assert root_of(made) == Baseline.objects.get(number=2).root


def test_verify_reads_the_bytes_and_finds_a_changed_one(two, client):
    signed_in(client, two[1])
    good = client.get("/e/summit/baselines/1/verify/").content.decode()
    other = Content.objects.get(baseline__number=2).package
    Content.objects.filter(baseline__number=1).update(package=other)

    bad = client.get("/e/summit/baselines/1/verify/").content.decode()

    assert "this is what was frozen" in good
    assert "Do not rely on this baseline" in bad


@pytest.mark.parametrize("side", ["9", "x", "-1", "99999999"])
def test_sides_that_are_not_there_are_refused(two, client, side):
    signed_in(client, two[1])

    answer = client.get(f"/e/summit/baselines/compare/?from={side}&to=now")

    assert answer.status_code in {400, 404}


def test_findings_that_opened_and_closed_are_told(client):
    event, organiser, actor = a_planned_event()
    frozen(actor, event)
    signed_in(client, organiser)

    page = client.get("/e/summit/baselines/compare/?from=0&to=1&o-format=csv")

    assert page.status_code == 200
    assert page["Content-Type"].startswith("text/csv")
