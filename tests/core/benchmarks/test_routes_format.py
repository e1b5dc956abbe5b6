import pytest

from benchmarks.routes_format import MalformedError, read_pdptw, read_vrptw

PAIRS = "4 10 1\n0 0 0 0 0 100 0 0 0\n1 3 4 5 0 50 1 0 2\n2 6 8 -5 0 90 1 1 0\n"
SINGLE = """x

VEHICLE
NUMBER     CAPACITY
  3         20

CUSTOMER
CUST NO.  XCOORD.    YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE TIME

    0   0   0   0   0  100   0
    1   3   4   5   0   50   1
"""


def written(tmp_path, text):
    path = tmp_path / "case.txt"
    path.write_text(text, "utf-8")
    return path


def test_pairs_are_read_as_they_stand(tmp_path):
    asked = read_pdptw(written(tmp_path, PAIRS))

    assert (asked.pairs, asked.capacity, asked.vehicles) == (((1, 2),), 10, 4)
    assert asked.distance[0, 2] == 10


def test_single_places_are_read_as_they_stand(tmp_path):
    asked = read_vrptw(written(tmp_path, SINGLE))

    assert (asked.pairs, asked.capacity, asked.vehicles) == ((), 20, 3)
    assert asked.demand.tolist() == [0, 5]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("4 10 1\n", "4 10 1 9\n", "line 1: expected vehicles, capacity and speed"),
        ("6 8 -5", "6 x -5", "line 4: no row of numbers"),
        ("6 8 -5", "6 nan -5", "line 4: no finite numbers"),
        ("90 1 1 0", "90 1 1", "line 4: expected 9 numbers, got 8"),
        ("2 6 8", "3 6 8", "line 4: expected place 2, got 3"),
        ("0 50 1", "60 50 1", "line 3: the window ends before it starts"),
        ("50 1 0 2", "50 1 0 9", "line 3: there is no place 9"),
        ("50 1 0 2", "50 1 0 0", "line 3: expected either a pickup or a delivery"),
        ("90 1 1 0", "90 1 0 1", "line 3: place 2 does not name this one back"),
        ("-5", "-4", "line 3: the loads of the pair differ"),
        ("4 10 1", "4.5 10 1", "line 1: vehicles and capacity are whole numbers"),
        ("2 6 8", "x 6 8", "line 4: no row of numbers"),
    ],
)
def test_a_malformed_file_is_told_with_line_and_fault(tmp_path, old, new, told):
    with pytest.raises(MalformedError) as caught:
        read_pdptw(written(tmp_path, PAIRS.replace(old, new, 1)))

    assert told in str(caught.value)


@pytest.mark.parametrize("text", ["", "\n\n", "words only\n"])
def test_a_file_without_numbers_is_told(tmp_path, text):
    for read in (read_pdptw, read_vrptw):
        with pytest.raises(MalformedError, match="line 1"):
            read(written(tmp_path, text))
