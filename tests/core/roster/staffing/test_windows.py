"""Windows cover a post without a gap, with the relief's overlap, and no longer than is allowed."""

from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from summitry.roster.staffing.problem import Rules
from summitry.roster.staffing.windows import Need, Window, dealt, own, pieces, usual

HOUR, MINUTE = 3_600, 60
UTC = ZoneInfo("UTC")
RULES = Rules(
    rest_seconds_min=11 * HOUR,
    tour_seconds_max=12 * HOUR,
    gate_seconds_max=2 * HOUR,
    handover_seconds=15 * MINUTE,
)


def _need(hours: float, *, is_gate: bool = False, **skills: int) -> Need:
    held = {int(name[1:]): count for name, count in skills.items()}
    return Need(span=(0, round(hours * HOUR)), headcount=2, skills=held, is_gate=is_gate)


@pytest.mark.parametrize("hours", [1.0, 12.0, 12.25, 40.0, 112.0])
@pytest.mark.parametrize("is_gate", [False, True])
def test_usual_windows_touch_with_their_overlap(hours: float, *, is_gate: bool) -> None:
    windows = usual(_need(hours, is_gate=is_gate), RULES, UTC)

    most = RULES.gate_seconds_max if is_gate else RULES.tour_seconds_max
    assert (windows[0].start, windows[-1].end) == (0, round(hours * HOUR))
    assert all(window.end - window.start <= most for window in windows)
    for before, after in pairwise(windows):
        assert before.end - after.start == RULES.handover_seconds


def test_own_shifts_are_windows_where_there_are_enough() -> None:
    need = _need(16)
    enough = [(0, 9 * HOUR)] * 2 + [(8 * HOUR, 16 * HOUR)] * 2

    assert own(need, enough, RULES) == (Window(0, 9 * HOUR, 2), Window(8 * HOUR, 16 * HOUR, 2))
    assert own(need, enough[1:], RULES) is None
    assert own(need, [*enough, (15 * HOUR, 17 * HOUR)], RULES) is None
    assert own(need, [], RULES) is None


def test_own_shifts_that_nobody_may_stand_or_that_hand_over_late_are_not_windows() -> None:
    long = [(0, 16 * HOUR)] * 2
    late = [(0, 8 * HOUR + 14 * MINUTE)] * 2 + [(8 * HOUR, 16 * HOUR)] * 2
    timely = [(0, 8 * HOUR + 15 * MINUTE)] * 2 + [(8 * HOUR, 16 * HOUR)] * 2

    assert own(_need(16), long, RULES) is None
    assert own(_need(16), late, RULES) is None
    assert own(_need(16), timely, RULES) is not None
    assert own(_need(16, is_gate=True), timely, RULES) is None


def test_skills_are_dealt_so_that_no_moment_lacks_one() -> None:
    first, second = Window(0, 4, 1), Window(3, 8, 1)

    assert dealt((first, second), {0: 1}) == {(first, 0): 1, (second, 0): 1}
    assert dealt((first, second), {0: 1, 1: 1}) is None


def test_pieces_are_no_longer_than_allowed() -> None:
    parts = list(pieces((0, 7 * HOUR), 2 * HOUR, 15 * MINUTE))

    assert (parts[0][0], parts[-1][1], len(parts)) == (0, 7 * HOUR, 4)
    assert max(end - start for start, end in parts) == 2 * HOUR
