"""What is told of changes: to whom of the reasons, in which tables, and when a parent moves."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from msgspec.structs import replace

from summitry.plan.change import Edit
from summitry.plan.movements import Leg, Movement
from summitry.plan.posts import Post, Shift
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking, Severity
from summitry_web.accounts.roles import Role
from summitry_web.plans.access import changed_since, rows_for
from summitry_web.plans.actions.proposals import propose, waiting
from summitry_web.plans.actions.rows import save
from summitry_web.plans.history import history_of
from summitry_web.plans.models import RowRecipient, StoredRow
from summitry_web.plans.pulse import tables_since
from summitry_web.plans.store import snapshot_of
from summitry_web.vault.access import attachments_of
from summitry_web.vault.actions import keep
from tests.web.made import AT, a_grant, a_planned_event, an_account, an_actor, signed_in

pytestmark = pytest.mark.django_db
POSTS, LEGS = TABLES["posts"], TABLES["legs"]
SECRET = "The tower is manned"  # noqa: S105  # a text to look for


@pytest.fixture
def place():
    """An event, its organiser, and a planner of unit U-2 who is cleared up to amber."""
    event, _, organiser = a_planned_event()
    account = an_account()
    a_grant(account, event, Role.PLANNER, unit="U-2", clearance=Marking.AMBER)
    return event, organiser, an_actor(account, event)


def saved(organiser, event, *edits, reason=""):
    save(organiser, event, edits, at=AT, reason=reason)
    event.refresh_from_db()


def posts_of(event):
    """Return two posts, and the second marked for few."""
    first, second, *_ = snapshot_of(event).rows(Post).values()
    return first, replace(second, marking=Marking.RED, name="Tower")


def edited(row):
    return Edit("posts", row.post_id, row)


@pytest.mark.parametrize("page", ["row", "history"])
def test_history_tells_the_plans_words_in_the_readers_language(client, page):
    event, _, organiser = a_planned_event()
    post = snapshot_of(event).rows(Post)["P-aid"]
    saved(organiser, event, edited(replace(post, weight=Severity.HIGH)))
    account = an_account(language="vi")
    a_grant(account, event)
    signed_in(client, account)

    names = {"event": "summit", "table": "posts", "key": "P-aid"}
    told = client.get(reverse(f"plans:{page}", kwargs=names)).content.decode()

    cells = re.findall("<del[^>]*>(.*?)</del> <ins[^>]*>(.*?)</ins>", told)
    assert cells == [("nghiêm trọng", "cao")]


def test_reason_is_told_to_who_may_read_every_row_of_the_change(place):
    event, organiser, reader = place
    post, red = posts_of(event)
    saved(organiser, event, edited(replace(post, headcount_min=5)), edited(red), reason=SECRET)
    saved(organiser, event, edited(replace(post, headcount_min=6)), reason="More people")

    def reasons(actor):
        return [each.reason for each in history_of(actor, event, POSTS, post.post_id, at=AT).steps]

    assert reasons(reader)[:2] == ["More people", ""]
    assert reasons(organiser)[:2] == ["More people", SECRET]


def test_reason_of_a_change_of_another_units_shifts_is_not_told(place):
    event, organiser, reader = place
    post, _ = posts_of(event)
    account = an_account()
    a_grant(account, event, Role.READER, clearance=Marking.GREEN)
    green = an_actor(account, event)
    open_post = replace(post, marking=Marking.GREEN)
    shift = next(each for each in snapshot_of(event).bulks["shifts"].rows())
    assert isinstance(shift, Shift)
    saved(organiser, event, edited(open_post))
    changed = edited(replace(open_post, headcount_min=5))
    saved(organiser, event, changed, Edit("shifts", TABLES["shifts"].key_of(shift), None),
          reason=SECRET)  # fmt: skip

    told = [
        history_of(actor, event, POSTS, post.post_id, at=AT).steps[0] for actor in (green, reader)
    ]

    assert [(each.revision, each.reason) for each in told] == [(3, ""), (3, SECRET)]


def test_reason_of_a_proposal_is_told_to_who_may_read_every_row_of_it(place):
    event, organiser, _ = place
    post, red = posts_of(event)
    lead = an_account()
    a_grant(lead, event, Role.UNIT_LEAD, unit=owner_of(event, post), clearance=Marking.AMBER)
    patch = [(edited(replace(post, headcount_min=5)), post), (edited(red), None)]
    propose(organiser, event, patch, at=AT, reason=SECRET)

    (of_lead,) = waiting(an_actor(lead, event), event, at=AT)

    assert (of_lead.key, of_lead.reason) == (post.post_id, "")
    assert {each.reason for each in waiting(organiser, event, at=AT)} == {SECRET}


def owner_of(event, post):
    return StoredRow.objects.get(event=event, table="posts", key=post.post_id).owners.get().unit_id


def test_tables_are_told_in_which_something_readable_changed(place):
    event, organiser, reader = place
    post, red = posts_of(event)

    def since(actor, revision):
        return tables_since(actor, event, after=revision, until=event.revision, at=AT)

    saved(organiser, event, edited(red))
    as_it_went = since(reader, 1), since(organiser, 1)
    saved(organiser, event, edited(replace(red, name="Tower two")))
    while_hidden = since(reader, 2), since(organiser, 2)
    saved(organiser, event, edited(replace(post, headcount_min=5)))

    assert as_it_went == (("posts",), ("posts",))
    assert while_hidden == ((), ("posts",))
    assert since(reader, 3) == ("posts",)


def test_row_of_a_parent_that_moved_has_changed_or_gone(place):
    event, organiser, _ = place
    movement = snapshot_of(event).rows(Movement)["M-1"]
    strict = [
        Edit("legs", LEGS.key_of(each), replace(each, marking=Marking.AMBER_STRICT))
        for each in snapshot_of(event).rows(Leg).values()
        if each.movement_id == "M-1"
    ]
    keys = sorted(each.key for each in strict)
    saved(organiser, event, *strict)
    readers = []
    for unit in ("U-1", "U-2"):
        account = an_account()
        a_grant(account, event, Role.PLANNER, unit=unit, clearance=Marking.RED)
        readers.append(an_actor(account, event))
    before = [rows_for(each, event, "legs", at=AT).filter(key__in=keys).count() for each in readers]

    saved(organiser, event, Edit("movements", "M-1", replace(movement, owner_unit_id="U-2")))

    gone, come = (changed_since(each, event, LEGS, 2, at=AT) for each in readers)
    assert before == [2, 0]
    assert gone == ([], keys)
    assert ([row.key for row in come[0]], come[1]) == (keys, [])
    assert ["legs" in tables_since(each, event, after=2, until=3, at=AT) for each in readers] == [
        True, True,
    ]  # fmt: skip
    assert changed_since(readers[0], event, LEGS, 3, at=AT) == ([], [])


def test_whom_a_row_names_alone_reads_what_it_was_when_it_is_gone_or_open_again(place):
    event, organiser, _ = place
    _, red = posts_of(event)
    colleague = an_account()
    a_grant(colleague, event, Role.ORGANISER, clearance=Marking.RED)
    other = an_actor(colleague, event)
    saved(organiser, event, edited(red))
    RowRecipient.objects.create(
        event=event, table="posts", key=red.post_id, account_id=organiser.account_id
    )
    saved(organiser, event, edited(replace(red, marking=Marking.GREEN, name="Open")))

    opened = [
        [step.revision for step in history_of(each, event, POSTS, red.post_id, at=AT).steps]
        for each in (other, organiser)
    ]
    saved(organiser, event, edited(red))
    saved(organiser, event, Edit("posts", red.post_id, None))

    assert opened == [[1], [3, 2, 1]]
    assert changed_since(other, event, POSTS, 4, at=AT) == ([], [])
    assert changed_since(organiser, event, POSTS, 4, at=AT) == ([], [red.post_id])


def test_file_of_a_row_is_read_by_who_may_read_the_row(place):
    event, organiser, reader = place
    _, red = posts_of(event)
    saved(organiser, event, edited(red))
    made = keep(organiser, event, BytesIO(b"plain\n"), "a.txt", subject=("posts", red.post_id),
                marking=Marking.GREEN, owners=(), at=AT)  # fmt: skip

    found = [attachments_of(a, event, "posts", red.post_id, at=AT) for a in (reader, organiser)]

    assert found == [[], [made]]
