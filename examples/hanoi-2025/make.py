"""Make the example: `draft/`, `final/`, `planted.csv` and `units/`, always the same bytes.

Run it as ``python examples/hanoi-2025/make.py [FOLDER]``; without a folder it writes beside itself.
"""

import csv
import io
import sys
from pathlib import Path

# What makers of examples share stands beside this example.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from hanoi.defects import plant
from hanoi.facts import DRAFT, FINAL
from hanoi.planted import Planted
from hanoi.version import sound
from hanoi.workbooks import workbooks

from summitry.cli.files import save

PLANTED = "planted.csv"


def make(folder: Path) -> None:
    """Write the whole example into the folder."""
    draft, final = sound(DRAFT), sound(FINAL)
    units = workbooks(final)
    planted = plant(draft)
    folder.mkdir(parents=True, exist_ok=True)
    save(draft.package(), folder / "draft")
    save(final.package(), folder / "final")
    (folder / PLANTED).write_bytes(listed(planted))
    (folder / "units").mkdir(exist_ok=True)
    for name, book in units.items():
        save(book.package(), folder / "units" / f"{name}.xlsx")


def listed(planted: list[Planted]) -> bytes:
    """Return the planted findings as a table."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Planted._fields)
    writer.writerows(planted)
    return text.getvalue().encode()


if __name__ == "__main__":
    make(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).resolve().parent)
