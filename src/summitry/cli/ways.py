"""The ways of a re-plan as files: the best where it was asked for, each other one beside it."""

from collections.abc import Mapping
from pathlib import Path

from summitry.cli.files import content_of, told, write_output
from summitry.kit.errors import SummitryError
from summitry.package.bounds import PACKAGE_BYTES_MAX
from summitry.package.patch import read_patch
from summitry.roster.replan.problem import Kind

MADE_BY = "replan"


def place_of(out: Path, kind: Kind) -> Path:
    """Return where a way of the kind is written; the best has the name that was asked for."""
    return out if kind is Kind.LEAST_CHANGE else out.with_name(f"{out.stem}-{kind}{out.suffix}")


def require_own(out: Path) -> None:
    """Refuse to write other ways where a file stands that is no way of a re-plan.

    Raises
    ------
    SummitryError
        ``replan.other_file``.
    """
    for kind in Kind:
        path = place_of(out, kind)
        if path != out and path.exists() and not _is_way(path):
            raise SummitryError("replan.other_file", path=str(path))


def write_ways(out: Path, patches: Mapping[Kind, bytes]) -> tuple[list[Path], list[Path]]:
    """Write the patches; remove the other ways of an earlier run, which would pass for this one's.

    Returns what was written and what was removed.

    Raises
    ------
    SummitryError
        ``output.unwritable``.
    """
    written, removed = [], []
    for kind in Kind:
        path = place_of(out, kind)
        if kind in patches:
            write_output(path, patches[kind])
            written.append(path)
        elif path != out and _is_way(path):
            _remove(path)
            removed.append(path)
    return written, removed


def _is_way(path: Path) -> bool:
    """Say whether a re-plan has written the file."""
    if not path.is_file():
        return False
    try:
        return read_patch(content_of(path, PACKAGE_BYTES_MAX)).made_by == MADE_BY
    except SummitryError:
        return False


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError as problem:
        raise SummitryError("output.unwritable", path=str(path), problem=told(problem)) from problem
