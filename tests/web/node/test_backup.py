"""Backup and restore: everything, consistent, whole or not at all; a drill with a clock."""

import io
import os
import sqlite3
import stat
import tarfile
import time
from contextlib import closing
from datetime import UTC, datetime

import pytest

from summitry.kit.errors import SummitryError
from summitry_web.node.backup import backup, run_tool
from summitry_web.node.home import Home, Kept
from summitry_web.node.restoring import restore
from tests.web.node.made import a_home, free_port, summitry, told

AT = datetime(2030, 5, 1, 8, tzinfo=UTC)
PASSPHRASE = "correct horse battery"
SECONDS_TO_RESTORE_MAX = 60

FILL = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "summitry_web.frame.settings"
import django
django.setup()
from datetime import datetime, UTC
from summitry_web.events.models import Event
from summitry_web.plans.models import StoredRow, StoredChange, RowEdit
event = Event.objects.create(slug="summit", name="Synthetic", key=b"k" * 32, revision=1,
                             created=datetime(2030, 5, 1, tzinfo=UTC))
change = StoredChange.objects.create(event=event, revision=1, kind="import", person_id="S-001",
                                     at=datetime(2030, 5, 1, tzinfo=UTC))
keys = [f"P-{n:05}" for n in range(40_000)]
StoredRow.objects.bulk_create(
    [StoredRow(event=event, table="posts", key=k, content=k.encode() * 30, schema=1, hash="0" * 32,
               revision=1, marking=1, field="venues", is_owned=False, text=k.lower())
     for k in keys], batch_size=2000)
RowEdit.objects.bulk_create(
    [RowEdit(change=change, event=event, table="posts", key=k, after=k.encode() * 30, schema=1)
     for k in keys], batch_size=2000)
"""


@pytest.fixture
def home(tmp_path):
    made = Home(tmp_path / "home")
    made.make()
    with closing(sqlite3.connect(made.database)) as joined:
        joined.execute("PRAGMA journal_mode=WAL")
        joined.execute("CREATE TABLE t (n INTEGER)")
        joined.execute("INSERT INTO t VALUES (41)")
        joined.commit()
    (made.path / "secret.key").write_text("secret")
    (made.path / "files").mkdir()
    (made.path / "files" / "plan.pdf").write_bytes(b"%PDF" * 1000)
    (made.logs / "site.log").write_text("a line")
    return made


def rows_of(home):
    with closing(sqlite3.connect(home.database)) as joined:
        return joined.execute("SELECT n FROM t").fetchall()


def files_of(home):
    return sorted(
        each.relative_to(home.path).as_posix() for each in home.path.rglob("*") if each.is_file()
    )


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["plain", "encrypted"])
def test_restored_folder_holds_what_was_backed_up(home, tmp_path, passphrase):
    out = tmp_path / "out.tar.gz"
    backup(home, out, at=AT, passphrase=passphrase)

    new = Home(tmp_path / "new")
    made = restore(out, new, passphrase)

    assert rows_of(new) == [(41,)]
    assert files_of(new) == ["files/plan.pdf", "secret.key", "site.sqlite3"]
    assert [each.name for each in made.manifest.parts] == [
        "site.sqlite3", "files/plan.pdf", "secret.key",
    ]  # fmt: skip
    assert stat.S_IMODE((new.path / "secret.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_copy_is_what_was_committed_while_somebody_writes(home, tmp_path):
    with closing(sqlite3.connect(home.database)) as writer:
        writer.execute("INSERT INTO t VALUES (42)")
        backup(home, tmp_path / "out.tar.gz", at=AT)
        writer.commit()

    new = Home(tmp_path / "new")
    restore(tmp_path / "out.tar.gz", new)

    assert rows_of(new) == [(41,)]


def test_no_file_of_a_journal_is_ahead_of_the_database_that_it_is_handed_over_from(home, tmp_path):
    for name in ("audit/summit", "zeta"):
        (home.path / name).mkdir(parents=True)
        with closing(sqlite3.connect(home.path / name / "journal.sqlite3")) as joined:
            joined.execute("CREATE TABLE t (n INTEGER)")

    made = backup(home, tmp_path / "out.tar.gz", at=AT)

    assert [each.name for each in made.parts][:3] == [
        "audit/summit/journal.sqlite3", "zeta/journal.sqlite3", "site.sqlite3",
    ]  # fmt: skip


def test_nothing_readable_stands_in_an_encrypted_backup(home, tmp_path):
    backup(home, tmp_path / "out.enc", at=AT, passphrase=PASSPHRASE)

    assert b"site.sqlite3" not in (tmp_path / "out.enc").read_bytes()
    with pytest.raises(SummitryError) as caught:
        restore(tmp_path / "out.enc", Home(tmp_path / "new"))
    assert caught.value.code == "backup.passphrase_needed"


def test_folder_that_is_not_empty_is_left_alone(home, tmp_path):
    backup(home, tmp_path / "out.tar.gz", at=AT)

    with pytest.raises(SummitryError) as caught:
        restore(tmp_path / "out.tar.gz", home)

    assert caught.value.code == "restore.not_empty"
    assert rows_of(home) == [(41,)]


def rewritten(path, change):
    """Write the archive anew, each part as ``change`` gives it back, left out where it is None."""
    made = io.BytesIO()
    with tarfile.open(path) as old, tarfile.open(fileobj=made, mode="w:gz") as new:
        for member in old:
            name, content = change(member.name, old.extractfile(member).read()) or (None, None)
            if name is not None:
                told_ = tarfile.TarInfo(name)
                told_.size = len(content)
                new.addfile(told_, io.BytesIO(content))
    path.write_bytes(made.getvalue())


@pytest.mark.parametrize(
    "change",
    [
        lambda name, content: (name, b"other!" if name == "secret.key" else content),
        lambda name, content: None if name == "secret.key" else (name, content),
        lambda name, content: ("../x" if name == "secret.key" else name, content),
        lambda name, content: None if name == "manifest.json" else (name, content),
    ],
    ids=["other content", "left out", "outside of the folder", "no manifest"],
)
def test_backup_that_was_tampered_with_restores_nothing(home, tmp_path, change):
    out = tmp_path / "out.tar.gz"
    backup(home, out, at=AT)
    rewritten(out, change)

    with pytest.raises(SummitryError) as caught:
        restore(out, Home(tmp_path / "new"))

    assert caught.value.code == "backup.damaged"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["home", "out.tar.gz"]


def test_what_is_no_backup_is_refused(tmp_path):
    (tmp_path / "out").write_bytes(os.urandom(100))

    with pytest.raises(SummitryError) as caught:
        restore(tmp_path / "out", Home(tmp_path / "new"))

    assert caught.value.code == "backup.unreadable"


def test_missing_tool_of_postgresql_is_named(home, tmp_path, monkeypatch):
    home.keep(Kept(database="postgresql://localhost/plan"))
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(SummitryError) as caught:
        run_tool(("pg_dump", "x"), home)

    assert (caught.value.code, caught.value.facts["got"]) == ("backup.tool_missing", "pg_dump")


@pytest.mark.slow
def test_drill_destroyed_node_is_ready_again_within_a_minute(tmp_path, capsys):
    home = a_home(tmp_path / "home")
    filled = told("-c", FILL, home=home)
    assert filled.returncode == 0, filled.stderr
    backup(home, tmp_path / "out.tar.gz", at=AT)
    size = home.database.stat().st_size
    home.path.rename(tmp_path / "destroyed")

    began = time.monotonic()
    restored = summitry("restore", tmp_path / "out.tar.gz", "--home", home.path)
    ready = summitry("serve", "--home", home.path, "--port", free_port(), "--workers", 1, "--once")
    seconds = time.monotonic() - began

    with capsys.disabled():
        print(f"\nrestore drill: {size / 1e6:.0f} MB, ready again in {seconds:.1f} s")
    assert (restored.returncode, ready.returncode) == (0, 0), restored.stderr + ready.stderr
    with closing(sqlite3.connect(home.database)) as joined:
        assert joined.execute("SELECT count(*) FROM plans_storedrow").fetchone() == (40_000,)
    assert seconds <= SECONDS_TO_RESTORE_MAX
