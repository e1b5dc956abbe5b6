import pytest

from summitry.package.grid import Raw
from summitry.package.upgrade import SCHEMA, Cells, upgrade, upgraded


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
