"""Lines that a command says."""

import sys
from collections.abc import Iterable
from typing import TextIO


def say(lines: Iterable[str], stream: TextIO | None = None) -> None:
    """Write the lines, on standard output where no stream is named, so that they are seen now."""
    stream = sys.stdout if stream is None else stream
    for line in lines:
        stream.write(line + "\n")
    stream.flush()
