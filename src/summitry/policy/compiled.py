"""The one door to the compiler: functions over arrays that are compiled once and kept on disk.

What is kept may be used again only while everything that it was compiled from is the same. The
compiler looks at the function's own file alone; functions and numbers of other files are compiled
into it too, so these are added to what is compared.
"""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from operator import attrgetter
from typing import Any, TypeVar, cast

from numba import njit

FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])

STAMP = "_source_stamp"
BARE: Any = {"cache": True, "forceinline": True, "_nrt": False}
"""The last is an option that the compiler does not list."""
NUMBERS = (bool, int, float, str, tuple)

_stamps: dict[int, str] = {}
"""Of each compiled function, by its identity: what tells whether it has changed."""


def compiled(function: FunctionT) -> FunctionT:
    """Return the function compiled on first call; the result is kept for the next process."""
    return _kept(function, njit(cache=True)(function))


def compiled_bare(function: FunctionT) -> FunctionT:
    """Return the same for a function that makes no array, only works on those it is handed.

    Nobody counts then who holds an array: where many arrays go through many small calls, the
    counting took four fifths of a search's time.
    """
    return _kept(function, njit(**BARE)(function))


def _kept(function: FunctionT, made: Any) -> FunctionT:
    """Return the compiled function, compared by all that it was made from."""
    if made is function:
        # The compiler is switched off, as where coverage is counted.
        return function
    # The compiler has no public name for what it compares a kept function by.
    kept: Any = attrgetter("_cache._cache_file")(made)
    before = getattr(kept, STAMP)
    stamp = sha256(repr((before, *_parts(function.__globals__))).encode()).hexdigest()
    _stamps[id(made)] = stamp
    setattr(kept, STAMP, stamp)
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
