"""Make the example: `plan/`, always the same bytes.

Run it as ``python examples/three-cities/make.py [FOLDER]``; without a folder it writes beside
itself.
"""

import sys
from pathlib import Path

# What makers of examples share stands beside this example.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cities.version import sound

from summitry.cli.files import save


def make(folder: Path) -> None:
    """Write the plan into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    save(sound().package(), folder / "plan")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).resolve().parent)
