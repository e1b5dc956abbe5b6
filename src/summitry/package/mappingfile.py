"""Where a unit's mapping stands in a package, and what its text must be."""

from summitry.kit.ids import UnitId, is_id
from summitry.package.cells import UNWRITABLE
from summitry.package.comma import decoded
from summitry.package.problems import Problem, Problems

MAPPINGS_FOLDER = "mappings/"
SUFFIX = ".toml"
_ESCAPES = (("%", "%25"), ("/", "%2F"), (":", "%3A"))
"""Letters of an id that a file's name cannot hold everywhere."""


def mapping_name(unit: UnitId) -> str:
    """Return the name of the file with the unit's mapping."""
    stem = str(unit)
    for letter, escape in _ESCAPES:
        stem = stem.replace(letter, escape)
    return f"{MAPPINGS_FOLDER}{stem}{SUFFIX}"


def mapping_unit(name: str) -> UnitId | None:
    """Return the unit whose mapping the file holds, or None where the name is not such a name."""
    if not name.startswith(MAPPINGS_FOLDER) or not name.endswith(SUFFIX):
        return None
    stem = name[len(MAPPINGS_FOLDER) : -len(SUFFIX)]
    for letter, escape in reversed(_ESCAPES):
        stem = stem.replace(escape, letter)
    unit = UnitId(stem)
    return unit if is_id(unit) and mapping_name(unit) == name else None


def require_mapping_text(name: str, content: bytes, problems: Problems) -> bool:
    """Say whether the bytes are text that a workbook can hold too; tell where they are not."""
    text = decoded(name, content, problems)
    if text is None:
        return False
    wrong = UNWRITABLE.search(text)
    if wrong is None:
        return True
    line = text.count("\n", 0, wrong.start()) + 1
    problems.add(Problem(file=name, row=line, code="text.control_character"))
    return False
