"""What every test of the site stands on."""

from pathlib import Path

import pytest
from django.db import connection

from summitry_web.journal import triggers


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:  # noqa: ARG001  # it comes first
    """Take away the triggers that keep the journal, so that a test's database can be emptied.

    That the migrations install them is proved here: removing what is not there fails. What they
    refuse is tested in ``tests/web/journal/test_triggers.py``, which installs them again.
    """
    with django_db_blocker.unblock():
        triggers.remove(connection)


@pytest.fixture(autouse=True)
def own_home(settings: object, tmp_path: Path) -> None:
    """Give each test its own keys."""
    settings.HOME = tmp_path / "home"
