"""A server of the test's own, which ends whatever becomes of who started it."""

import os
import signal
import subprocess
import sys

import psycopg
import pytest

from tools.with_postgresql import main, running

ASKING = (
    "import os, psycopg; psycopg.connect(os.environ['SUMMITRY_DATABASE']).close(); "
    "raise SystemExit(7)"
)
STAYING = "import os, time; print(os.environ['SUMMITRY_DATABASE'], flush=True); time.sleep(600)"


def test_server_answers_and_is_gone_afterwards():
    with running() as address, psycopg.connect(address) as connection:
        told = connection.execute("show fsync").fetchone()

    assert told == ("off",)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)


def test_answer_of_the_command_is_handed_on():
    assert main(["--", sys.executable, "-c", ASKING]) == 7


def test_server_ends_where_its_starter_is_killed():
    starter = subprocess.Popen(  # noqa: S603  # our own command
        (sys.executable, "-m", "tools.with_postgresql", "--", sys.executable, "-c", STAYING),
        stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    address = starter.stdout.readline().strip()
    held = psycopg.connect(address)

    os.killpg(starter.pid, signal.SIGKILL)
    starter.wait()

    # The server's end closes the connection, which is waited for and not slept through.
    with pytest.raises(psycopg.OperationalError):
        for _ in held.notifies(timeout=60):
            pass
    starter.stdout.close()
