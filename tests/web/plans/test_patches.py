"""A proposal of an engine comes up as a file: shown beside the plan, then taken in row by row."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from msgspec.structs import replace

from summitry.package.patch import patch_bytes, patch_of
from summitry.plan.change import Edit
from summitry.plan.posts import Post
from summitry.plan.tables import TABLES
from summitry_web.accounts.roles import Role
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
