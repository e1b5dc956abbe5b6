"""`summitry backup`: one file with everything that a node keeps, consistent, each part by hash."""

import hashlib
import io
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, cast

import msgspec
from msgspec import Struct

from summitry import __version__
from summitry.kit.errors import SummitryError
from summitry_web.frame.database import database_of
from summitry_web.frame.sealing import Sealer, require_strong
from summitry_web.node.home import PRIVATE_FILE, Home, write_private
from summitry_web.node.programs import base_environment

MANIFEST = "manifest.json"
DUMP = "database.pgdump"
FORM = 1
LAST = "last-backup"
LEFT_OUT = frozenset({"logs", "backups", "static", "node.lock", "reserve", LAST})
ENDINGS_LEFT_OUT = ("-wal", "-shm", "-journal", ".sock", ".new")
SQLITE = ".sqlite3"
MADE_AGAIN = frozenset({"shown.sqlite3"})
"""What is made anew from a journal: a copy could be ahead of the journal that was copied first."""
READ_BYTES = 1 << 20


class Part(Struct, frozen=True, kw_only=True):
    """One file of a backup."""

    name: str
    size: int
    sha256: str


class Manifest(Struct, frozen=True, kw_only=True):
    """What a backup holds; it stands last in it."""

    form: int
    version: str
    at: datetime
    parts: tuple[Part, ...]


class _Hashing(io.RawIOBase):
    """Hashes what is read through it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.hash = file, hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        content = self.file.read(size)
        self.hash.update(content)
        return content


def backup(home: Home, out: Path, *, at: datetime, passphrase: str | None = None) -> Manifest:
    """Write the backup whole or not at all, readable by its user alone, and return its manifest.

    The node may run meanwhile: the database is copied first, and what a row names is never
    changed once it is written.
    """
    if not home.path.is_dir():
        raise SummitryError("home.missing", got=str(home.path))
    if passphrase is not None:
        require_strong(passphrase)
    beside = out.with_name(f".{out.name}.part")
    try:
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    except OSError as problem:
        told = problem.strerror or str(problem)
        raise SummitryError("output.unwritable", path=str(out), problem=told) from problem
    try:
        with os.fdopen(descriptor, "wb") as file, _sealed(file, passphrase) as sink:
            manifest = _write(home, sink, at)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(out)
        write_private(home.path / LAST, at.isoformat().encode())
    finally:
        beside.unlink(missing_ok=True)
    return manifest


def last_backup(home: Home) -> datetime | None:
    """Return when the last backup of the folder was made, None where there was none."""
    noted = home.path / LAST
    try:
        return datetime.fromisoformat(noted.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


@contextmanager
def _sealed(file: IO[bytes], passphrase: str | None) -> Iterator[IO[bytes]]:
    if passphrase is None:
        yield file
        return
    sealer = Sealer(file, passphrase)
    yield cast("IO[bytes]", sealer)
    sealer.finish()


def _write(home: Home, sink: IO[bytes], at: datetime) -> Manifest:
    parts: list[Part] = []
    with (
        tempfile.TemporaryDirectory(dir=home.path, prefix=".backup-") as scratch,
        tarfile.open(fileobj=sink, mode="w|gz", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name, path in _copied_databases(home, Path(scratch)):
            parts.append(_add(archive, name, path))
        for path in _files(home.path):
            name = path.relative_to(home.path).as_posix()
            parts.append(_add(archive, name, path))
        manifest = Manifest(form=FORM, version=__version__, at=at, parts=tuple(parts))
        content = msgspec.json.format(msgspec.json.encode(manifest))
        told = tarfile.TarInfo(MANIFEST)
        told.size, told.mode = len(content), PRIVATE_FILE
        archive.addfile(told, io.BytesIO(content))
    return manifest


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in LEFT_OUT or path.name.startswith(".") or path.is_symlink():
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.is_file() and not path.name.endswith((SQLITE, *ENDINGS_LEFT_OUT)):
            yield path


def _copied_databases(home: Home, scratch: Path) -> Iterator[tuple[str, Path]]:
    # The site's database comes last: what was handed over to a journal's file is in it as well, so
    # that no file is ahead of it, and what is not in the file yet waits there.
    found = sorted(home.path.rglob(f"*{SQLITE}"), key=lambda path: (path == home.database, path))
    for number, path in enumerate(found):
        relative = path.relative_to(home.path)
        is_made_again = path.name in MADE_AGAIN
        if relative.parts[0] in LEFT_OUT or relative.parts[0].startswith(".") or is_made_again:
            continue
        copy = scratch / f"{number}{SQLITE}"
        copy_sqlite(path, copy)
        yield relative.as_posix(), copy
    kept = home.kept()
    if kept.database:
        dump = scratch / DUMP
        run_tool(("pg_dump", "--format=custom", f"--file={dump}"), home)
        yield DUMP, dump


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy the database as it stands at one moment, while others may write to it."""
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as from_,
        closing(sqlite3.connect(target)) as to,
    ):
        from_.backup(to)
        to.execute("PRAGMA journal_mode=DELETE")


def run_tool(command: tuple[str, ...], home: Home) -> None:
    """Run one of PostgreSQL's own tools on the node's database.

    Raises
    ------
    SummitryError
        ``backup.tool_missing`` where it is not installed, ``backup.tool`` where it fails.
    """
    found = shutil.which(command[0])
    if found is None:
        raise SummitryError("backup.tool_missing", got=command[0])
    done = subprocess.run(  # noqa: S603  # a tool found on the path, our arguments, no shell
        (found, *command[1:]), env=_tools_environment(home),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or [""])[-1]
        raise SummitryError("backup.tool", got=command[0], problem=last)


def _tools_environment(home: Home) -> dict[str, str]:
    """Return where PostgreSQL's tools find the database; everybody may read a command line."""
    kept = home.kept()
    known = database_of(kept.database, home.path)
    named = {
        "PGHOST": known["HOST"], "PGPORT": str(known["PORT"]), "PGUSER": known["USER"],
        "PGPASSWORD": known["PASSWORD"], "PGDATABASE": known["NAME"],
    }  # fmt: skip
    return {**base_environment(home, kept), **{name: told for name, told in named.items() if told}}


def _add(archive: tarfile.TarFile, name: str, path: Path) -> Part:
    with path.open("rb") as file:
        told = tarfile.TarInfo(name)
        told.size, told.mode = os.fstat(file.fileno()).st_size, PRIVATE_FILE
        hashing = _Hashing(file)
        archive.addfile(told, cast("IO[bytes]", hashing))
    return Part(name=name, size=told.size, sha256=hashing.hash.hexdigest())
