from datetime import UTC, datetime

import pytest

from summitry.kit.errors import SummitryError
from summitry.outcome.live import QUIET, LiveState, Report


def test_quiet_state_knows_of_nothing() -> None:
    assert LiveState() == QUIET
    assert LiveState(dead_nets=("N",)) != QUIET


def test_report_needs_an_id_that_can_be_one() -> None:
    with pytest.raises(SummitryError, match=r"id\.malformed"):
        Report(report_id="a b", at=datetime(2025, 10, 25, tzinfo=UTC))
