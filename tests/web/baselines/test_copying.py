"""An exercise copy is asked for, followed, cancelled, repeated; it appears whole or not at all."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command

from summitry.kit.errors import SummitryError
from summitry_web.accounts.models import Account, Grant
from summitry_web.accounts.pages import CLOCK
from summitry_web.accounts.roles import Role
from summitry_web.baselines.actions import copying
from summitry_web.baselines.actions.exercises import Wish
from summitry_web.baselines.models import CopyState, ExerciseCopy
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from tests.web.made import AT, a_grant, a_planned_event, an_account, an_actor, an_event, signed_in

pytestmark = pytest.mark.django_db
EXERCISES = "/e/summit/exercises/"
FORM = {
    "slug": "drill", "name": "Drill", "opens": "2025-09-20T09:00", "source": "now",
    "roles": ["planner"],
}  # fmt: skip


@pytest.fixture
def live():
    return a_planned_event()


def a_wish(event, **changes):
    opens = event.opens - timedelta(days=30)
    return Wish(**{"slug": "drill", "name": "Drill", "opens": opens, **changes})


def asked(live, *, at=AT, **changes):
    event, _, actor = live
    return copying.ask_for_copy(actor, event, a_wish(event, **changes), at=at)


def state(pk):
    return ExerciseCopy.objects.get(pk=pk).state


def slugs():
    return sorted(Event.objects.values_list("slug", flat=True))


def work():
    """Do what the process ``tasks`` does until nothing waits."""
    call_command(
        "db_worker", batch=True, interval=0, startup_delay=False, verbosity=0, queue_name="*"
    )


@pytest.mark.django_db(transaction=True)
def test_page_asks_for_it_the_process_makes_it_and_the_desk_tells(live, client):
    signed_in(client, live[1])

    answer = client.post(EXERCISES, FORM)
    page = answer.headers["Location"]
    before, waiting, listed = slugs(), client.get(page), client.get(EXERCISES)
    work()
    desk = client.get("/e/summit/desk/").content
    ready, after = client.get(page).content, client.get("/e/summit/desk/").content

    assert re.fullmatch(r"/e/summit/exercises/copies/\d+/", page)
    assert before == ["summit"]
    assert b"Waits to be made" in waiting.content
    assert page.encode() in listed.content
    assert Event.objects.get(slug="drill").opens.isoformat() == "2025-09-20T02:00:00+00:00"
    assert b"The exercise drill that you asked for is ready." in desk
    assert b'href="/e/drill/"' in ready
    assert b"that you asked for" not in after
    assert Account.objects.count() == 1


def test_form_that_is_sent_twice_makes_one_and_is_answered_the_same(live, client):
    signed_in(client, live[1])
    token = re.search(
        rb'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(EXERCISES).content
    )[1].decode()

    answers = [client.post(EXERCISES, {**FORM, "csrfmiddlewaretoken": token}) for _ in range(2)]

    copy = ExerciseCopy.objects.get()
    assert [each.headers["Location"] for each in answers] == [f"{EXERCISES}copies/{copy.pk}/"] * 2


def test_second_wish_of_the_same_name_is_refused_while_the_first_is_in_work(live):
    pk = asked(live)

    with pytest.raises(SummitryError, match=r"exercise\.in_work"):
        asked(live)

    assert list(ExerciseCopy.objects.values_list("pk", "state")) == [(pk, "waiting")]


def test_page_that_looks_again_gets_nothing_until_something_has_changed(live, client):
    pk = asked(live, at=CLOCK.now())
    signed_in(client, live[1])
    page, headers = f"{EXERCISES}copies/{pk}/", {"HX-Request": "true"}

    still = client.get(f"{page}?seen=waiting", headers=headers)
    copying.make_copy.call(pk)
    changed = client.get(f"{page}?seen=waiting", headers=headers)

    assert (still.status_code, still.content) == (204, b"")
    assert (changed.status_code, b"hx-get" in changed.content.split(b'id="copy"')[1]) == (
        200,
        False,
    )


def test_page_says_what_it_waits_for_once_nobody_has_taken_it_up_for_long(live, client):
    signed_in(client, live[1])
    told = b"or has stopped"
    new = asked(live, at=CLOCK.now())
    old = asked(live, slug="older", at=CLOCK.now() - timedelta(minutes=1))

    pages = [client.get(f"{EXERCISES}copies/{pk}/").content for pk in (new, old)]

    assert [told in each for each in pages] == [False, True]


def test_cancelled_copy_is_never_made(live, client):
    pk = asked(live)
    signed_in(client, live[1])

    answer = client.post(f"{EXERCISES}copies/{pk}/cancel/", follow=True)
    copying.make_copy.call(pk)

    assert (state(pk), slugs()) == ("cancelled", ["summit"])
    assert b"Cancelled" in answer.content


def test_copy_cancelled_while_the_plan_is_read_leaves_nothing(live):
    event, _, actor = live
    pk = asked(live)
    row = copying._taken_up(pk, at=AT)

    copying.cancel_copy(actor, event, pk, at=AT)
    copying._make_or_tell(row)

    assert (state(pk), slugs()) == ("cancelled", ["summit"])
    assert not Grant.objects.exclude(event=event).exists()


def test_copy_that_is_ready_cannot_be_cancelled(live):
    event, _, actor = live
    pk = asked(live)
    copying.make_copy.call(pk)

    copying.cancel_copy(actor, event, pk, at=AT)

    assert (state(pk), slugs()) == ("made", ["drill", "summit"])


def test_copy_that_failed_says_why_and_can_be_repeated(live, client):
    pk = asked(live)
    in_the_way = an_event("drill")
    signed_in(client, live[1])
    page = f"{EXERCISES}copies/{pk}/"

    copying.make_copy.call(pk)
    told, failed = client.get(page).content, state(pk)
    in_the_way.delete()
    client.post(f"{page}repeat/")
    copying.make_copy.call(pk)

    assert failed == "failed"
    assert b"Choose another short name." in told
    assert (state(pk), Event.objects.get(slug="drill").copied_from) == ("made", live[0])


def test_copy_beyond_the_calendar_fails_with_the_sentence_of_that(live):
    pk = asked(live, opens=AT.replace(year=9999, month=12, day=31))

    copying.make_copy.call(pk)

    row = ExerciseCopy.objects.get(pk=pk)
    assert (row.state, row.code, slugs()) == ("failed", "shift.beyond", ["summit"])


def test_copy_is_not_made_by_rights_that_were_taken_back_meanwhile(live):
    pk = asked(live)
    Grant.objects.all().delete()

    copying.make_copy.call(pk)

    row = ExerciseCopy.objects.get(pk=pk)
    assert (row.state, row.code, slugs()) == ("failed", "exercise.not_yours", ["summit"])


@pytest.mark.django_db(transaction=True)
def test_copy_that_was_lost_with_its_process_is_made_by_the_next_and_once(live):
    pk = asked(live)
    lost = copying._taken_up(pk, at=AT)

    copying.take_up_lost_copies(AT + copying.LOST_AFTER - timedelta(seconds=1))
    before = state(pk)
    copying.take_up_lost_copies(AT + copying.LOST_AFTER)
    after = state(pk)
    copying._make_or_tell(lost)
    by_the_lost = slugs()
    work()

    assert (before, after, by_the_lost) == (CopyState.READING, CopyState.WAITING, ["summit"])
    assert (state(pk), slugs()) == ("made", ["drill", "summit"])


def test_copy_that_ends_its_process_each_time_is_given_up(live):
    pk = asked(live)
    late = AT + copying.GIVEN_UP_AFTER
    copying._taken_up(pk, at=late - copying.LOST_AFTER)

    copying.take_up_lost_copies(late)

    row = ExerciseCopy.objects.get(pk=pk)
    assert (row.state, row.code) == ("failed", "exercise.copy_failed")


def test_what_became_of_a_copy_is_forgotten_in_time_and_the_exercise_stays(live):
    pk = asked(live)
    copying.make_copy.call(pk)
    ended = ExerciseCopy.objects.get(pk=pk).moved_at

    copying.take_up_lost_copies(ended + copying.KEPT)

    assert (ExerciseCopy.objects.count(), slugs()) == (0, ["drill", "summit"])


def test_copies_of_another_event_are_not_there(live):
    pk = asked(live)
    other, _, actor = a_planned_event("other")

    for deed in (copying.cancel_copy, copying.repeat_copy):
        with pytest.raises(Denied):
            deed(actor, other, pk, at=AT)


def test_desk_tells_nobody_but_who_asked(live, client):
    event = live[0]
    colleague = an_account()
    a_grant(colleague, event)
    copying.make_copy.call(asked(live))
    pk = asked(live, slug="second")
    copying.cancel_copy(an_actor(colleague, event), event, pk, at=AT)

    desks = [
        signed_in(client, account).get("/e/summit/desk/").content
        for account in (colleague, live[1])
    ]

    assert [each.count(b"that you asked for") for each in desks] == [0, 2]


def test_reader_is_told_of_no_copy(live, client):
    pk = asked(live)
    reader = an_account()
    a_grant(reader, live[0], Role.READER)

    answer = signed_in(client, reader).get(f"{EXERCISES}copies/{pk}/")

    assert answer.status_code == 404
