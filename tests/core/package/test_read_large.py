"""Folders that are too large are refused before they are read; large ones are read in parts."""

import io
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import BinaryIO

import pytest

from summitry.kit.errors import SummitryError
from summitry.package import bounds, comma, read, workbook_write
from summitry.package.package import Package
from summitry.package.problems import PackageRefused, Problem
from summitry.package.read import read_package
from summitry.package.workbook_write import workbook_of
from tests.plans.good_package import GOOD, UNITS
from tests.plans.good_package import read as read_good


class Claiming(io.BytesIO):
    """A stream that claims a size; it must not be read where ``forbidden``."""

    def __init__(self, content: bytes, size: int, *, forbidden: bool = False) -> None:
        super().__init__(content)
        self.size = size
        self.forbidden = forbidden

    def seek(self, _offset: int, _whence: int = 0) -> int:
        return self.size

    def read(self, size: int | None = -1) -> bytes:
        assert not self.forbidden, "a file beyond its bound was read"
        return super().read(size)


class Streams:
    """The good package with some streams made by hand."""

    def __init__(self, others: Mapping[str, Callable[[], BinaryIO]]) -> None:
        self.others = others

    def names(self) -> Iterable[str]:
        return {*GOOD, *self.others}

    def open(self, name: str) -> BinaryIO:
        return self.others[name]() if name in self.others else io.BytesIO(GOOD[name])


def refused(others: Mapping[str, Callable[[], BinaryIO]]) -> tuple[Problem, ...]:
    with pytest.raises(PackageRefused) as refusal:
        read_package(Streams(others))
    return refusal.value.problems


def test_file_beyond_its_bound_is_never_read() -> None:
    large = partial(Claiming, b"", bounds.CSV_BYTES_MAX + 1, forbidden=True)

    assert refused({"units.csv": large}) == (
        Problem(file="units.csv", expected="<= 67108864", code="bound.file_bytes_max"),
    )


def test_package_beyond_its_bound_is_read_no_further() -> None:
    # By name, the posts, shifts and sites come first and fill the package; the units do not fit.
    most = bounds.CSV_BYTES_MAX
    others = {name: partial(Claiming, GOOD[name], most) for name in ("posts.csv", "shifts.csv")}
    rest = bounds.PACKAGE_BYTES_MAX - 2 * most
    large = partial(Claiming, b"", rest, forbidden=True)

    assert refused({**others, "units.csv": large}) == (
        Problem(file="units.csv", expected="<= 167772160", code="bound.package_bytes_max"),
    )


def test_file_that_has_grown_is_told_and_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "_BOUNDS", {**read._BOUNDS, "csv": ("file_bytes_max", 150)})
    grown = partial(Claiming, GOOD["posts.csv"] + b"\n" * 100, 10)

    assert refused({"posts.csv": grown}) == (
        Problem(file="posts.csv", expected="<= 150", code="bound.file_bytes_max"),
    )


def test_endless_row_is_not_taken_apart() -> None:
    with pytest.raises(PackageRefused) as refusal:
        read_good({"units.csv": UNITS + b"," * comma.LINE_LENGTH_MAX + b"\n"})

    cells = comma.LINE_LENGTH_MAX + 1
    assert refusal.value.problems == (
        Problem(file="units.csv", got=str(cells), expected="<= 64", code="bound.columns_max"),
    )


def test_line_as_long_as_a_row_can_be_is_taken_apart() -> None:
    with pytest.raises(PackageRefused) as refusal:
        read_good({"units.csv": UNITS + b"," * (comma.LINE_LENGTH_MAX - 2) + b"x\n"})

    assert [problem.code for problem in refusal.value.problems] == ["row.width"]


def test_rows_are_told_by_their_own_numbers_across_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comma, "CSV_CHUNK_ROWS", 2)
    rows = b"a,A,police\n\nb,B,polce\n,,\nc,C\nd,D,fire\ne,E,fir\n"

    with pytest.raises(PackageRefused) as refusal:
        read_good({"units.csv": b"unit_id,name,kind\n" + rows})

    assert [(p.row, p.code) for p in refusal.value.problems] == [
        (4, "cell.choice"),
        (6, "row.width"),
        (8, "cell.choice"),
    ]


def test_whole_rows_keep_their_numbers_across_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comma, "CSV_CHUNK_ROWS", 2)
    rows = b"".join(b"u%d,Unit,%s\n" % (n, b"polce" if n == 6 else b"police") for n in range(8))

    with pytest.raises(PackageRefused) as refusal:
        read_good({"units.csv": b"unit_id,name,kind\n" + rows})

    assert [(p.row, p.code) for p in refusal.value.problems] == [(8, "cell.choice")]


def test_quotation_left_open_in_a_later_part_is_told_by_its_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(comma, "CSV_CHUNK_ROWS", 2)

    with pytest.raises(PackageRefused) as refusal:
        read_good({"units.csv": UNITS + b'a,A,police\nb,B,police\nc,"C,police\n'})

    assert refusal.value.problems == (Problem(file="units.csv", row=6, code="csv.malformed"),)


@pytest.mark.parametrize("more", [0, 1])
def test_rows_up_to_the_bound_are_read(more: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comma, "CSV_CHUNK_ROWS", 2)
    monkeypatch.setattr(comma, "CSV_ROWS_MAX", 5)
    rows = b"".join(b"u%d,Unit,police\n" % number for number in range(4 + more))
    content = b"unit_id,name,kind\n" + rows

    if more:
        with pytest.raises(PackageRefused) as refusal:
            read_good({"units.csv": content})
        assert [problem.code for problem in refusal.value.problems] == ["bound.rows_max"]
    else:
        assert read_good({"units.csv": content}).snapshot.size("units") == 4


@pytest.mark.parametrize("limit", [2, 3])
def test_workbook_is_not_written_that_could_not_be_read(
    limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_write, "SHEET_ROWS_MAX", limit)
    package: Package = read_good({})

    if limit == 2:
        with pytest.raises(SummitryError) as refusal:
            workbook_of(package)
        assert (refusal.value.code, refusal.value.facts) == (
            "workbook.rows_max",
            {"table": "units", "got": 2, "expected": 1},
        )
    else:
        assert workbook_of(package)
