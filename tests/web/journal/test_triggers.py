import pytest
from django.db import DatabaseError, connection, transaction

from summitry_web.journal import triggers
from summitry_web.journal.models import Entry
from tests.web.journal.made import signed_in_the_database
from tests.web.journal.test_actions import written

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("table", triggers.TABLES)
@pytest.mark.parametrize("order", ["UPDATE {} SET journal = 'x'", "DELETE FROM {}"])
def test_the_database_itself_refuses(table: str, order: str) -> None:
    written(1)
    signed_in_the_database("summit")
    triggers.install(connection)

    with (
        pytest.raises(DatabaseError, match=r"journal\.append_only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(order.format(table))


def test_rows_are_added_under_the_triggers() -> None:
    triggers.install(connection)

    written(2)

    assert Entry.objects.count() == 2
