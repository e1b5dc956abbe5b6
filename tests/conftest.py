"""How much random examples are worth, and on which database the site's tests run."""

import os

import pytest
from django.db import connection
from hypothesis import settings

from summitry_web.journal import triggers
from tests import databases

# The same examples on every machine, however slow: a flaky test is a bug of the first order.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("full", deadline=None, max_examples=2_000, print_blob=True)
settings.load_profile("steady")


def pytest_addoption(parser):
    parser.addoption(
        "--database",
        choices=databases.CHOICES,
        default=os.environ.get(databases.ASKED, databases.CHOICES[0]),
        help="what the site's tests run on",
    )


def pytest_configure(config):
    databases.use(config.getoption("--database"))


def pytest_unconfigure():
    databases.end()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):  # noqa: ARG001  # it comes first
    """Take away the triggers that keep the journal, so that a test's database can be emptied.

    That the migrations install them is proved here: removing what is not there fails. What they
    refuse is tested in ``tests/web/journal/test_triggers.py``, which installs them again.
    """
    with django_db_blocker.unblock():
        triggers.remove(connection)
