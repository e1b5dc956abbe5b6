"""Backup, restore and a failed upgrade on PostgreSQL by its own tools; a drill with a clock."""

import time
from urllib.parse import urlsplit

import psycopg
import pytest

from summitry.kit.errors import SummitryError, Text
from summitry_web.frame.looks import Look
from summitry_web.node.backup import backup
from summitry_web.node.home import Home, Kept
from summitry_web.node.restoring import DUMP, restore
from summitry_web.node.upgrading import upgrade
from tests.web.node.made import free_port, summitry, told
from tests.web.node.test_backup import AT, FILL, SECONDS_TO_RESTORE_MAX
from tools.with_postgresql import running

ADDRESS = "SUMMITRY_DATABASE"
NAME = "node 1"
PASSWORD = "p@ss/word"
TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
KEPT = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"


class StoppedClock:
    def now(self):
        return AT


@pytest.fixture(scope="module")
def server():
    """Yield the address of a server on which the role of a node owns a database, and no more."""
    with running() as address:
        with psycopg.connect(address, autocommit=True) as chief:
            chief.execute(f"CREATE ROLE planner LOGIN PASSWORD '{PASSWORD}'")
        yield address


@pytest.fixture
def home(server, tmp_path, monkeypatch):
    emptied(server)
    parts = urlsplit(server)
    address = f"postgresql://planner:p%40ss%2Fword@{parts.hostname}:{parts.port}/node%201"
    monkeypatch.setenv(ADDRESS, address)
    made = Home(tmp_path / "home")
    made.make()
    made.keep(Kept(database=address))
    done = managed(made, address, "migrate", "--verbosity=0")
    assert done.returncode == 0, done.stderr
    return made


def managed(home, address, *words):
    script = (
        f"import os; os.environ[{ADDRESS!r}] = {address!r};"
        "import runpy, sys; sys.argv[0] = 'summitry_web';"
        "runpy.run_module('summitry_web', run_name='__main__', alter_sys=True)"
    )
    return told("-c", script, *words, home=home)


def filled(home, address):
    done = told("-c", f"import os; os.environ[{ADDRESS!r}] = {address!r}\n{FILL}", home=home)
    assert done.returncode == 0, done.stderr


def emptied(server):
    """Make the node's database anew, with nothing in it."""
    with psycopg.connect(server, autocommit=True) as chief:
        chief.execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')
        chief.execute(f'CREATE DATABASE "{NAME}" OWNER planner')


def asked(home, *statements):
    address = home.kept().database
    with psycopg.connect(address, autocommit=True) as joined:
        return [joined.execute(each).fetchone() for each in statements]


def done(home, statement):
    with psycopg.connect(home.kept().database, autocommit=True) as joined:
        joined.execute(statement)


def test_restored_database_is_the_one_that_was_backed_up(home, server, tmp_path):
    filled(home, home.kept().database)
    before = asked(home, TABLES, KEPT, "SELECT count(*), max(key) FROM plans_storedrow")
    made = backup(home, tmp_path / "out.tar.gz", at=AT)
    emptied(server)

    new = Home(tmp_path / "new")
    restore(tmp_path / "out.tar.gz", new)

    assert DUMP in [each.name for each in made.parts]
    assert asked(new, TABLES, KEPT, "SELECT count(*), max(key) FROM plans_storedrow") == before
    assert before[2] == (40_000, "P-39999")
    assert before[1] > (0,)
    files = sorted(each.name for each in new.path.iterdir() if each.is_file())
    assert files == ["node.json", "secret.key"]


def test_database_that_is_not_empty_stays_and_no_folder_is_left(home, tmp_path):
    backup(home, tmp_path / "out.tar.gz", at=AT)
    before = asked(home, TABLES, KEPT)

    with pytest.raises(SummitryError) as caught:
        restore(tmp_path / "out.tar.gz", Home(tmp_path / "new"))

    assert caught.value.code == "backup.tool"
    assert "already exists" in caught.value.facts["problem"]
    assert not (tmp_path / "new").exists()
    assert asked(home, TABLES, KEPT) == before


def test_upgrade_that_fails_takes_back_also_what_it_made(home):
    filled(home, home.kept().database)
    before = asked(home, TABLES, KEPT, "SELECT count(*) FROM plans_storedrow")

    def spoil(home_, _at):
        # As a migration does that works, before another that does not.
        done(home_, "DELETE FROM plans_storedrow WHERE key > 'P-1'")
        done(home_, "CREATE TABLE later (event_id bigint REFERENCES events_event (id))")
        return (Look(name="database", state="bad", told=Text("Broken.")),)

    made = upgrade(home, StoppedClock(), lambda *_, **__: None, look=spoil)

    assert not made.worked
    assert asked(home, TABLES, KEPT, "SELECT count(*) FROM plans_storedrow") == before


def test_upgrade_that_works_keeps_everything(home):
    before = asked(home, TABLES, KEPT)

    made = upgrade(home, StoppedClock(), lambda *_, **__: None, look=lambda *_: ())

    assert (made.worked, made.path.exists()) == (True, True)
    assert asked(home, TABLES, KEPT) == before


@pytest.mark.slow
def test_drill_destroyed_node_and_database_are_ready_again_within_a_minute(
    home, server, tmp_path, capsys
):
    filled(home, home.kept().database)
    saved = summitry("backup", tmp_path / "out.tar.gz", "--home", home.path)
    assert saved.returncode == 0, saved.stderr
    (size,) = asked(home, "SELECT pg_database_size(current_database())")[0]
    home.path.rename(tmp_path / "destroyed")
    emptied(server)

    began = time.monotonic()
    restored = summitry("restore", tmp_path / "out.tar.gz", "--home", home.path)
    ready = summitry("serve", "--home", home.path, "--port", free_port(), "--workers", 1, "--once")
    seconds = time.monotonic() - began

    with capsys.disabled():
        print(f"\nrestore drill, PostgreSQL: {size / 1e6:.0f} MB, ready in {seconds:.1f} s")
    assert (restored.returncode, ready.returncode) == (0, 0), restored.stderr + ready.stderr
    assert asked(home, "SELECT count(*) FROM plans_storedrow") == [(40_000,)]
    assert seconds <= SECONDS_TO_RESTORE_MAX
