"""A planned event, a reporter in the field, and two people at the desk."""

import pytest

from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.intake.actions import Said, send
from summitry_web.intake.terms import Act, PlaceKind
from tests.web.made import AT, a_grant, a_planned_event, an_account, an_actor


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def event(db):  # noqa: ARG001  # it opens the database
    return a_planned_event()[0]


@pytest.fixture
def granted(event):
    """Return a maker of accounts with a role in the event."""

    def make(role, unit="", clearance=Marking.AMBER):
        account = an_account()
        a_grant(account, event, role, unit, clearance)
        return account

    return make


@pytest.fixture
def reporter(granted, event):
    return an_actor(granted(Role.REPORTER, "U-9"), event)


@pytest.fixture
def desk(granted, event):
    return an_actor(granted(Role.TRIAGE), event)


@pytest.fixture
def second(granted, event):
    return an_actor(granted(Role.TRIAGE), event)


@pytest.fixture
def said():
    """Return a maker of what a phone sends."""

    def make(**cells):
        return Said(
            **{
                "client_id": "phone-0001", "act": Act.OBJECT, "words": "A red box by the door",
                "place_kind": PlaceKind.WORDS, "place": "North door", "happened_at": AT, **cells,
            }
        )  # fmt: skip

    return make


@pytest.fixture
def report(reporter, event, said):
    return send(reporter, event, said(), at=AT)
