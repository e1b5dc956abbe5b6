"""A small package that is well formed, in memory, and ways to spoil a part of it."""

import io
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from summitry.package.package import Package
from summitry.package.problems import Problem
from summitry.package.read import read_package

EVENT = b"""schema = 1

[event]
event_id = "E1"
name = "Test event"
level = "minister"
opens = "2025-10-25T02:00Z"
closes = "2025-10-26T02:00Z"
"""
UNITS = b"unit_id,name,kind\npolice,Police,police\nmedical,Medical,medical\n"
SITES = b"site_id,name\nS1,Hall\n"
POSTS = (
    b"post_id,name,site_id,start,end,headcount_min\n"
    b"P1,Door,S1,2025-10-25T00:00Z,2025-10-25T08:00Z,1\n"
)
ZONES = b"zone_id,site_id,name\nZ1,S1,Inner\n"
OUTLINE = (
    b'{"type":"FeatureCollection","grid":"local-metres","features":['
    b'{"type":"Feature","id":"Z1","properties":{},"geometry":'
    b'{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]]]}}]}'
)
SHIFTS = (
    b"post_id,start,slot,end,person_id,unit_id\n"
    b"P1,2025-10-25T00:00Z,1,2025-10-25T04:00Z,A1,police\n"
)
GOOD: Mapping[str, bytes] = {
    "event.toml": EVENT,
    "units.csv": UNITS,
    "sites.csv": SITES,
    "posts.csv": POSTS,
    "zones.csv": ZONES,
    "zones.geojson": OUTLINE,
    "shifts.csv": SHIFTS,
}
MOMENT = "2025-10-25T02:00Z"


class Memory:
    """A package in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    def names(self) -> Iterable[str]:
        return self.files

    def open(self, name: str) -> BinaryIO:
        return io.BytesIO(self.files[name])


def read(changes: Mapping[str, bytes | None]) -> Package:
    files = {**GOOD, **changes}
    return read_package(Memory({name: text for name, text in files.items() if text is not None}))


def event(old: bytes, new: bytes) -> dict[str, bytes | None]:
    assert old in EVENT
    return {"event.toml": EVENT.replace(old, new)}


def posts(old: bytes, new: bytes) -> dict[str, bytes | None]:
    assert old in POSTS
    return {"posts.csv": POSTS.replace(old, new)}


def shifts(old: bytes, new: bytes) -> dict[str, bytes | None]:
    assert old in SHIFTS
    return {"shifts.csv": SHIFTS.replace(old, new)}


def shape(old: bytes, new: bytes) -> dict[str, bytes | None]:
    assert old in OUTLINE
    return {"zones.geojson": OUTLINE.replace(old, new)}


def post_problem(column: str, code: str, **told: object) -> Problem:
    told = {"row": 2, **told}
    return Problem(file="posts.csv", sheet="posts", column=column, code=code, **told)


def shift_problem(column: str, code: str, **told: object) -> Problem:
    told = {"row": 2, **told}
    return Problem(file="shifts.csv", sheet="shifts", column=column, code=code, **told)


def event_problem(column: str, code: str, **told: object) -> Problem:
    told = {"row": 1, "sheet": "event", **told}
    return Problem(file="event.toml", column=column, code=code, **told)


def shape_problem(column: str, code: str, **told: object) -> Problem:
    told = {"row": 1, **told}
    return Problem(file="zones.geojson", column=column, code=code, **told)
