"""Which database the site's tests run on."""

import os
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from summitry_web.frame.database import database_of
from tools.with_postgresql import running

ASKED = "SUMMITRY_TEST_DATABASE"
ADDRESS = "SUMMITRY_DATABASE"
CHOICES = ("sqlite", "postgresql")

_STARTED = ExitStack()


def use(name: str) -> None:
    """Point Django at the database; starts a PostgreSQL where none was started around the tests."""
    if name == "postgresql" and ADDRESS not in os.environ:
        os.environ[ADDRESS] = _STARTED.enter_context(running())
    address = os.environ.get(ADDRESS, "") if name == "postgresql" else ""
    settings.DATABASES["default"].clear()
    settings.DATABASES["default"].update(_in_tests(address))
    # Django filled in what is not said when it started.
    connections.settings = connections.configure_settings(settings.DATABASES)
    # Whoever looked at the connection before made one of the old kind: every test would use that.
    for alias in connections:
        if hasattr(connections._connections, alias):
            del connections[alias]


def end() -> None:
    """Stop what ``use`` started."""
    _STARTED.close()


def _in_tests(address: str) -> dict[str, Any]:
    home = Path(settings.HOME)
    made = database_of(address, home)
    if not address:
        # A file, as in earnest: one in memory would be one connection for all threads.
        return {**made, "CONN_MAX_AGE": 0, "TEST": {"NAME": str(home / "test.sqlite3")}}
    # A connection that outlives its thread would keep the database from being removed.
    return {**made, "CONN_MAX_AGE": 0}
