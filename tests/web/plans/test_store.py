import pytest
from msgspec.structs import replace

from summitry.kit.ids import UnitId
from summitry.plan.change import Edit
from summitry.plan.posts import Post
from summitry_web.accounts.roles import Role
from summitry_web.frame.refused import Denied
from summitry_web.plans.access import held_snapshot, rows, rows_for
from summitry_web.plans.actions.rows import save
from summitry_web.plans.models import StoredRow
from summitry_web.plans.store import attestations_of, edits_since, plan_at, snapshot_of
from tests.web.made import AT, a_grant, a_planned_event, an_account, an_actor, small_package

pytestmark = pytest.mark.django_db


def test_plan_comes_back_as_it_was_brought_in():
    event, _, _ = a_planned_event()

    package = small_package()
    assert snapshot_of(event).root(b"k" * 32) == package.snapshot.root(b"k" * 32)
    assert attestations_of(event) == package.attestations


def test_rows_of_the_first_schema_version_are_the_same_plan():
    event, _, _ = a_planned_event()
    before = snapshot_of(event)

    changed = StoredRow.objects.filter(event=event).update(schema=1)

    assert changed > 0
    assert snapshot_of(event).root() == before.root()


def test_edit_leads_to_the_next_revision_and_back():
    event, _, actor = a_planned_event()
    before = snapshot_of(event)
    post = next(iter(before.rows(Post).values()))
    edit = Edit("posts", post.post_id, replace(post, headcount_min=post.headcount_min + 1))

    saved = save(actor, event, (edit,), at=AT)

    event.refresh_from_db()
    assert saved.revision == event.revision == 2
    assert edits_since(event, 1) == (edit,)
    assert snapshot_of(event).get("posts", post.post_id) == edit.row
    assert plan_at(event, 1).root() == before.root()


def test_bulk_edit_touches_its_blocks_alone():
    event, _, actor = a_planned_event()
    before = snapshot_of(event)
    shift = next(before.bulks["shifts"].rows())
    key = before.bulks["shifts"].table.key_of(shift)

    save(actor, event, (Edit("shifts", key, None),), at=AT)

    event.refresh_from_db()
    assert snapshot_of(event).get("shifts", key) is None
    assert plan_at(event, 1).root() == before.root()
    assert edits_since(event, 1) == (Edit("shifts", key, None),)


def test_held_plan_follows_the_edits():
    event, _, actor = a_planned_event()
    assert held_snapshot(event).size("posts") > 0
    post = next(iter(held_snapshot(event).rows(Post).values()))
    save(actor, event, (Edit("posts", post.post_id, None),), at=AT)

    event.refresh_from_db()

    assert held_snapshot(event).get("posts", post.post_id) is None


def test_row_of_another_unit_is_refused():
    event, _, _ = a_planned_event()
    post = next(iter(snapshot_of(event).rows(Post).values()))
    planner = an_account()
    a_grant(planner, event, Role.PLANNER, unit="no-such-unit")
    actor = an_actor(planner, event)

    with pytest.raises(Denied):
        save(actor, event, (Edit("posts", post.post_id, None),), at=AT)

    event.refresh_from_db()
    assert event.revision == 1


def test_own_row_may_be_changed_but_not_given_away():
    event, _, _ = a_planned_event()
    post = next(iter(snapshot_of(event).rows(Post).values()))
    planner = an_account()
    a_grant(planner, event, Role.PLANNER, unit=post.owner_unit_id)
    actor = an_actor(planner, event)

    save(actor, event, (Edit("posts", post.post_id, replace(post, headcount_min=9)),), at=AT)

    given = Edit("posts", post.post_id, replace(post, owner_unit_id=UnitId("another")))
    with pytest.raises(Denied):
        save(actor, event, (given,), at=AT)


def test_what_is_marked_strict_shows_to_its_unit_alone():
    event, _, organiser = a_planned_event()
    strict = list(rows_for(organiser, event, "positions", at=AT))
    stranger, holder = an_account(), an_account()
    unit = strict[0].owners.first().unit_id
    a_grant(stranger, event, Role.PLANNER, unit="another-unit")
    a_grant(holder, event, Role.PLANNER, unit=unit)

    seen = rows_for(an_actor(stranger, event), event, "positions", at=AT)
    held = rows_for(an_actor(holder, event), event, "positions", at=AT)

    assert list(seen) == []
    assert strict[0] in list(held)


def test_repeated_save_is_the_same_save():
    event, _, actor = a_planned_event()
    post = next(iter(rows(actor, event, Post, at=AT).values()))
    edit = Edit("posts", post.post_id, None)

    first = save(actor, event, (edit,), at=AT, client_id="one")
    again = save(actor, event, (edit,), at=AT, client_id="one")

    assert (first.revision, again.revision, again.is_repeated) == (2, 2, True)
