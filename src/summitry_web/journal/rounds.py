"""What is done again and again to the journals."""

from summitry.kit.time import SystemClock
from summitry_web.journal.actions import checkpoint_all


def sign() -> None:
    """Sign what has been written since the last second."""
    checkpoint_all(SystemClock().now())
