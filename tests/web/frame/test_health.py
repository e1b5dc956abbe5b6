"""What a watchdog asks."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

HOST = {"host": "localhost"}


def test_alive_asks_no_database() -> None:
    answer = Client(headers=HOST).get("/-/alive")

    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_where_the_tables_are_those_of_this_version() -> None:
    answer = Client(headers=HOST).get("/-/ready")

    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": True, "migrated": True}


@pytest.mark.django_db
def test_not_ready_before_a_migration() -> None:
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")

    answer = Client(headers=HOST).get("/-/ready")

    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": True, "migrated": False}
