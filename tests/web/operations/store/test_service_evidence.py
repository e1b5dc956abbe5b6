"""The process that writes the journals hands over what waits when it is asked to."""

from threading import Thread

import pytest

from summitry.kit.time import SystemClock
from summitry.operations.audit import judge_file
from summitry.operations.judge import Fault, Reason, Verified
from summitry_web.frame.sockets import Server
from summitry_web.journal import access, actions
from summitry_web.operations.store.service import Writers, answering
from tests.web.journal.made import AT, change_database, public_key
from tests.web.journal.test_actions import written


@pytest.fixture
def process(settings, tmp_path):
    """Answer as the process does, in a thread of its own."""
    settings.JOURNAL = str(tmp_path / "journal.sock")
    with Server(tmp_path / "journal.sock", answering(Writers(SystemClock()))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield
        server.shutdown()
        thread.join()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("process")
def test_evidence_waits_until_the_process_has_handed_over_that_it_was_taken():
    written(3)

    lines = list(actions.export("summit", actor="P-1", at=AT))

    assert judge_file(lines, public_key=public_key()) == Verified(4, 4)
    assert access.entry("summit", 4).kind == "journal.exported"
    assert access.waiting("summit") is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("process")
@pytest.mark.parametrize("handed_over", [0, 3])
def test_evidence_of_what_counts_is_given_where_the_database_tells_an_entry_otherwise(handed_over):
    written(handed_over)
    list(actions.export("summit", actor="P-1", at=AT))
    size = handed_over + 1
    written(2)
    change_database("UPDATE journal_entry SET actor = 'P-9' WHERE number = %s", size + 1)

    lines = list(actions.export("summit", actor="P-1", at=AT))

    assert judge_file(lines, public_key=public_key()) == Verified(size, size)
    assert access.verify("summit") == Fault(Reason.CHANGED, size + 1, size + 1)
    assert access.waiting("summit") == access.Waiting(count=3, since=AT)
