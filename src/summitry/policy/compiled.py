"""The one door to the compiler: functions over arrays that are compiled once and kept on disk."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])


def compiled(function: FunctionT) -> FunctionT:
    """Return the function compiled on first call; the result is kept for the next process."""
    return cast("FunctionT", njit(cache=True)(function))
