"""An exercise is a copy of its own: it moves in time, and never writes to the live event."""

from datetime import timedelta

import pytest

from summitry.kit.errors import SummitryError
from summitry.plan.change import Edit
from summitry.plan.terms import Marking
from summitry_web.accounts.actions.pending import confirm
from summitry_web.accounts.models import Grant
from summitry_web.accounts.roles import Role
from summitry_web.baselines.actions import exercises
from summitry_web.baselines.actions.copying import ask_for_copy
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.journal.models import Entry
from summitry_web.plans.access import attestations_of, snapshot_of
from summitry_web.plans.actions.rows import save
from summitry_web.plans.models import (
    RowEdit,
    RowRecipient,
    SideRow,
    StoredChange,
    StoredRow,
)
from tests.web.baselines.people import LATER, changed, copied, frozen
from tests.web.made import AT, a_grant, a_planned_event, an_account, an_actor, signed_in

pytestmark = pytest.mark.django_db
SPAN = timedelta(days=-30, hours=2)


def a_wish(event, **changes):
    opens = event.opens + SPAN
    return exercises.Wish(**{"slug": "drill", "name": "Drill", "opens": opens, **changes})


@pytest.fixture
def live():
    return a_planned_event()


def everything_of(event):
    """Return all that is stored of the event's plan, and its journal."""
    return (
        Event.objects.filter(pk=event.pk).values_list("revision", "name", "opens", "key").get(),
        list(StoredRow.objects.filter(event=event).order_by("pk").values_list("pk", "content")),
        list(SideRow.objects.filter(event=event).order_by("pk").values_list("pk", "content")),
        StoredChange.objects.filter(event=event).count(),
        RowEdit.objects.filter(event=event).count(),
        list(Entry.objects.filter(journal=event.slug).order_by("number").values_list("leaf")),
    )


def test_copy_has_its_own_key_its_own_times_and_no_words(live):
    event, organiser, actor = live

    made = copied(actor, event, a_wish(event))

    before, after = snapshot_of(event), snapshot_of(made)
    assert (made.kind, made.copied_from, made.name) == ("exercise", event, "Drill")
    assert bytes(made.key) != bytes(event.key)
    assert made.opens == event.opens + SPAN
    assert after.event.closes - after.event.opens == before.event.closes - before.event.opens
    assert len(attestations_of(made)) == 0
    assert list(Grant.objects.filter(event=made).values_list("account", "role")) == [
        (organiser.pk, "organiser")
    ]


def test_words_and_roles_come_along_where_asked_for(live):
    event, _, actor = live
    planner, reader = an_account(), an_account()
    a_grant(planner, event, Role.PLANNER, "U-1", Marking.AMBER)
    a_grant(reader, event, Role.READER)
    wish = a_wish(event, with_words=True, roles=frozenset({Role.PLANNER}))

    made = copied(actor, event, wish)

    given = Grant.objects.filter(event=made, account=planner).get()
    assert (given.unit_id, given.clearance) == ("U-1", Marking.AMBER.value)
    assert not Grant.objects.filter(event=made, account=reader).exists()
    assert 0 < len(attestations_of(made)) <= len(attestations_of(event))


def test_copy_of_a_baseline_has_the_plan_of_then(live):
    event, _, actor = live
    frozen(actor, event)
    changed(actor, event, "Since then")

    made = copied(actor, event, a_wish(event, number=1))

    assert snapshot_of(made).tables["objectives"]["O-1"].name != "Since then"


def test_rows_that_name_accounts_name_them_in_the_copy(live):
    event, organiser, actor = live
    changed(actor, event, "For one alone", Marking.RED)
    RowRecipient.objects.create(event=event, table="objectives", key="O-1", account=organiser)

    made = copied(actor, event, a_wish(event))

    named = RowRecipient.objects.get(event=made)
    assert (named.key, named.account_id) == ("O-1", organiser.pk)


def test_nothing_done_in_an_exercise_reaches_the_live_event(live, client):
    event, organiser, actor = live
    made = copied(actor, event, a_wish(event))
    drilling = an_account()
    a_grant(drilling, made)
    player = an_actor(drilling, made)
    before = everything_of(event)

    changed(player, made, "Only in the drill")
    save(player, made, [Edit("objectives", "O-1", None)], at=AT)
    frozen(player, made)
    with pytest.raises(SummitryError, match=r"exercise\.of_exercise"):
        ask_for_copy(player, made, a_wish(made, slug="again"), at=AT)
    with pytest.raises(Denied):
        exercises.ask_to_delete(player, made, event.slug, at=AT)
    signed_in(client, drilling)
    for path, body in (
        ("/e/summit/rows/objectives/new/", {"objective_id": "O-9", "name": "No"}),
        ("/e/summit/baselines/", {"name": "No", "reason": "No"}),
        ("/e/summit/exercises/", {"slug": "no", "name": "No"}),
    ):
        assert client.post(path, body).status_code == 404
    signed_in(client, organiser)
    client.post("/e/drill/baselines/", {"name": "In the drill", "reason": "Drill"})

    assert everything_of(event) == before


def test_exercise_says_on_every_page_that_it_is_one(live, client):
    event, organiser, actor = live
    copied(actor, event, a_wish(event))
    signed_in(client, organiser)

    assert b"banner-exercise" in client.get("/e/drill/baselines/").content
    assert b"banner-exercise" not in client.get("/e/summit/baselines/").content


def test_two_persons_delete_an_exercise_and_its_journal_stays(live):
    event, _, actor = live
    other = an_account()
    a_grant(other, event)
    copied(actor, event, a_wish(event))
    asked = exercises.ask_to_delete(actor, event, "drill", at=AT)

    with pytest.raises(SummitryError, match=r"two\.same_person"):
        confirm(actor, event, asked, at=AT)
    confirm(an_actor(other, event, device="device-2"), event, asked, at=LATER)

    assert list(Event.objects.values_list("slug", flat=True)) == ["summit"]
    assert Entry.objects.filter(journal="drill").exists()
    assert StoredRow.objects.filter(event=event).exists()
    with pytest.raises(SummitryError, match=r"event\.slug_taken"):
        ask_for_copy(actor, event, a_wish(event), at=AT)


def test_live_event_is_never_deleted_as_an_exercise(live):
    event, _, actor = live
    a_planned_event("other")

    for slug in ("summit", "other", "none"):
        with pytest.raises(Denied):
            exercises.ask_to_delete(actor, event, slug, at=AT)
