"""Processes that hand over are killed, and nodes copied, while others write; nothing is lost."""

import pytest

from summitry.kit.time import SystemClock
from summitry_web.node.backup import backup
from summitry_web.node.home import Home
from summitry_web.node.restoring import restore
from tests.web.node.made import a_home, begun, told

LINES_UNTIL_KILLED = (1, 90, 150)
STARTED = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "summitry_web.frame.settings"
import django
django.setup()
from itertools import count
from django.db import transaction
from summitry.kit.time import SystemClock
from summitry_web.journal import access
from summitry_web.journal.actions import record
"""
WRITE = f"""{STARTED}
for number in count(1):
    with transaction.atomic():
        at = SystemClock().now()
        record("row.saved", journal="summit", actor="P-1", at=at, subject=str(number))
    print(number, flush=True)
"""
TELL = f"""{STARTED}
found = access.entries("summit", access.Wanted())
print(found.handed, *(each.subject for each in reversed(found[:])))
print(access.verify("summit"))
"""


def handing(home):
    """Return the process that hands over, once it runs."""
    process = begun("-m", "summitry_web", "journal", home=home)
    assert process.stdout.readline().startswith("journal: ")
    return process


@pytest.mark.slow
def test_entries_are_all_there_once_whoever_is_killed(tmp_path):
    home = a_home(tmp_path / "home")
    written = 0
    with begun("-c", WRITE, home=home) as writer:
        for lines in LINES_UNTIL_KILLED:
            with handing(home) as killed:
                for _ in range(lines):
                    written = int(writer.stdout.readline())
                killed.kill()
        writer.kill()
        written = max([written, *(int(line) for line in writer.stdout if line.endswith("\n"))])
    with handing(home) as last:
        last.terminate()
    assert last.returncode == 0

    # One that was committed and not acknowledged any more may be there.
    assert whole_size(home) - written in {0, 1}


@pytest.mark.slow
def test_backup_of_a_node_that_runs_is_restored_whole(tmp_path):
    home = a_home(tmp_path / "home")
    with begun("-c", WRITE, home=home) as writer, handing(home) as running:
        for _ in range(100):
            before = int(writer.stdout.readline())
        backup(home, tmp_path / "out.tar.gz", at=SystemClock().now())
        writer.kill()
        running.kill()
        after = max(int(line) for line in writer.stdout if line.endswith("\n"))

    new = Home(tmp_path / "new")
    restore(tmp_path / "out.tar.gz", new)
    with handing(new) as last:
        last.terminate()

    assert before <= whole_size(new) <= after + 1


def whole_size(home):
    """Return how many entries the journal has, each handed over, in its place and signed."""
    numbers, verdict = told("-c", TELL, home=home).stdout.splitlines()
    handed, *subjects = map(int, numbers.split())
    assert subjects == list(range(1, handed + 1))
    assert verdict == f"Verified(size={handed}, signed={handed})"
    return handed
