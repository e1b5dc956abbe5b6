"""A proposal of an engine comes up as a file: shown beside the plan, then taken in row by row."""

from datetime import timedelta
from itertools import islice

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from msgspec.structs import replace

from summitry.package.patch import patch_bytes, patch_of
from summitry.plan.change import Edit
from summitry.plan.posts import Post
from summitry.plan.tables import TABLES
from summitry_web.accounts.roles import Role
from summitry_web.plans.actions import bringing_in
from summitry_web.plans.actions.rows import save
from summitry_web.plans.models import Brought, Proposal
from summitry_web.plans.store import snapshot_of
from tests.web.made import AT, a_grant, a_planned_event, an_account, signed_in

pytestmark = pytest.mark.django_db
BASE = "/e/summit/workbooks/"


@pytest.fixture
def place(client):
    event, organiser, actor = a_planned_event()
    signed_in(client, organiser)
    return client, event, actor


def edits(snapshot):
    """Return a row that is new, one that is changed, and a shift that goes."""
    post = snapshot.rows(Post)["P-gate1"]
    shift = next(snapshot.bulks["shifts"].rows())
    return [
        Edit("posts", "P-new", replace(post, post_id="P-new")),
        Edit("posts", "P-gate1", replace(post, name="Changed")),
        Edit("shifts", TABLES["shifts"].key_of(shift), None),
    ]


def brought(client, event, made, content=None):
    patch = patch_of(snapshot_of(event), made, key=bytes(event.key), made_by="roster")
    file = SimpleUploadedFile("roster.json", content or patch_bytes(patch))
    return client.post(BASE, {"file": file}, follow=True)


def test_a_proposal_is_shown_and_then_taken_in(place):
    client, event, _ = place
    made = edits(snapshot_of(event))

    page = brought(client, event, made)
    before = snapshot_of(event)
    client.post(page.redirect_chain[-1][0], {"reason": "From the roster"})

    after = snapshot_of(event)
    assert [each in page.content.decode() for each in (">new<", ">changed<", ">taken out<")] == (
        [True] * 3
    )
    assert [before.get(e.table, e.key) == e.row for e in made] == [False] * 3
    assert [after.get(e.table, e.key) for e in made] == [e.row for e in made]
    assert not Brought.objects.exists()


def rostered(snapshot):
    """Return what an engine proposes: a shift given to another, one new, one shorter, one gone."""
    table = TABLES["shifts"]
    first, second, third = islice(snapshot.bulks["shifts"].rows(), 3)
    other = next(
        row.person_id for row in snapshot.bulks["shifts"].rows() if row.unit_id == first.unit_id
        and row.person_id != first.person_id
    )  # fmt: skip
    rows = [
        replace(first, person_id=other),
        replace(first, slot=77, person_id=other),
        replace(second, end=second.end - timedelta(minutes=15)),
    ]
    gone = Edit("shifts", table.key_of(third), None)
    return [*(Edit("shifts", table.key_of(row), row) for row in rows), gone]


def test_a_roster_is_shown_shift_by_shift_and_then_taken_in(place):
    client, event, _ = place
    before = snapshot_of(event)
    made = rostered(before)

    page = brought(client, event, made)
    client.post(page.redirect_chain[-1][0], {"reason": "The roster of Friday"})

    after, told = snapshot_of(event), page.content.decode()
    assert [each in told for each in (">new<", ">changed<", ">taken out<")] == [True] * 3
    assert [after.get(e.table, e.key) for e in made] == [e.row for e in made]
    assert after.size("shifts") == before.size("shifts")
    assert not Brought.objects.exists()


def test_a_roster_with_more_shifts_than_one_saving_holds_is_taken_in_whole(place, monkeypatch):
    client, event, _ = place
    before = snapshot_of(event)
    first = next(before.bulks["shifts"].rows())
    rows = [replace(first, slot=slot) for slot in range(100, 107)]
    made = [Edit("shifts", TABLES["shifts"].key_of(row), row) for row in rows]
    monkeypatch.setattr(bringing_in, "EDITS_MAX", 3)

    page = brought(client, event, made)
    client.post(page.redirect_chain[-1][0], {})

    after = snapshot_of(event)
    assert [after.get(e.table, e.key) for e in made] == rows


def test_a_shift_that_was_given_to_somebody_since_clashes(place):
    client, event, actor = place
    made = rostered(snapshot_of(event))[:1]
    (edit,) = made
    third = next(
        row.person_id for row in snapshot_of(event).bulks["shifts"].rows()
        if row.unit_id == edit.row.unit_id and row.slot == edit.row.slot
        and row.person_id not in {edit.row.person_id, snapshot_of(event).get(
            "shifts", edit.key).person_id}
    )  # fmt: skip
    page = brought(client, event, made)
    save(actor, event, [Edit("shifts", edit.key, replace(edit.row, person_id=third))], at=AT)

    client.post(page.redirect_chain[-1][0], {})

    assert snapshot_of(event).get("shifts", edit.key).person_id == third


def test_what_somebody_changed_since_clashes_and_is_left_out(place):
    client, event, actor = place
    made = edits(snapshot_of(event))
    page = brought(client, event, made)
    post = snapshot_of(event).rows(Post)["P-gate1"]
    save(actor, event, [Edit("posts", "P-gate1", replace(post, name="Theirs"))], at=AT)

    client.post(page.redirect_chain[-1][0], {})

    after = snapshot_of(event)
    assert after.rows(Post)["P-gate1"].name == "Theirs"
    assert "P-new" in after.rows(Post)


def test_another_units_rows_become_a_proposal_to_it(client):
    event, _, _ = a_planned_event()
    account = an_account()
    a_grant(account, event, Role.UNIT_LEAD, unit="U-2")
    signed_in(client, account)
    owner = TABLES["posts"].owner
    post = next(e for e in snapshot_of(event).rows(Post).values() if getattr(e, owner) != "U-2")
    made = [Edit("posts", post.post_id, replace(post, name="Renamed"))]

    page = brought(client, event, made)
    client.post(page.redirect_chain[-1][0], {})

    assert snapshot_of(event).rows(Post)[post.post_id] == post
    assert Proposal.objects.get().edits.count() == 1


@pytest.mark.parametrize("content", [b"{", b"\x00" * 100, b'{"format": "summitry-patch"}'])
def test_a_file_that_is_no_patch_is_refused_and_nothing_is_kept(place, content):
    client, event, _ = place

    page = brought(client, event, [], content)

    assert page.status_code == 400
    assert "no patch that can be read" in page.content.decode()
    assert not Brought.objects.exists()
