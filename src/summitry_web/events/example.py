"""Where the example of a plan stands: in the repository, or where the bundle has put it."""

import sys
from pathlib import Path

NAME = Path("examples", "hanoi-2025")


def example() -> Path:
    """Return the example's folder from here, else the one that was installed with the program."""
    return NAME if NAME.is_dir() else Path(sys.prefix, "share", "summitry") / NAME
