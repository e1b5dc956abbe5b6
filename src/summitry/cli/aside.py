"""Keeping a command's output its own while a solver runs."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def words_aside() -> Iterator[None]:
    """Let what a solver says of itself go where errors go: the answer alone is the output.

    It greets the first time that it is made, past Python, before it can be told to be silent.
    """
    sys.stdout.flush()
    kept = os.dup(1)
    try:
        os.dup2(2, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
