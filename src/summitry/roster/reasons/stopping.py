"""When to stop: asked before each step that takes long, and within those that can be very long."""

from collections.abc import Callable

Stop = Callable[[], bool]


class TooLateError(Exception):
    """The time is up in the middle of a step; what was found before it stays."""


def never() -> bool:
    """Say that there is time."""
    return False


def look(stop: Stop) -> None:
    """Raise where the time is up."""
    if stop():
        raise TooLateError
