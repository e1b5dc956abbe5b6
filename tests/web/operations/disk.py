"""A disk that loses power, fails and fills up, below the very SQLite that the site runs on.

It is a layer under SQLite's own files, so nothing of the journal is replaced. Every write is noted;
what was not flushed when the power went may be there, in part, or not at all, in any order, by
sectors of 512 bytes. A flush that failed loses what it should have written, as Linux does: the next
one succeeds all the same. Names that were made or taken away stand when the folder is flushed.
"""

import ctypes
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from summitry.kit.streams import Stream

SECTOR = 512
OK, IO_WRITE, IO_SYNC, FULL, READONLY = 0, 778, 1034, 13, 8
"""SQLite's codes for what a disk answers."""
KEPT_ODDS = (0.0, 0.1, 0.5, 0.9, 1.0)
NAMES = 0
"""Stands for the folder itself where files have their numbers."""

_module = sys.modules[sqlite3.connect.__module__]
# Where SQLite is built into Python itself, the program is its library.
SQLITE = ctypes.CDLL(getattr(_module, "__file__", None))
SQLITE.sqlite3_vfs_find.restype = ctypes.c_void_p
POINTER, INT, LONG = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64


def _struct(name, head, functions):
    """Return a struct of SQLite's: its head, then pointers to functions."""
    fields = [*head, *((each, POINTER) for each in functions.split())]
    return type(name, (ctypes.Structure,), {"_fields_": fields})


Methods = _struct(
    "Methods", [("version", INT)],
    "close read write truncate sync size lock unlock check_reserved_lock control sector_size "
    "characteristics shm_map shm_lock shm_barrier shm_unmap fetch unfetch",
)  # fmt: skip
Vfs = _struct(
    "Vfs",
    [
        ("version", INT), ("file_bytes", INT), ("name_max", INT), ("next", POINTER),
        ("name", ctypes.c_char_p), ("data", POINTER),
    ],
    "open delete access full_path dl_open dl_error dl_sym dl_close randomness sleep current_time "
    "last_error current_time_ms set_call get_call next_call",
)  # fmt: skip


class File(ctypes.Structure):
    """What SQLite knows of an open file begins with its methods."""

    _fields_ = (("methods", ctypes.POINTER(Methods)),)


OPEN = ctypes.CFUNCTYPE(INT, POINTER, POINTER, ctypes.POINTER(File), INT, POINTER)
DELETE = ctypes.CFUNCTYPE(INT, POINTER, ctypes.c_char_p, INT)
WRITE = ctypes.CFUNCTYPE(INT, ctypes.POINTER(File), POINTER, INT, LONG)
TRUNCATE = ctypes.CFUNCTYPE(INT, ctypes.POINTER(File), LONG)
SYNC = ctypes.CFUNCTYPE(INT, ctypes.POINTER(File), INT)
FOLDER = ctypes.CFUNCTYPE(INT, ctypes.c_char_p, POINTER)
GET_CALL = ctypes.CFUNCTYPE(POINTER, POINTER, ctypes.c_char_p)
SET_CALL = ctypes.CFUNCTYPE(INT, POINTER, ctypes.c_char_p, POINTER)
OPEN_FOLDER = b"openDirectory"
"""What SQLite does to flush a folder, and for nothing else."""


class Step(NamedTuple):
    """One thing that happened: to a file by its number, to a name, or ``said`` to somebody."""

    kind: str
    file: int = 0
    name: str = ""
    offset: int = 0
    content: bytes = b""
    said: object = None


class Disk:
    """The disk under one folder, and everything that has happened on it.

    Parameters
    ----------
    folder
        SQLite's files in it are watched; others are let through.
    steps
        What has happened to the folder before.
    """

    def __init__(self, folder: Path, steps: Iterable[Step] = ()) -> None:
        self.folder = folder
        self.steps = list(steps)
        self.answers = lambda kind, name: OK  # noqa: ARG005  # a sound disk
        self.room = sys.maxsize
        """How many bytes the folder's files may have together."""

    def say(self, said: object) -> None:
        """Note what somebody is told at this moment."""
        self.steps.append(Step("said", said=said))

    def said(self, end: int) -> list:
        """Return what had been told when so many steps were done."""
        return [step.said for step in self.steps[:end] if step.kind == "said"]

    def has_room(self, name: str, end: int) -> bool:
        """Say whether the file may be so long."""
        sizes = {each.name: each.stat().st_size for each in self.folder.iterdir()}
        sizes = {each: size for each, size in sizes.items() if not each.endswith("-shm")}
        sizes[name] = max(end, sizes.get(name, 0))
        return sum(sizes.values()) <= self.room

    def killed(self, end: int, folder: Path) -> None:
        """Lay the folder out as a process killed after so many steps leaves it."""
        _laid(self._kept(end, lambda _: True), folder)

    def cut(self, end: int, folder: Path, chance: Stream) -> None:
        """Lay the folder out as a power cut after so many steps may leave it."""
        odds = KEPT_ODDS[chance.integers(len(KEPT_ODDS))]
        _laid(self._kept(end, lambda is_flushed: is_flushed or chance.random() < odds), folder)

    def names(self) -> dict[str, int]:
        """Return the files that are there by now, each with its number."""
        found: dict[str, int] = {}
        for step in self.steps:
            if step.kind == "create":
                found[step.name] = step.file
            elif step.kind == "delete":
                found.pop(step.name, None)
        return found

    def _kept(self, end: int, keeps: Callable[[bool], bool]) -> dict[str, bytearray]:
        names: dict[str, int] = {}
        contents: dict[int, bytearray] = defaultdict(bytearray)
        for step, is_flushed in zip(self.steps[:end], self._flushed(end), strict=True):
            if step.kind == "write":
                for offset, part in _sectors(step):
                    if keeps(is_flushed):
                        file = contents[step.file]
                        file.extend(bytes(max(0, offset + len(part) - len(file))))
                        file[offset : offset + len(part)] = part
            elif step.kind == "truncate" and keeps(is_flushed):
                del contents[step.file][step.offset :]
            elif step.kind == "create" and keeps(is_flushed):
                names[step.name] = step.file
            elif step.kind == "delete" and keeps(is_flushed):
                names.pop(step.name, None)
        return {name: contents[file] for name, file in names.items()}

    def _flushed(self, end: int) -> list[bool]:
        """Say of each step whether the flush that came next, of its file or of names, succeeded."""
        told: dict[int, bool] = defaultdict(bool)
        found = []
        for step in reversed(self.steps[:end]):
            if step.kind in {"sync", "lost"}:
                told[step.file] = step.kind == "sync"
            found.append(told[NAMES if step.kind in {"create", "delete"} else step.file])
        return found[::-1]


def _sectors(step: Step):
    at = 0
    while at < len(step.content):
        length = min(SECTOR - (step.offset + at) % SECTOR, len(step.content) - at)
        yield step.offset + at, step.content[at : at + length]
        at += length


def _laid(files: dict[str, bytearray], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


class _Layer:
    """The layer itself: SQLite's usual one, with what writes, flushes and deletes seen first."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        self.base_address = SQLITE.sqlite3_vfs_find(None)
        self.base = Vfs.from_address(self.base_address)
        self.files: dict[int, tuple[str, int]] = {}
        """Name and number of each open file, by its address."""
        self.usual: dict[int, Methods] = {}
        self.ours: dict[int, Methods] = {}
        self.calls = {
            "write": WRITE(self.write), "truncate": TRUNCATE(self.truncate),
            "sync": SYNC(self.sync),
        }  # fmt: skip
        self.opens, self.deletes = OPEN(self.open), DELETE(self.delete)
        self.vfs = Vfs.from_buffer_copy(self.base)
        self.vfs.name = b"disk"
        self.vfs.open = ctypes.cast(self.opens, POINTER)
        self.vfs.delete = ctypes.cast(self.deletes, POINTER)
        self.open_usual = FOLDER(GET_CALL(self.base.get_call)(self.base_address, OPEN_FOLDER))
        self.open_ours = FOLDER(self.open_folder)

    def put(self) -> None:
        assert SQLITE.sqlite3_vfs_register(ctypes.byref(self.vfs), 1) == OK
        self.set_folder(ctypes.cast(self.open_ours, POINTER))

    def take_away(self) -> None:
        self.set_folder(None)
        assert SQLITE.sqlite3_vfs_unregister(ctypes.byref(self.vfs)) == OK

    def set_folder(self, call) -> None:
        assert SET_CALL(self.base.set_call)(self.base_address, OPEN_FOLDER, call) == OK

    def own_name(self, path: bytes | None) -> str:
        """Return the file's name; empty where it is not to be watched."""
        found = Path((path or b"").decode())
        is_watched = found.parent == self.disk.folder and not found.name.endswith("-shm")
        return found.name if is_watched else ""

    def open(self, _vfs, path, file, flags, told):
        name = self.own_name(ctypes.string_at(path) if path else None)
        is_new = bool(name) and not (self.disk.folder / name).exists()
        status = OPEN(self.base.open)(self.base_address, path, file, flags, told)
        if status == OK and name:
            if is_new:
                self.disk.steps.append(Step("create", len(self.disk.steps) + 1, name))
            self.files[ctypes.addressof(file.contents)] = (name, self.disk.names()[name])
            file.contents.methods = ctypes.pointer(self.watched(file.contents.methods.contents))
        return status

    def watched(self, usual: Methods) -> Methods:
        """Return the methods with ours in front, the same ones for the same."""
        address = ctypes.addressof(usual)
        if address not in self.ours:
            made = Methods.from_buffer_copy(usual)
            for name, call in self.calls.items():
                setattr(made, name, ctypes.cast(call, POINTER))
            self.ours[address] = made
            self.usual[ctypes.addressof(made)] = usual
        return self.ours[address]

    def seen(self, kind: str, file) -> tuple[str, int, Methods, int]:
        """Return the file's name and number, its usual methods, and what the disk answers."""
        name, number = self.files[ctypes.addressof(file.contents)]
        usual = self.usual[ctypes.addressof(file.contents.methods.contents)]
        return name, number, usual, self.disk.answers(kind, name)

    def write(self, file, content, length, offset):
        name, number, usual, status = self.seen("write", file)
        if status == OK and not self.disk.has_room(name, offset + length):
            status = FULL
        if status == OK:
            noted = ctypes.string_at(content, length)
            self.disk.steps.append(Step("write", number, name, offset, noted))
            status = WRITE(usual.write)(file, content, length, offset)
        return status

    def truncate(self, file, size):
        name, number, usual, status = self.seen("truncate", file)
        if status == OK:
            self.disk.steps.append(Step("truncate", number, name, size))
            status = TRUNCATE(usual.truncate)(file, size)
        return status

    def sync(self, file, flags):
        name, number, usual, status = self.seen("sync", file)
        if status == OK:
            status = SYNC(usual.sync)(file, flags)
        self.disk.steps.append(Step("sync" if status == OK else "lost", number, name))
        return status

    def delete(self, _vfs, path, is_flushed):
        name = self.own_name(path)
        if name and name in self.disk.names():
            self.disk.steps.append(Step("delete", 0, name))
        return DELETE(self.base.delete)(self.base_address, path, is_flushed)

    def open_folder(self, path, told):
        if self.own_name(path):
            self.disk.steps.append(Step("sync", NAMES))
        return self.open_usual(path, told)


_layers: list[_Layer] = []
"""Kept for good: a connection that somebody left open still calls its layer."""


@contextmanager
def under(disk: Disk) -> Iterator[Disk]:
    """Put the disk under every connection that is opened within."""
    layer = _Layer(disk)
    _layers.append(layer)
    layer.put()
    try:
        yield disk
    finally:
        layer.take_away()
