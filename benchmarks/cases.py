"""Instances, each read and run in turn: one that cannot be read or solved stops no other.

A file beside the good ones that is not of the format is told in one line, with the line in it.
"""

import csv
import re
import traceback
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import msgspec

from benchmarks.runs import engines_of, seeds_of, wanted
from benchmarks.summary import Row
from summitry.kit.errors import SummitryError
from summitry.report.language import language
from summitry.report.refusals import sentences

P = TypeVar("P")
T = TypeVar("T")
KNOWN = "best_known.csv"
NO_INSTANCES = {".csv", ".md", ".json", ".toml", ".zip", ".gz", ".pdf"}
"""What may lie beside the instances; any other file is taken for one."""

FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What an engine may end with, ours or a rival's library: it is told, and the others go on."""


class UnreadableError(Exception):
    """A file is not of its format: which file, which line, and what is wrong there."""


class Case(NamedTuple, Generic[P]):
    """An instance: its name, and what reads or makes it."""

    name: str
    read: Callable[[], P]


def files_in(arguments: Namespace, suffix: str | None = None) -> list[Path]:
    """Return the files that ``--instances`` and ``--only`` name, those with short names first.

    Parameters
    ----------
    suffix
        Of the instances, in lower case; None where any suffix may be one's but those that are not.
    """
    place: Path = arguments.instances
    found = [place] if place.is_file() else list(place.iterdir()) if place.is_dir() else []
    files = [
        each
        for each in found
        if each.is_file() and each.name[0] != "." and wanted(arguments, each.stem)
        if (each.suffix.lower() == suffix if suffix else each.suffix.lower() not in NO_INSTANCES)
    ]
    return sorted(files, key=lambda each: (len(each.stem), each))


def read_json(path: Path, kind: type[T]) -> T:
    """Return what the file holds.

    Raises
    ------
    UnreadableError
        Where it is not JSON, or not of that kind.
    """
    try:
        content = path.read_text("utf-8-sig")
        return msgspec.json.decode(content, type=kind)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UnreadableError(f"{path.name}, line {line}: this is not text in UTF-8") from error
    except msgspec.DecodeError as error:
        byte = re.search(r"byte (\d+)", str(error))
        line = content.encode()[: int(byte[1]) if byte else 0].count(b"\n") + 1
        raise UnreadableError(f"{path.name}, line {line}: {error}") from error


def has_any(arguments: Namespace, cases_of: Callable[[int], Iterable[Case[P]]]) -> bool:
    """Say whether there is an instance for any seed."""
    return any(True for seed in seeds_of(arguments) for _ in cases_of(seed))


def none_found(arguments: Namespace, what: str) -> int:
    """Say why there is nothing to run, and return the exit code for it."""
    place = arguments.instances
    if place is None and arguments.only:
        print(f"There is no instance of the names that --only gives: {arguments.only}")
    elif place is None:
        print(
            f"There is no instance. Name the folder of the instances ({what}) with --instances DIR."
        )
    elif not place.exists():
        print(f"There is no folder or file {place}.")
    else:
        print(f"{place}: no instance ({what}) is there, or none of the names that --only gives.")
    return 2


def best_known(place: Path | None, read: Callable[[dict[str, str]], tuple[str, T]]) -> dict[str, T]:
    """Return what the table beside the instances tells, by instance; nothing where there is none.

    Raises
    ------
    UnreadableError
        Where a line of the table lacks a column or a number.
    """
    path = None if place is None else (place.parent if place.is_file() else place) / KNOWN
    if path is None or not path.is_file():
        return {}
    known = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines, skipinitialspace=True)
        try:
            for row in rows:
                name, value = read(row)
                known[name.lower()] = value
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            is_short = isinstance(error, KeyError)
            told = f"there is no column {error}" if is_short else f"this is no answer: {error}"
            raise UnreadableError(f"{path.name}, line {rows.line_num}: {told}") from error
    return known


def rows_of(
    arguments: Namespace,
    cases_of: Callable[[int], Iterable[Case[P]]],
    measured: Callable[[P, str, int], Row | None],
) -> Iterator[Row]:
    """Yield a row for each seed, instance and engine; once for each instance that cannot be read.

    Parameters
    ----------
    cases_of
        Returns the instances for a seed.
    measured
        Returns a row for the problem, the engine and the seed; None where the engine is not for
        that instance.
    """
    unreadable = set()
    seeds, engines = seeds_of(arguments), engines_of(arguments, arguments.seed)
    count = len(list(cases_of(arguments.seed)))
    print(f"runs     {count} instances, {len(seeds)} seeds (--seeds N), {', '.join(engines)}")
    for seed in seeds:
        for case in cases_of(seed):
            if case.name in unreadable:
                continue
            try:
                problem = case.read()
            except (UnreadableError, SummitryError, OSError) as error:
                unreadable.add(case.name)
                yield {"instance": case.name, "error": told(error)}
                continue
            for engine in engines_of(arguments, seed):
                row = _run(problem, engine, seed, measured)
                if row is not None:
                    yield {"instance": case.name, "engine": engine, **row}


def _run(
    problem: P, engine: str, seed: int, measured: Callable[[P, str, int], Row | None]
) -> Row | None:
    try:
        return measured(problem, engine, seed)
    except SummitryError as error:
        return {"seed": seed, "error": told(error)}
    except FAILURES as error:
        traceback.print_exc()
        return {"seed": seed, "error": f"{type(error).__name__}: {error}"}


def told(error: Exception) -> str:
    """Return what went wrong, on one line."""
    if isinstance(error, SummitryError):
        return " ".join(sentences(error, language("en")))
    return " ".join(str(error).split())


def code_of(rows: Sequence[Row]) -> int:
    """Return 1 where an answer is illegal or an instance could not be read or solved, else 0."""
    return int(any(row.get("illegal") or row.get("error") for row in rows))
