"""Make failures of the past in small, as plans: always the same bytes.

Run it as ``python examples/history/make.py [FOLDER]``; without a folder it writes beside itself.
What is public stands in each case's README with its source. Geometry, ids and rosters are invented
and say so; people are offices.
"""

import sys
from pathlib import Path

from cases import (
    brisbane,
    butler,
    copenhagen,
    hamburg,
    manchester,
    nara,
    paris,
    toronto,
    washington,
    wembley,
)
from cases.frame import Case

from summitry.cli.files import save

CASES = {
    "brisbane-2014": Case(brisbane.rows),
    "butler-2024": Case(butler.rows, butler.words),
    "copenhagen-2009": Case(copenhagen.rows),
    "hamburg-2017": Case(hamburg.rows),
    "manchester-2017": Case(manchester.rows, manchester.words),
    "nara-2022": Case(nara.rows, nara.words),
    "paris-2022": Case(paris.rows, paris.words),
    "toronto-2010": Case(toronto.rows, toronto.words),
    "washington-2009": Case(washington.rows, washington.words),
    "wembley-2021": Case(wembley.rows, wembley.words),
}


def make(folder: Path) -> None:
    """Write every case into the folder; its README is kept."""
    for name, case in CASES.items():
        save(case.package(), folder / name)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).resolve().parent)
