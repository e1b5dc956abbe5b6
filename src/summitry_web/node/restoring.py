"""`summitry restore`: a node made anew from its backup, every part checked against its hash."""

import hashlib
import os
import shutil
import sqlite3
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, cast

import msgspec
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry_web.frame.sealing import MAGIC, Opener
from summitry_web.node.backup import DUMP, FORM, MANIFEST, READ_BYTES, SQLITE, Manifest, run_tool
from summitry_web.node.home import PRIVATE_FILE, PRIVATE_FOLDER, Home, write_private

MANIFEST_BYTES_MAX = 64 * 1024 * 1024


class Restored(Struct, frozen=True, kw_only=True):
    """What a restore has made, and how long it took."""

    manifest: Manifest
    seconds: float


def restore(file: Path, home: Home, passphrase: str | None = None) -> Restored:
    """Make the node's folder from the backup; it stands there whole or not at all.

    Raises
    ------
    SummitryError
        ``restore.not_empty``, ``backup.unreadable``, ``backup.damaged``, ``backup.passphrase``.
    """
    began = time.monotonic()
    if home.path.exists() and (not home.path.is_dir() or any(home.path.iterdir())):
        raise SummitryError("restore.not_empty", got=str(home.path))
    home.path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.path.parent, prefix=".restore-") as scratch:
        made = Path(scratch) / "home"
        manifest = unpack(file, made, passphrase)
        # Where the database cannot be filled the folder is not there either, and one tries again.
        fill_database(Home(made))
        if home.path.exists():
            home.path.rmdir()
        made.rename(home.path)
    home.make()
    return Restored(manifest=manifest, seconds=time.monotonic() - began)


def unpack(file: Path, folder: Path, passphrase: str | None) -> Manifest:
    """Unpack the backup into a new folder, check every hash and every database in it."""
    folder.mkdir(mode=PRIVATE_FOLDER)
    try:
        with file.open("rb") as raw, _opened(raw, passphrase) as source:
            found, content = _unpack_parts(source, folder)
    except (OSError, EOFError, tarfile.TarError) as problem:
        raise SummitryError("backup.unreadable", got=str(file), problem=str(problem)) from problem
    manifest = _manifest(content)
    expected = {each.name: (each.size, each.sha256) for each in manifest.parts}
    wrong = sorted(
        name for name in expected.keys() | found if expected.get(name) != found.get(name)
    )
    if wrong:
        raise SummitryError("backup.damaged", got=wrong[0])
    for path in sorted(folder.rglob(f"*{SQLITE}")):
        with closing(sqlite3.connect(path)) as joined:
            if joined.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise SummitryError("backup.damaged", got=path.relative_to(folder).as_posix())
    return manifest


@contextmanager
def _opened(raw: IO[bytes], passphrase: str | None) -> Iterator[IO[bytes]]:
    is_sealed = raw.read(len(MAGIC)) == MAGIC
    raw.seek(0)
    if not is_sealed:
        yield raw
        return
    if passphrase is None:
        raise SummitryError("backup.passphrase_needed")
    yield cast("IO[bytes]", Opener(raw, passphrase))


def _unpack_parts(source: IO[bytes], folder: Path) -> tuple[dict[str, tuple[int, str]], bytes]:
    found: dict[str, tuple[int, str]] = {}
    content = b""
    with tarfile.open(fileobj=source, mode="r|gz") as archive:
        for member in archive:
            part = archive.extractfile(member)
            if part is None or not _is_plain(member.name) or member.name in found:
                raise SummitryError("backup.damaged", got=member.name)
            if member.name == MANIFEST:
                content = part.read(MANIFEST_BYTES_MAX)
            else:
                found[member.name] = _copied(part, folder / member.name)
    return found, content


def _is_plain(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and str(path) == name


def _copied(part: IO[bytes], path: Path) -> tuple[int, str]:
    path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    size, hashed = 0, hashlib.sha256()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(path, flags, PRIVATE_FILE), "wb") as file:
        while chunk := part.read(READ_BYTES):
            size += len(chunk)
            hashed.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return size, hashed.hexdigest()


def _manifest(content: bytes) -> Manifest:
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except msgspec.MsgspecError as problem:
        raise SummitryError("backup.damaged", got=MANIFEST) from problem
    if manifest.form != FORM:
        raise SummitryError("backup.form", got=manifest.form, expected=FORM)
    return manifest


def put_back(file: Path, home: Home) -> None:
    """Bring the node's databases and files back to what the backup holds; it must not run.

    Logs and backups stay. What was made since the backup is kept aside, not deleted.
    """
    with tempfile.TemporaryDirectory(dir=home.path, prefix=".restore-") as scratch:
        made = Path(scratch) / "home"
        unpack(file, made, None)
        aside = home.backups / f"aside-of-{file.name.removesuffix('.tar.gz')}"
        aside.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        for path in sorted(made.iterdir()):
            _swap(path, home.path / path.name, aside)
    fill_database(home, before=EMPTIED)


def _swap(new: Path, old: Path, aside: Path) -> None:
    for each in (old, *(old.with_name(old.name + end) for end in ("-wal", "-shm"))):
        if each.exists():
            kept = aside / each.name
            if kept.is_dir():
                shutil.rmtree(kept)
            each.replace(kept)
    new.replace(old)


EMPTIED = """
DO $$
DECLARE each record;
BEGIN
  FOR each IN SELECT tablename AS name FROM pg_tables
    WHERE schemaname = current_schema() AND tableowner = current_user
  LOOP EXECUTE format('DROP TABLE %I CASCADE', each.name); END LOOP;
  FOR each IN SELECT oid::regprocedure AS name FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace
      AND proowner = current_user::regrole
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
  LOOP EXECUTE format('DROP ROUTINE %s CASCADE', each.name); END LOOP;
END $$;
"""
"""Takes away what the node has made in its database.

Not what the backup names alone: a table made since may refer to one of those, so that it could not
be dropped, or would be in the way of the next upgrade.
"""


def fill_database(home: Home, *, before: str = "") -> None:
    """Bring PostgreSQL's dump into the database, whole or not at all; nothing to do on SQLite.

    Parameters
    ----------
    before
        SQL that is done first, in the same transaction.
    """
    dump = home.path / DUMP
    if not dump.exists():
        return
    script, first = dump.with_suffix(".sql"), dump.with_suffix(".before.sql")
    try:
        write_private(script, b"")
        write_private(first, before.encode())
        run_tool(("pg_restore", "--no-owner", f"--file={script}", str(dump)), home)
        run_tool(
            (
                "psql", "--no-psqlrc", "--quiet", "--single-transaction",
                "--set=ON_ERROR_STOP=1", f"--file={first}", f"--file={script}",
            ),
            home,
        )  # fmt: skip
    finally:
        script.unlink(missing_ok=True)
        first.unlink(missing_ok=True)
    dump.unlink()
