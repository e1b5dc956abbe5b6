"""An event with two units, and accounts in it."""

from datetime import UTC, datetime

import pytest

from summitry_web.accounts.access import actor_of
from summitry_web.accounts.models import Account, Grant
from summitry_web.events.models import Event

AT = datetime(2030, 5, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def event(db):  # noqa: ARG001  # it opens the database
    return Event.objects.create(slug="summit", name="Summit", created=AT)


@pytest.fixture
def granted(event):
    """Return a maker of accounts with a role in the event."""

    def make(email, role, unit_id="", clearance="TLP:AMBER"):
        account = Account.objects.make(email, "Synthetic Person")
        Grant.objects.create(
            account=account, event=event, role=role, unit_id=unit_id, clearance=clearance,
            person_id=f"P-{account.pk}",
        )  # fmt: skip
        return account

    return make


@pytest.fixture
def acting(event):
    """Return a maker of actors from accounts."""
    return lambda account: actor_of(account, event, {}, "")
