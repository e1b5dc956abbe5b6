"""The one door to the compiler: functions over arrays that are compiled once and kept on disk.

What is kept may be used again only while everything that it was compiled from is the same. The
compiler looks at the function's own file alone; functions and numbers of other files are compiled
into it too, so these are added to what is compared.
"""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any, TypeVar, cast

from numba import njit

FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])

NUMBERS = (bool, int, float, str, tuple)

_stamps: dict[int, str] = {}
"""Of each compiled function, by its identity: what tells whether it has changed."""


def compiled(function: FunctionT) -> FunctionT:
    """Return the function compiled on first call; the result is kept for the next process."""
    made: Any = njit(cache=True)(function)
    if made is function:
        # The compiler is switched off, as where coverage is counted.
        return function
    # The compiler has no public name for its cache, nor for the stamp that tells one from another.
    kept = vars(vars(made)["_cache"])["_cache_file"]
    own = vars(kept)["_source_stamp"]
    stamp = sha256(repr((own, *_parts(function.__globals__))).encode()).hexdigest()
    vars(kept)["_source_stamp"] = _stamps[id(made)] = stamp
    return cast("FunctionT", made)


def _parts(names: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Yield what a function could find under a name and have compiled into it."""
    for name, value in sorted(names.items()):
        if name.startswith("__"):
            continue
        if id(value) in _stamps:
            yield name, _stamps[id(value)]
        elif isinstance(value, NUMBERS):
            yield name, value
        elif isinstance(value, type) and hasattr(value, "_fields"):
            yield name, value._fields
