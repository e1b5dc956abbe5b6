"""An exercise copy is written while others save: in short transactions, and nobody sees a part."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from threading import Event as Moment
from threading import Thread

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.package.package import Package
from summitry.plan.change import Edit
from summitry.plan.mandate import Objective
from summitry.plan.snapshot import Snapshot
from summitry_web.accounts.actions.pending import confirm
from summitry_web.accounts.models import Grant
from summitry_web.accounts.pages import CLOCK
from summitry_web.baselines.actions import copying, exercises
from summitry_web.baselines.models import ExerciseCopy
from summitry_web.events.models import Event
from summitry_web.journal.models import Entry
from summitry_web.plans.access import snapshot_of
from summitry_web.plans.actions import apart
from summitry_web.plans.actions.packages import delete_event
from summitry_web.plans.actions.rows import save
from summitry_web.plans.models import RowEdit, RowOwner, SideRow, StoredChange, StoredRow
from tests.plans.small import small
from tests.web.baselines.people import LATER
from tests.web.made import AT, a_grant, a_planned_event, an_account, an_actor, signed_in

pytestmark = pytest.mark.django_db(transaction=True)
OBJECTIVES = 3_000
SECONDS_TO_SAVE_MAX = 2
LOOKS_MAX = 6_000
SECONDS_TO_COME_BETWEEN = 1
BETWEEN_LOOKS_SECONDS = 0.01
MAKE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "summitry_web.frame.settings"
import django
django.setup()
from django.db import connection, transaction
connection.settings_dict["NAME"] = sys.argv[1]
from summitry_web.baselines.actions import copying
copying.make_copy.call(int(sys.argv[2]))
"""


@pytest.fixture
def live():
    snapshot, attestations = small()
    like = snapshot.rows(Objective)["O-1"]
    more = {f"L-{n:04}": replace(like, objective_id=f"L-{n:04}") for n in range(OBJECTIVES)}
    tables = {**snapshot.tables, "objectives": {**more, **snapshot.tables["objectives"]}}
    return a_planned_event(
        package=Package(snapshot=Snapshot(tables, snapshot.bulks), attestations=attestations)
    )


def a_wish(event):
    return exercises.Wish(
        slug="drill", name="Drill", opens=event.opens - timedelta(days=30), with_words=True
    )


def asked(live):
    event, _, actor = live
    return copying.ask_for_copy(actor, event, a_wish(event), at=CLOCK.now())


def written(live):
    """Return a copy that is written and not there yet."""
    event, _, actor = live
    begun = exercises.begin_copy(actor, event, exercises.source_of(event, a_wish(event)), at=AT)
    apart.do_apart(apart.parts_of(begun), lambda: None)
    return begun


@contextmanager
def being_made(pk):
    """Make the copy in a thread with a connection of its own."""

    def make():
        try:
            copying.make_copy.call(pk)
        finally:
            connection.close()

    thread = Thread(target=make)
    thread.start()
    try:
        yield thread
    finally:
        thread.join()


def until_partly_written():
    written = StoredRow.objects.filter(event__is_whole=False)
    moment = Moment()
    assert any(written.exists() or moment.wait(BETWEEN_LOOKS_SECONDS) for _ in range(LOOKS_MAX))


def work():
    """Do what the process ``tasks`` does until nothing waits."""
    call_command(
        "db_worker", batch=True, interval=0, startup_delay=False, verbosity=0, queue_name="*"
    )


def state(pk):
    return ExerciseCopy.objects.get(pk=pk).state


def stored():
    """Return how much is stored of all events together, whether anybody finds it or not."""
    kinds = (Event.every, StoredRow.objects, RowOwner.objects, RowEdit.objects, SideRow.objects,
             StoredChange.objects, Grant.objects)  # fmt: skip
    return [each.count() for each in kinds]


def test_saves_on_the_live_event_go_on_while_its_copy_is_written(live):
    event, _, actor = live
    row = snapshot_of(event).rows(Objective)["O-1"]
    pk, seconds, seen = asked(live), [], set()

    with being_made(pk) as thread:
        until_partly_written()
        while thread.is_alive():
            begun = time.perf_counter()  # noqa: TID251  # how long somebody waits
            edit = Edit("objectives", "O-1", replace(row, name=f"Name {len(seconds)}"))
            save(actor, event, [edit], at=AT)
            if state(pk) == "writing":
                seconds.append(time.perf_counter() - begun)  # noqa: TID251  # likewise
            seen.add(StoredRow.objects.filter(event__in=Event.objects.filter(slug="drill")).count())

    assert state(pk) == "made"
    assert len(seconds) >= 3
    assert max(seconds) < SECONDS_TO_SAVE_MAX
    assert seen <= {0, StoredRow.objects.filter(event=event).count()}


def test_nobody_finds_a_copy_before_it_is_whole(live, client):
    pk = asked(live)
    signed_in(client, live[1])

    with being_made(pk):
        until_partly_written()
        during = [client.get(path).status_code for path in ("/e/drill/", "/e/drill/desk/")]
        listed = list(Event.objects.values_list("slug", flat=True))
        is_midway = state(pk) == "writing"
    after = client.get("/e/drill/desk/").status_code

    assert is_midway
    assert (during, listed, after) == ([404, 404], ["summit"], 200)


def test_copy_has_whatever_the_plan_has(live):
    copying.make_copy.call(asked(live))

    made = Event.objects.get(slug="drill")
    before, after = snapshot_of(live[0]), snapshot_of(made)
    owners = RowOwner.objects.order_by("row__table", "row__key", "unit_id").values_list(
        "row__table", "row__key", "unit_id"
    )
    assert after.tables["objectives"] == before.tables["objectives"]
    assert {t: after.size(t) for t in (*after.tables, *after.bulks)} == {
        t: before.size(t) for t in (*before.tables, *before.bulks)
    }
    assert list(owners.filter(row__event=made, row__table="posts")) == list(
        owners.filter(row__event=live[0], row__table="posts")
    )
    assert (made.revision, RowEdit.objects.filter(event=made).count()) == (
        1, StoredRow.objects.filter(event=made).count(),
    )  # fmt: skip


def test_copy_cancelled_while_it_is_written_leaves_nothing(live):
    event, _, actor = live
    pk, before = asked(live), stored()

    with being_made(pk):
        until_partly_written()
        copying.cancel_copy(actor, event, pk, at=CLOCK.now())

    assert (state(pk), stored()) == ("cancelled", before)
    assert not Entry.objects.filter(journal="drill").exists()


def test_copy_whose_name_is_taken_meanwhile_fails_and_leaves_nothing(live):
    pk = asked(live)

    with being_made(pk):
        until_partly_written()
        Event.objects.create(slug="drill", name="Another", key=b"k" * 32, created=AT)
        before = stored()

    row = ExerciseCopy.objects.get(pk=pk)
    assert (row.state, row.code) == ("failed", "event.slug_taken")
    assert Event.every.count() == 2
    assert StoredRow.objects.exclude(event=live[0]).count() == 0
    assert before[0] == 3


def test_copy_whose_process_is_killed_leaves_nothing_and_is_made_anew(live, tmp_path):
    pk, before = asked(live), stored()
    environment = {**os.environ, "SUMMITRY_HOME": str(tmp_path)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    process = subprocess.Popen(  # noqa: S603  # our own code
        (sys.executable, "-c", MAKE, str(connection.settings_dict["NAME"]), str(pk)),
        env=environment,
    )

    until_partly_written()
    process.kill()
    process.wait()
    left, slugs = stored(), list(Event.objects.values_list("slug", flat=True))
    copying.take_up_lost_copies(CLOCK.now() + copying.LOST_AFTER)
    copying.remove_unmade.call()
    cleaned = stored()
    work()

    assert left[0] == before[0] + 1
    assert slugs == ["summit"]
    assert cleaned == before
    assert (state(pk), Event.objects.filter(slug="drill").count()) == ("made", 1)


def test_exercise_that_is_let_go_is_gone_at_once_and_removed_by_the_tasks(live, client):
    event, organiser, actor = live
    other = an_account()
    a_grant(other, event)
    before = stored()
    copying.make_copy.call(asked(live))
    wanted = exercises.ask_to_delete(actor, event, "drill", at=AT)

    confirm(an_actor(other, event, device="device-2"), event, wanted, at=LATER)
    at_once = signed_in(client, organiser).get("/e/drill/desk/").status_code
    copying.take_up_lost_copies(CLOCK.now())
    work()

    assert at_once == 404
    assert stored() == before


def test_copy_of_an_event_that_was_let_go_meanwhile_is_refused_and_the_event_removed(live):
    event, _, actor = live
    begun = written(live)

    with transaction.atomic():
        apart.let_go(Event.objects.get(pk=event.pk))
    with pytest.raises(SummitryError) as refused:
        exercises.open_copy(actor, event, a_wish(event), begun, at=AT)
    apart.remove_apart(event)
    apart.remove_apart(begun.event)

    assert (refused.value.code, refused.value.facts) == ("event.gone", {"got": "summit"})
    assert (stored(), Event.every.count()) == ([0] * len(stored()), 0)


def test_event_is_not_deleted_while_a_copy_of_it_is_opened(live):
    event, _, actor = live
    begun, refused = written(live), []

    def delete():
        try:
            delete_event(Event.objects.get(slug="summit"), at=AT)
        except SummitryError as problem:
            refused.append((problem.code, problem.facts))
        finally:
            connection.close()

    thread = Thread(target=delete)
    with transaction.atomic():
        exercises.open_copy(actor, event, a_wish(event), begun, at=AT)
        thread.start()
        thread.join(SECONDS_TO_COME_BETWEEN)
    thread.join()

    assert refused == [("event.copied", {"got": "summit", "expected": ("drill",)})]
    assert set(Event.objects.values_list("slug", flat=True)) == {"summit", "drill"}


def test_event_that_somebody_deletes_already_is_not_deleted_again(live):
    event = live[0]
    with transaction.atomic():
        apart.let_go(Event.objects.get(pk=event.pk))

    with pytest.raises(SummitryError) as refused:
        delete_event(event, at=AT)

    assert (refused.value.code, refused.value.facts) == ("event.gone", {"got": "summit"})
    assert not Entry.objects.filter(kind="event.deleted").exists()


def test_removal_leaves_an_event_that_is_there_after_all(live):
    before = stored()

    apart.remove_apart(live[0])

    assert stored() == before
