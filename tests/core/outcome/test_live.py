from summitry.outcome.live import QUIET, LiveState


def test_quiet_state_knows_of_nothing() -> None:
    assert LiveState() == QUIET
    assert LiveState(dead_nets=("N",)) != QUIET
