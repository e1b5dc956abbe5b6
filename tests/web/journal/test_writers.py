"""Many write into one journal at once, and its numbers have no gap."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from summitry.operations.judge import Verified
from summitry_web.journal import access, actions
from summitry_web.journal.handing import hand_over
from tests.web.journal.test_actions import AT

WRITERS, EACH = 4, 12


def write(writer: int) -> None:
    try:
        for number in range(EACH):
            with transaction.atomic():
                actions.record("x", journal="summit", actor=f"P-{writer}", at=AT)
                # Each third is taken back, and gives its number back with it.
                transaction.set_rollback(number % 3 == 2)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_concurrent_writers_leave_no_gap() -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))

    hand_over("summit", AT)

    kept = WRITERS * EACH * 2 // 3
    assert access.verify("summit") == Verified(kept, kept)
