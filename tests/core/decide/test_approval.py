"""Two persons, two devices, one hash, and each saw the differences."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from summitry.decide.approval import NOTHING, Approval, Frozen, Limits, approve, is_complete
from summitry.kit.errors import SummitryError

AT = datetime(2025, 10, 1, 8, tzinfo=UTC)
FROZEN = Frozen(root="aa", author="N-0", at=AT, against=NOTHING)
FIRST = Approval(by="N-1", device="d-1", at=AT, root="aa", saw_against=NOTHING)
SECOND = Approval(by="N-2", device="d-2", at=AT + timedelta(days=7), root="aa", saw_against=NOTHING)

APPROVALS = st.builds(
    Approval,
    by=st.sampled_from(["N-0", "N-1", "N-2", "N-3"]),
    device=st.sampled_from(["", "d-1", "d-2"]),
    at=st.integers(-1, 20).map(lambda days: AT + timedelta(days=days)),
    root=st.sampled_from(["aa", "aa", "bb"]),
    saw_against=st.sampled_from([NOTHING, NOTHING, 1, None]),
)


def refusal_of(given_before, new):
    with pytest.raises(SummitryError) as caught:
        approve(FROZEN, given_before, new)
    return caught.value.code


def test_two_persons_on_two_devices_are_enough():
    one = approve(FROZEN, (), FIRST)
    two = approve(FROZEN, one, SECOND)

    assert (one, two) == ((FIRST,), (FIRST, SECOND))
    assert [is_complete(FROZEN, each) for each in ((), one, two)] == [False, False, True]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"root": "bb"}, "approval.root"),
        ({"by": "N-0"}, "approval.author"),
        ({"device": ""}, "approval.no_device"),
        ({"saw_against": None}, "approval.not_seen"),
        ({"saw_against": 1}, "approval.not_seen"),
        ({"at": AT - timedelta(seconds=1)}, "approval.early"),
        ({"by": "N-1"}, "approval.same_person"),
        ({"device": "d-1"}, "approval.same_device"),
        ({"at": AT + timedelta(days=7, seconds=1)}, "approval.late"),
    ],
)
def test_what_is_missing_is_refused_by_its_code(changes, code):
    new = replace(SECOND, **changes)

    refused = refusal_of((FIRST,), new)

    assert refused == code
    assert not is_complete(FROZEN, (FIRST, new))


def test_third_approval_is_refused():
    third = replace(SECOND, by="N-3", device="d-3")

    assert refusal_of((FIRST, SECOND), third) == "approval.complete"


def test_lapsed_approval_is_given_again_by_the_same_person_alone():
    again = replace(FIRST, at=AT + timedelta(days=9))
    late = replace(SECOND, at=AT + timedelta(days=10))

    renewed = approve(FROZEN, (FIRST,), again)

    assert renewed == (again,)
    assert approve(FROZEN, renewed, late) == (again, late)
    assert refusal_of((FIRST,), late) == "approval.late"


def test_bound_is_a_limit():
    assert not is_complete(FROZEN, (FIRST, SECOND), limits=Limits(days_max=6))


@given(st.lists(APPROVALS, max_size=4))
def test_complete_means_two_good_ones_apart_in_any_order(approvals):
    complete = is_complete(FROZEN, approvals)

    assert {is_complete(FROZEN, each) for each in permutations(approvals)} <= {complete}
    if complete:
        good = [
            each
            for each in approvals
            if each.root == "aa" and each.saw_against == NOTHING and each.at >= AT
        ]
        assert len({each.by for each in good} - {"N-0"}) >= 2
        assert len({each.device for each in good} - {""}) >= 2


@given(st.lists(APPROVALS, max_size=8))
def test_what_approve_lets_in_one_by_one_never_grows_beyond_the_two(approvals):
    standing = ()
    for each in sorted(approvals, key=lambda approval: approval.at):
        try:
            standing = approve(FROZEN, standing, each)
        except SummitryError:
            continue

    assert len(standing) <= 2
    assert is_complete(FROZEN, standing) is (len(standing) == 2)
