"""Places stay where they are as long as there is room."""

from hypothesis import given
from hypothesis import strategies as st

from summitry_web.plans.checking.places import PLACE_MAX, places


def test_a_new_one_moves_no_other() -> None:
    known = places(("a", "b", "c"), {})

    after = places(("a", "x", "b", "c", "y"), known)

    assert {each: after[each] for each in known} == known
    assert sorted(after, key=after.__getitem__) == ["a", "x", "b", "c", "y"]


def test_one_that_moves_moves_alone() -> None:
    known = places(("a", "b", "c", "d", "e"), {})

    after = places(("b", "c", "d", "a", "e"), known)

    assert {each: after[each] for each in "bcde"} == {each: known[each] for each in "bcde"}


@given(
    st.lists(st.integers(0, 60), unique=True), st.lists(st.integers(0, 60), unique=True),
    st.integers(1, 5),
)  # fmt: skip
def test_places_rise_in_the_order(before: list[int], after: list[int], gap: int) -> None:
    known = {str(each): (n + 1) * gap for n, each in enumerate(before)}

    found = places(tuple(map(str, after)), known)

    rising = [found[str(each)] for each in after]
    assert rising == sorted(set(rising))
    assert all(0 < each <= PLACE_MAX for each in rising)
