"""Who is invited to the example, and how long a plan that is brought in stops others."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from summitry.cli.files import load, save
from summitry.kit.errors import SummitryError
from summitry.kit.time import seconds_of
from summitry.package.package import Package
from summitry.plan.command import CommandPost
from summitry.plan.organisation import Person, Unit
from summitry.plan.snapshot import Snapshot
from summitry_web.accounts import pages
from summitry_web.accounts.actions.node import node_actor
from summitry_web.accounts.roles import Role
from summitry_web.baselines.actions.copying import remove_unmade
from summitry_web.events.example import example
from summitry_web.events.models import Event, Kind
from summitry_web.journal.models import Entry
from summitry_web.plans.actions.packages import bring_in, make_event
from summitry_web.plans.management.commands.events import DEMO_PEOPLE
from summitry_web.plans.models import StoredChange, StoredRow
from summitry_web.plans.store import snapshot_of
from tests.plans.one_rule import EVENT
from tests.web.made import small_package

LOOKED_AT = datetime(2025, 10, 23, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def plan():
    return load(example() / "draft").snapshot


def test_they_are_units_and_persons_of_its_plan(plan):
    units = {unit for _, unit, _, _ in DEMO_PEOPLE if unit}
    persons = {person for _, _, person, _ in DEMO_PEOPLE if person}

    assert units <= plan.rows(Unit).keys()
    assert persons <= plan.rows(Person).keys()


def test_the_commander_commands_a_post_and_the_officer_stands_on_one(plan):
    people = {role: person for role, _, person, _ in DEMO_PEOPLE}
    shifts, second = plan.bulks["shifts"].columns, seconds_of(LOOKED_AT)
    at_post = (shifts["start"] <= second) & (shifts["end"] > second)
    standing = {shifts.words["person_id"][each] for each in shifts["person_id"][at_post].tolist()}

    commanders = {post.commander_id for post in plan.rows(CommandPost).values()}

    assert people[Role.COMMANDER] in commanders
    assert people[Role.REPORTER] in standing


@pytest.mark.django_db(transaction=True)
def test_a_plan_is_read_before_the_lock_for_writing_is_taken(tmp_path, monkeypatch):
    path, read = tmp_path / "plan", []
    save(Package(snapshot=Snapshot.of([EVENT])), path)

    def loaded(asked):
        read.append((asked, connection.in_atomic_block))
        return load(asked)

    monkeypatch.setattr("summitry_web.plans.management.commands.events.load", loaded)

    call_command("events", "import", str(path), "--slug", "trial")

    assert read == [(path, False)]
    assert Event.objects.get(slug="trial").revision == 1


@pytest.mark.django_db(transaction=True)
def test_a_plan_that_cannot_be_read_leaves_no_event(tmp_path):
    (tmp_path / "event.toml").write_text("not a plan", encoding="utf-8")

    with pytest.raises(CommandError):
        call_command("events", "import", str(tmp_path), "--slug", "trial")

    assert not Event.objects.exists()


@pytest.fixture
def pauses(monkeypatch):
    """Return, for each pause in which others may write, what is found and what is locked then."""
    found = []

    def paused(_):
        slugs = list(Event.objects.values_list("slug", flat=True))
        found.append((slugs, connection.in_atomic_block))

    monkeypatch.setattr("summitry_web.plans.actions.apart.sleep", paused)
    return found


def stored():
    return [each.count() for each in (Event.every, StoredRow.objects, StoredChange.objects)]


@pytest.mark.django_db(transaction=True)
def test_a_plan_is_brought_in_and_deleted_in_pieces_while_nobody_finds_it(tmp_path, pauses):
    package = small_package()
    save(package, tmp_path / "plan")

    call_command("events", "import", str(tmp_path / "plan"), "--slug", "trial")
    event = Event.objects.get(slug="trial")
    written = list(pauses)
    pauses.clear()
    stands = (event.revision, snapshot_of(event).root(b"") == package.snapshot.root(b""))
    call_command("events", "delete", "trial")

    assert stands == (1, True)
    assert (len(written) > 2, len(pauses) > 2) == (True, True)
    assert {(bool(slugs), is_held) for slugs, is_held in (*written, *pauses)} == {(False, False)}
    assert stored() == [0, 0, 0]
    assert list(Entry.objects.filter(journal="trial").values_list("kind", flat=True)) == [
        "event.created", "plan.import", "event.deleted",
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_what_keeps_a_plan_from_being_brought_in_leaves_nothing_behind(pauses):
    def opened(_):
        raise SummitryError("event.slug", got="-")

    def bring(slug, opened):
        given = {"slug": slug, "name": "T", "at": LOOKED_AT, "opened": opened}
        return bring_in(node_actor(LOOKED_AT), small_package(), **given)

    with pytest.raises(SummitryError, match=r"event\.slug"):
        bring("trial", opened)
    after = stored()
    pauses.clear()
    bring("trial", lambda _: None)
    brought = stored()
    pauses.clear()
    with pytest.raises(SummitryError, match=r"event\.slug_taken"):
        bring("trial", lambda _: None)

    assert after == [0, 0, 0]
    assert (stored(), pauses) == (brought, [])


@pytest.mark.django_db(transaction=True)
def test_an_event_of_which_there_are_exercises_is_not_deleted():
    event = make_event(slug="trial", name="T", by="node", at=LOOKED_AT)
    Event.objects.create(
        slug="drill", name="D", created=LOOKED_AT, copied_from=event, kind=Kind.EXERCISE
    )

    with pytest.raises(CommandError, match="Exercises were copied from “trial”: drill"):
        call_command("events", "delete", "trial")

    assert Event.objects.filter(slug="trial").exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_being_brought_in_is_not_taken_for_what_was_left_behind():
    for age, key in ((0, "new"), (2, "old")):
        created = pages.now() - timedelta(days=age)
        Event.every.create(slug=f"~{key}", name=key, created=created, is_whole=False)

    remove_unmade.call()

    assert list(Event.every.values_list("slug", flat=True)) == ["~new"]
