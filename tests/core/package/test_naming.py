"""Rows that came without a key get one that stays."""

from summitry.package.grid import Grid
from summitry.package.naming import named
from summitry.plan.tables import TABLES

SECRET = b"k" * 32


def grid(**cells: list[str]) -> Grid:
    size = len(next(iter(cells.values())))
    return Grid(file="plan.xlsx", sheet="posts", header_row=1, numbers=range(2, 2 + size),
                cells=cells)  # fmt: skip


def keys(of: Grid, table: str = "posts", column: str = "post_id", secret: bytes = SECRET) -> list:
    return list(named(TABLES[table], of, secret).cells[column])


def test_rows_keep_the_keys_they_have() -> None:
    before = grid(post_id=["P-1", "P-2"], name=["Gate", "Gate"])

    assert named(TABLES["posts"], before, SECRET) is before


def test_row_without_a_key_gets_one_from_its_cells_wherever_it_stands() -> None:
    first = keys(grid(post_id=["", "P-2"], name=["Gate", "Hall"], site_id=["hall", ""]))
    again = keys(grid(post_id=["P-2", " "], site_id=["", "hall"], name=["Hall", "Gate"]))

    assert first == [first[0], "P-2"] == again[::-1]
    assert first[0].startswith("post-")


def test_rows_that_differ_and_rows_that_do_not_have_keys_of_their_own() -> None:
    made = keys(grid(post_id=["", "", ""], name=["Gate", "Hall", "Gate"]))

    assert len({*made}) == 3


def test_key_tells_nothing_without_the_secret() -> None:
    row = grid(post_id=[""], name=["Gate"])

    assert keys(row) != keys(row, secret=b"s" * 32)


def test_row_whose_key_names_others_is_left_as_it_is() -> None:
    # Whoever holds a qualification is said by the key itself: none can be made up.
    before = grid(person_id=["", "A-1"], qualification_id=["Q-1", ""], expires=["", ""])

    assert named(TABLES["person_qualifications"], before, SECRET) is before
