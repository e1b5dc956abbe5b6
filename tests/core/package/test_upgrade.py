"""Rows of older schema versions: led to today's, read as they were meant, with their hash."""

import io

import pytest

from summitry.kit.canonical import canonical
from summitry.package.grid import Raw
from summitry.package.package import Package
from summitry.package.read import read_package
from summitry.package.upgrade import SCHEMA, Cells, upgrade, upgraded
from summitry.package.workbook_read import read_workbook
from summitry.package.workbook_write import workbook_of
from summitry.package.write import files_of
from summitry.plan.access import Gate
from summitry.plan.places import Exit
from summitry.plan.posts import Post
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.tables import TABLES
from tests.plans.good_package import EVENT, GOOD, Memory
from tests.plans.one_rule import CLOSES, OPENS
from tests.plans.one_rule import EVENT as ONE_EVENT


def rename(row: Cells) -> Cells:
    return {"unit_id" if name == "id" else name: text for name, text in row.items()}


def add_kind(row: Cells) -> Cells:
    return {**row, "kind": "police"}


STEPS = {("units", 1): rename, ("units", 3): add_kind}


@pytest.mark.parametrize(
    ("table", "version", "expected"),
    [
        ("units", 1, {"unit_id": "a", "kind": "police"}),
        ("units", 2, {"id": "a", "kind": "police"}),
        ("units", 3, {"id": "a", "kind": "police"}),
        ("units", 4, {"id": "a"}),
        ("posts", 1, {"id": "a"}),
    ],
)
def test_row_takes_the_steps_from_its_version_on(table: str, version: int, expected: Cells) -> None:
    assert upgrade(table, version, {"id": "a"}, to=4, steps=STEPS) == expected


def test_upgrading_leaves_the_old_row_as_it_was() -> None:
    row = {"id": "a"}

    upgrade("units", 1, row, to=4, steps=STEPS)

    assert row == {"id": "a"}


def test_table_of_today_stays_as_it_is() -> None:
    raw = Raw(
        file="units.csv", sheet="units", header_row=1, header=["a"], numbers=[2], columns=[["b"]]
    )

    assert upgraded("units", SCHEMA, raw) is raw


def units(header: list[str], *rows: list[str]) -> Raw:
    numbers = list(range(2, 2 + len(rows)))
    return Raw(
        file="units.csv",
        sheet="units",
        header_row=1,
        header=header,
        numbers=numbers,
        columns=[[row[place] for row in rows] for place in range(len(header))],
    )


@pytest.mark.parametrize(
    ("version", "old", "new"),
    [
        (
            1,
            units(["id"], ["a"], ["b"]),
            units(["unit_id", "kind"], ["a", "police"], ["b", "police"]),
        ),
        (2, units(["unit_id"], ["a"]), units(["unit_id", "kind"], ["a", "police"])),
        (1, units(["id"]), units(["id"])),
        (4, units(["id"], ["a"]), units(["id"], ["a"])),
    ],
)
def test_cells_of_an_older_version_become_todays(version: int, old: Raw, new: Raw) -> None:
    found = upgraded("units", version, old, to=4, steps=STEPS)

    assert found == new


PLACE = {"x_m": 12.5, "y_m": -3.0}
EXIT = {"exit_id": "X1", "zone_id": "Z1", "width_m": 2.0}
GATE = {
    "gate_id": "G1", "name": "Gate", "zone_id": "Z1", "lanes": 1, "lane_persons_per_hour": 100.0,
    "opens": OPENS, "closes": CLOSES,
}  # fmt: skip
POST = {"post_id": "P1", "name": "Door", "site_id": "S1", "start": OPENS, "end": CLOSES}
SPAN = '"2025-10-25T02:00:00Z"', '"2025-10-26T08:00:00Z"'
OLD = [
    (Exit, EXIT, '{"exit_id":"X1","width_m":2.0,"zone_id":"Z1"}'),
    (
        Gate,
        GATE,
        (
            f'{{"closes":{SPAN[1]},"gate_id":"G1","lane_persons_per_hour":100.0,"lanes":1,'
            f'"name":"Gate","opens":{SPAN[0]},"zone_id":"Z1"}}'
        ),
    ),
    (
        Post,
        POST,
        f'{{"end":{SPAN[1]},"name":"Door","post_id":"P1","site_id":"S1","start":{SPAN[0]}}}',
    ),
]


@pytest.mark.parametrize(("row_type", "cells", "written"), OLD)
def test_row_without_a_place_has_the_bytes_of_the_first_version(
    row_type: type[Row], cells: dict[str, object], written: str
) -> None:
    assert canonical(row_type(**cells)).decode() == written
    assert canonical(row_type(**cells, x_m=None, y_m=None)).decode() == written
    assert canonical(row_type(**cells, **PLACE)).decode() != written


@pytest.mark.parametrize(
    ("table", "more"), [("exits", {}), ("gates", {}), ("posts", {"lead_post_id": 3})]
)
def test_columns_say_with_which_version_they_came(table: str, more: dict[str, int]) -> None:
    came = {column.name: column.since for column in TABLES[table].columns if column.since}

    assert came == {"x_m": 2, "y_m": 2, **more}
    assert TABLES[table].since == 1


def test_package_of_the_first_version_is_the_same_plan_in_the_second() -> None:
    first = read_package(Memory(GOOD))
    second = read_package(
        Memory({**GOOD, "event.toml": EVENT.replace(b"schema = 1", b"schema = 2")})
    )

    assert first.root == second.root
    assert files_of(first)["event.toml"].startswith(b"schema = 3\n")


@pytest.mark.parametrize(("row_type", "cells"), [(kind, cells) for kind, cells, _ in OLD])
def test_places_come_back_from_files_and_from_a_workbook(
    row_type: type[Row], cells: dict[str, object]
) -> None:
    package = Package(snapshot=Snapshot.of([ONE_EVENT, row_type(**cells, **PLACE)]))

    from_book = read_workbook(io.BytesIO(workbook_of(package)), "plan.xlsx")
    from_files = read_package(Memory(files_of(package)))

    assert from_book.root == from_files.root == package.root
