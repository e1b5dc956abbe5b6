"""Rights in the database and in memory agree; nothing is told of what stood there before."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.plan.attestation import AttestationKind
from summitry.plan.change import Edit
from summitry.plan.posts import Post, Shift
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor, Granted, Thing, is_readable
from summitry_web.accounts.models import Account
from summitry_web.accounts.roles import Role
from summitry_web.frame.refused import Denied
from summitry_web.plans.access import changed_since, held_snapshot, rows, rows_for, things_of
from summitry_web.plans.actions.handing_out import workbook_for
from summitry_web.plans.actions.packages import create_event, import_package
from summitry_web.plans.actions.proposals import accept, propose, waiting
from summitry_web.plans.actions.rows import save
from summitry_web.plans.actions.words import attest
from summitry_web.plans.found import findings_for
from summitry_web.plans.held import forget
from summitry_web.plans.history import history_of
from summitry_web.plans.models import FindingUnit, FoundFinding, RowOwner, RowRecipient, StoredRow
from summitry_web.plans.pulse import findings_between
from summitry_web.plans.store import snapshot_of
from tests.web.made import (
    AT,
    a_grant,
    a_planned_event,
    an_account,
    an_actor,
    an_event,
    signed_in,
    small_package,
)

pytestmark = pytest.mark.django_db
POSTS = TABLES["posts"]
UNITS = ("U-1", "U-2")
FIELDS = ("fire", "medical")

moments = st.none() | st.sampled_from((-1, 0, 1)).map(lambda hours: AT + timedelta(hours=hours))
grants = st.builds(
    Granted,
    role=st.sampled_from(list(Role)),
    unit_id=st.sampled_from(["", *UNITS]),
    clearance=st.sampled_from(list(Marking)),
    not_before=moments,
    not_after=moments,
    fields=st.frozensets(st.sampled_from(FIELDS)),
)
marked = st.tuples(
    st.integers(0, 4),
    st.sets(st.sampled_from(UNITS)),
    st.sampled_from(FIELDS),
    st.sets(st.sampled_from([0, 1])),
)


@pytest.fixture
def parties():
    return an_event(), (an_account(), an_account())


def a_reader(account, granted, *, is_breaking):
    return Actor(
        account_id=account.pk, person_id="S", name="Synthetic", grants=tuple(granted),
        glass_until=AT + timedelta(hours=1) if is_breaking else None,
    )  # fmt: skip


def stored(event, accounts, number, made):
    height, owners, field, named = made
    row = StoredRow.objects.create(
        event=event, table="risks", key=f"{number}", content=b"", schema=1, hash="", revision=1,
        marking=height, field=field, is_owned=bool(owners), text="",
    )  # fmt: skip
    RowOwner.objects.bulk_create(RowOwner(row=row, unit_id=unit) for unit in owners)
    RowRecipient.objects.bulk_create(
        RowRecipient(event=event, table=row.table, key=row.key, account=accounts[which])
        for which in named
    )


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(grants, max_size=3), st.lists(marked, min_size=1, max_size=6), st.booleans())
def test_database_and_memory_agree_who_reads_which_row(parties, granted, rows, is_breaking):
    event, accounts = parties
    StoredRow.objects.all().delete()
    RowRecipient.objects.all().delete()
    for number, made in enumerate(rows):
        stored(event, accounts, number, made)
    actor = a_reader(accounts[0], granted, is_breaking=is_breaking)

    by_database = set(rows_for(actor, event, "risks", at=AT).values_list("key", flat=True))

    listed = list(StoredRow.objects.filter(event=event))
    told = things_of(listed)
    assert by_database == {r.key for r in listed if is_readable(actor, told[r.pk], at=AT)}


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(grants, max_size=3), st.lists(marked, min_size=1, max_size=6), st.booleans())
def test_no_finding_is_told_whose_marking_may_not_be_read(parties, granted, rows, is_breaking):
    event, accounts = parties
    FoundFinding.objects.all().delete()
    for number, (height, owners, field, _) in enumerate(rows):
        made = FoundFinding.objects.create(
            event=event, identity=f"{number}", code="C-1", severity=0, status="wrong", phase="P1",
            field=field, table="risks", key=f"{number}", marking=height, content=b"", place=number,
            opened_revision=1, opened_at=AT,
        )  # fmt: skip
        FindingUnit.objects.bulk_create(FindingUnit(finding=made, unit_id=u) for u in owners)
    actor = a_reader(accounts[0], granted, is_breaking=is_breaking)
    markings = sorted(Marking, key=lambda each: each.height)

    told = set(findings_for(actor, event, at=AT).values_list("identity", flat=True))

    may_read = {
        f"{number}"
        for number, (height, owners, field, _) in enumerate(rows)
        if is_readable(
            actor, Thing(owners=tuple(owners), field=field, marking=markings[height]), at=AT
        )
    }
    assert told <= may_read
    assert findings_between(actor, event, after=0, until=1, at=AT) == (len(told), 0)


@pytest.fixture
def place():
    """A post of unit U-1, the organiser, and a reader of unit U-2 who is cleared up to amber."""
    event, _, organiser = a_planned_event()
    account = an_account()
    a_grant(account, event, Role.PLANNER, unit="U-2", clearance=Marking.AMBER)
    post = snapshot_of(event).rows(Post)["P-aid"]
    return event, organiser, an_actor(account, event), post


def saved(organiser, event, row, *, reason="", key="P-aid"):
    save(organiser, event, (Edit("posts", key, row),), at=AT, reason=reason)
    event.refresh_from_db()


def test_history_tells_nothing_of_when_the_row_was_marked_higher(place):
    event, organiser, reader, post = place
    red = replace(post, marking=Marking.RED, name="Secret name")
    saved(organiser, event, red, reason="Secret reason")
    attest(organiser, event, table="posts", key="P-aid", kind=AttestationKind.ACCEPTED, at=AT,
           reason="Secret word")  # fmt: skip
    saved(organiser, event, replace(post, headcount_min=5))

    told = history_of(reader, event, POSTS, "P-aid", at=AT)
    whole = history_of(organiser, event, POSTS, "P-aid", at=AT)

    assert [step.revision for step in told.steps] == [1]
    assert "Secret" not in repr(told)
    assert [step.revision for step in whole.steps] == [3, 2, 1]
    assert "Secret word" in {word.reason for word in whole.words}


def test_proposal_is_hidden_from_who_may_not_read_what_it_was_made_against(place):
    event, organiser, reader, post = place
    red = replace(post, marking=Marking.RED, name="Secret name")
    saved(organiser, event, red)
    pk = propose(organiser, event, [(Edit("posts", "P-aid", None), red)], at=AT)
    saved(organiser, event, None)

    assert waiting(reader, event, at=AT) == []
    (seen,) = waiting(organiser, event, at=AT)
    assert seen.proposal == pk
    with pytest.raises(Denied):
        accept(reader, event, seen.pk, at=AT)


def test_proposal_above_the_ceiling_is_refused(place):
    event, organiser, _, post = place
    event.ceiling = Marking.AMBER.value
    event.save()
    red = replace(post, marking=Marking.RED)

    with pytest.raises(SummitryError) as refusal:
        propose(organiser, event, [(Edit("posts", "P-aid", red), post)], at=AT)

    assert refusal.value.code == "row.above_ceiling"


def test_row_that_can_no_longer_be_read_is_told_as_gone(place):
    event, organiser, reader, post = place
    saved(organiser, event, replace(post, marking=Marking.RED))
    saved(organiser, event, replace(post, marking=Marking.RED, name="Again"))

    assert changed_since(reader, event, POSTS, 1, at=AT) == ([], ["P-aid"])
    assert changed_since(reader, event, POSTS, 2, at=AT) == ([], [])


def test_shift_of_another_unit_is_not_taken_over(place):
    event, organiser, reader, _ = place
    shift = next(s for s in snapshot_of(event).bulks["shifts"].rows() if s.unit_id == "U-1")
    key = TABLES["shifts"].key_of(shift)
    assert isinstance(shift, Shift)

    with pytest.raises(Denied):
        save(reader, event, (Edit("shifts", key, replace(shift, unit_id="U-2")),), at=AT)
    with pytest.raises(Denied):
        save(reader, event, (Edit("shifts", key, None),), at=AT)
    save(organiser, event, (Edit("shifts", key, None),), at=AT)


def test_id_of_a_save_is_each_accounts_own_in_each_event(place):
    event, organiser, _, post = place
    other, account, _ = a_planned_event("other")
    theirs = an_actor(account, other)
    save(theirs, other, (Edit("posts", "P-aid", None),), at=AT, client_id="same")

    made = save(organiser, event, (Edit("posts", "P-aid", None),), at=AT, client_id="same")
    again = save(organiser, event, (Edit("posts", "P-aid", post),), at=AT, client_id="same")

    assert (made.is_repeated, again.is_repeated, again.revision) == (False, True, made.revision)


def test_what_a_reader_reads_and_what_glass_opens_is_not_taken_along(place):
    event, _, _, post = place
    account = an_account()
    a_grant(account, event, Role.READER, clearance=Marking.RED)
    a_grant(account, event, Role.UNIT_LEAD, unit="U-2", clearance=Marking.AMBER)
    lead = an_actor(account, event)
    red = replace(post, marking=Marking.RED)
    saved(an_actor(event.grants.first().account, event), event, red)

    assert rows_for(lead, event, "posts", at=AT).filter(key="P-aid").exists()
    assert not rows_for(lead.taking(AT), event, "posts", at=AT).filter(key="P-aid").exists()
    breaking = replace(lead, glass_until=AT + timedelta(hours=1))
    with pytest.raises(Denied):
        workbook_for(breaking, event, at=AT, own_only=False)


def test_no_event_has_the_journal_of_the_node(place):
    _, organiser, _, _ = place
    account = Account.objects.get(pk=organiser.account_id)

    with pytest.raises(SummitryError) as refusal:
        create_event(account, slug="node", name="Synthetic", person_id="S", at=AT)

    assert refusal.value.code == "event.slug_taken"


def test_a_unit_does_not_replace_the_whole_plan(place):
    event, _, reader, _ = place

    with pytest.raises(Denied):
        import_package(reader, event, small_package(), at=AT)


@pytest.mark.django_db(transaction=True)
def test_row_that_is_opened_while_a_page_is_made_is_not_shown_as_it_was_before(place):
    event, organiser, reader, post = place
    saved(organiser, event, replace(post, marking=Marking.RED, name="Secret name"))
    forget(event)
    held_snapshot(event)
    opened = replace(post, headcount_min=5)
    save(organiser, event, (Edit("posts", "P-aid", opened),), at=AT)

    assert rows(reader, event, Post, at=AT)["P-aid"] == opened


def test_many_proposals_stand_on_pages_and_cost_no_more_questions(
    client, django_assert_max_num_queries
):
    event, organiser, actor = a_planned_event()
    planner = an_account()
    a_grant(planner, event, Role.PLANNER, unit="other-unit", clearance=Marking.AMBER)
    proposer = an_actor(planner, event)
    post = next(iter(rows(actor, event, Post, at=AT).values()))
    for number in range(60):
        wanted = Edit("posts", post.post_id, replace(post, headcount_min=number + 2))
        propose(proposer, event, [(wanted, post)], at=AT)
    signed_in(client, organiser)
    address = f"/e/{event.slug}/proposals/"

    with django_assert_max_num_queries(30):
        first = client.get(address).content.decode()
    following = first.split('rel="next" href="')[1].split('"')[0]
    again = client.get(address + following).content.decode()

    assert (first.count("<article"), again.count("<article")) == (50, 10)
