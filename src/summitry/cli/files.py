"""Plans in files: the one place of the core that opens them."""

import gc
import os
import shutil
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from summitry.kit.errors import SummitryError
from summitry.outcome.live import LiveState
from summitry.package.bounds import FILES_MAX, LIVE_BYTES_MAX, NEAR_MAX
from summitry.package.dayfile import live_of
from summitry.package.eventfile import EVENT
from summitry.package.eventfile import FILE as EVENT_FILE
from summitry.package.package import Package
from summitry.package.problems import PackageRefused, Problem, near
from summitry.package.read import is_ignored, read_package
from summitry.package.template import Adoption
from summitry.package.write import files_of
from summitry.plan.mandate import Event
from summitry.plan.snapshot import NO_KEY, Snapshot

WORKBOOK_SUFFIX = ".xlsx"
KEY_SUFFIX = ".key"
KEY_BYTES_MAX = 64
_WORKBOOK_WRITER = "summitry.package.workbook_write"
_WORKBOOK_READER = "summitry.package.workbook_read"


class Folder:
    """The regular files of a folder as a source of streams; links are refused, never followed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def names(self) -> Iterable[str]:
        """Return the files' paths from the folder on, with forward slashes."""
        return sorted(self._names(self.path, ""))

    def open(self, name: str) -> BinaryIO:
        """Return the file of that name, opened to read."""
        return (self.path / name).open("rb")

    def _names(self, folder: Path, prefix: str) -> Iterator[str]:
        irregular = []
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries):
                name = prefix + entry.name
                if number > FILES_MAX or is_ignored(name):
                    yield name
                elif entry.is_dir(follow_symlinks=False) and not prefix:
                    yield from self._names(folder / entry.name, name + "/")
                elif entry.is_file(follow_symlinks=False):
                    yield name
                else:
                    irregular.append(Problem(file=name, code="file.not_regular"))
        if irregular:
            raise PackageRefused(irregular)


def load(path: Path) -> Package:
    """Return the package in the folder or workbook, with the key that lies beside it.

    Raises
    ------
    PackageRefused
        With every problem of the package.
    SummitryError
        ``path.missing``, ``path.unreadable``, ``key.malformed``.
    """
    try:
        with _without_collection():
            if path.is_dir():
                if not (path / EVENT_FILE).exists() and (inside := _plans_in(path)):
                    raise SummitryError("path.missing", path=str(path), near=inside[:NEAR_MAX])
                return read_package(Folder(path), key=load_key(path))
            if is_workbook(path) and path.is_file():
                reader = import_module(_WORKBOOK_READER)
                with path.open("rb") as stream:
                    package: Package = reader.read_workbook(stream, path.name, key=load_key(path))
                return package
    except OSError as problem:
        raise SummitryError("path.unreadable", path=str(path), problem=told(problem)) from problem
    if path.exists():
        raise SummitryError("path.not_a_package", path=str(path))
    raise SummitryError("path.missing", path=str(path), near=_near_paths(path))


def content_of(path: Path, bytes_max: int) -> bytes:
    """Return what stands in the file, one byte more than the bound where it is longer.

    Raises
    ------
    SummitryError
        ``path.unreadable``.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(bytes_max + 1)
    except OSError as problem:
        raise SummitryError("path.unreadable", path=str(path), problem=told(problem)) from problem


def told(problem: OSError) -> str:
    """Return what the system says, without its number and without our own interim names."""
    return problem.strerror or str(problem)


def load_template(path: Path, adoption: Adoption) -> Package:
    """Return the next event's plan, made from the template in the folder.

    Raises
    ------
    PackageRefused
        With every problem of the template.
    SummitryError
        ``path.missing``, ``path.unreadable``.
    """
    if not path.is_dir():
        raise SummitryError("path.missing", path=str(path), near=_near_paths(path))
    try:
        return read_package(Folder(path), adoption=adoption)
    except OSError as problem:
        raise SummitryError("path.unreadable", path=str(path), problem=told(problem)) from problem


def require_free(path: Path) -> None:
    """Refuse a place at which something stands already; an empty folder is free."""
    taken = any(path.iterdir()) if path.is_dir() else path.exists() or path.is_symlink()
    if taken:
        raise SummitryError("path.taken", path=str(path))


def save_files(files: Mapping[str, bytes], path: Path) -> None:
    """Write the files into a new folder in one step; refuse a place that is taken."""
    require_free(path)
    _replace_folder(path, files)


def load_live(path: Path, snapshot: Snapshot) -> LiveState:
    """Return the live state in the file, for the plan.

    Raises
    ------
    SummitryError
        ``live.missing``, ``path.unreadable``, or why the content cannot be used.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(LIVE_BYTES_MAX + 1)
    except FileNotFoundError as problem:
        raise SummitryError("live.missing", path=str(path)) from problem
    except OSError as problem:
        raise SummitryError("path.unreadable", path=str(path), problem=told(problem)) from problem
    return live_of(content, snapshot)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Put off the search for cycles: a plan's rows have none, and looking costs a third."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def is_workbook(path: Path) -> bool:
    """Say whether the path names a workbook."""
    return path.suffix.lower() == WORKBOOK_SUFFIX


def _near_paths(path: Path) -> tuple[str, ...]:
    """Return the packages that lie where the path points, the first few."""
    parent = path.parent
    if not parent.is_dir():
        return ()
    names = [Path(plan).name for plan in _plans_in(parent)]
    return tuple(str(parent / name) for name in near(path.name, names))


def _plans_in(folder: Path) -> tuple[str, ...]:
    """Return the plans that are folders in the folder, in the order of their names."""
    with os.scandir(folder) as entries:
        names = sorted(each.name for each in entries if (folder / each.name / EVENT_FILE).is_file())
    return tuple(str(folder / name) for name in names)


def load_key(path: Path) -> bytes:
    """Return the event's key from the file beside the package, or no key where there is none."""
    place = key_path(path)
    if not place.is_file():
        return NO_KEY
    with place.open("rb") as stream:
        text = stream.read(2 * KEY_BYTES_MAX + 2)
    try:
        key = bytes.fromhex(text.decode("ascii").strip())
    except ValueError as problem:
        raise SummitryError("key.malformed", path=str(place)) from problem
    if not 0 < len(key) <= KEY_BYTES_MAX:
        raise SummitryError("key.malformed", path=str(place))
    return key


def key_path(path: Path) -> Path:
    """Return where the key of the package lies: beside it, never in it."""
    whole = path.resolve()
    stem = whole.stem if is_workbook(whole) else whole.name
    return whole.with_name(stem + KEY_SUFFIX)


def save(package: Package, path: Path) -> None:
    """Write the package as a folder, or as a workbook where the path ends in ``.xlsx``.

    The old content is replaced once the new one is whole; where anything fails it stays.

    Raises
    ------
    SummitryError
        ``path.not_a_package`` when something that is no package would be replaced,
        ``path.other_event`` when a plan of another event would, ``path.unwritable``, or the
        reason why a value fits into no cell.
    """
    _require_own_place(package, path)
    if is_workbook(path):
        writer = import_module(_WORKBOOK_WRITER)
        content: bytes = writer.workbook_of(package)
        replace_file(path, content)
    else:
        _replace_folder(path, files_of(package))
    if package.key != NO_KEY:
        replace_file(key_path(path), package.key.hex().encode() + b"\n")


def write_output(path: Path, content: bytes) -> None:
    """Write a report or picture into the file, over what was there.

    Raises
    ------
    SummitryError
        ``output.unwritable``.
    """
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise SummitryError("output.unwritable", path=str(path), problem=told(problem)) from problem


def _require_own_place(package: Package, path: Path) -> None:
    """Refuse to replace what is not a plan of the package's own event."""
    if not path.exists() and not path.is_symlink():
        return
    there = _event_at(path)
    own = set(package.snapshot.rows(Event))
    if there is not None and own and there != own:
        raise SummitryError(
            "path.other_event",
            path=str(path),
            got=", ".join(sorted(there)),
            expected=", ".join(sorted(own)),
        )


def _event_at(path: Path) -> set[str] | None:
    """Return the events of the plan at the path; None where there is an empty folder or none.

    Raises
    ------
    SummitryError
        ``path.not_a_package`` when there is something else.
    """
    try:
        if is_workbook(path):
            return set(load(path).snapshot.rows(Event)) or None
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                return None
            with (path / EVENT_FILE).open("rb") as stream:
                told = tomllib.load(stream).get(EVENT, {})
            return {str(told["event_id"])} if "event_id" in told else None
    except (OSError, ValueError, AttributeError, SummitryError) as problem:
        raise SummitryError("path.not_a_package", path=str(path)) from problem
    raise SummitryError("path.not_a_package", path=str(path))


def replace_file(path: Path, content: bytes) -> None:
    """Put the content into the file in one step."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            fresh.write_bytes(content)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)


def _replace_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Put the files into the folder in one step; what a package may hold beside them is kept."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    old = path.with_name(f".{path.name}.{os.getpid()}.old")
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            fresh.mkdir()
            for name, content in files.items():
                place = fresh / name
                place.parent.mkdir(exist_ok=True)
                place.write_bytes(content)
            if path.exists():
                _keep_ignored(path, fresh)
                path.rename(old)
            _rename_or_restore(fresh, path, old)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)


def _rename_or_restore(fresh: Path, path: Path, old: Path) -> None:
    try:
        fresh.rename(path)
    except OSError:
        if old.exists():
            old.rename(path)
        raise


def _keep_ignored(source: Path, target: Path) -> None:
    """Copy what is not the package's own, such as a README, to the folder that takes its place."""
    for entry in source.iterdir():
        if not is_ignored(entry.name):
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, target / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, target / entry.name, follow_symlinks=False)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the file system refuses into a refusal of ours."""
    try:
        yield
    except OSError as problem:
        raise SummitryError("path.unwritable", path=str(path), problem=told(problem)) from problem
