"""Who is invited to the example, and how long a plan that is brought in stops others."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from summitry.cli.files import load, save
from summitry.kit.time import seconds_of
from summitry.package.package import Package
from summitry.plan.command import CommandPost
from summitry.plan.organisation import Person, Unit
from summitry.plan.snapshot import Snapshot
from summitry_web.accounts.roles import Role
from summitry_web.events.example import example
from summitry_web.events.models import Event
from summitry_web.plans.management.commands.events import DEMO_PEOPLE
from tests.plans.one_rule import EVENT

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
