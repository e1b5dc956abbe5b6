"""The process that hands over is killed again and again while others write; nothing is lost."""

import pytest

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

    numbers, verdict = told("-c", TELL, home=home).stdout.splitlines()

    handed, *subjects = map(int, numbers.split())
    assert subjects == list(range(1, handed + 1))
    # One that was committed and not acknowledged any more may be there.
    assert handed - written in {0, 1}
    assert verdict == f"Verified(size={handed}, signed={handed})"
