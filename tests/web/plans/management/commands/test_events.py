"""Who is invited to the example."""

from datetime import UTC, datetime

import pytest

from summitry.cli.files import load
from summitry.kit.time import seconds_of
from summitry.plan.command import CommandPost
from summitry.plan.organisation import Person, Unit
from summitry_web.accounts.roles import Role
from summitry_web.events.example import example
from summitry_web.plans.management.commands.events import DEMO_PEOPLE

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
