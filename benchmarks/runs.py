"""What the benchmarks of solvers share: seeds, engines, and rows that are kept as they come.

Each engine has one thread. Seeds are the outermost loop, so that whoever ends a long run early has
every instance with the seeds so far.
"""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from benchmarks.__main__ import write_json
from benchmarks.summary import OURS, Row, by_instance, summary, table

SEEDS = 5


class Told(NamedTuple):
    """What a benchmark tells of several seeds."""

    compared: Sequence[str]
    """By which figures of two engines one is better, the gravest first."""
    others: Sequence[str] = ()
    group: Callable[[Row], str] = by_instance
    """Which rows are told together."""

    def summary(self, rows: Sequence[Row]) -> list[Row]:
        """Return a row for each group and engine."""
        return summary(rows, self.compared, self.others, self.group)

    def record(self, arguments: Namespace, rows: Iterable[Row]) -> list[Row]:
        """Print each row and keep it in the file of ``--json`` at once; at last print the table."""
        kept: list[Row] = []
        for row in rows:
            kept.append(row)
            print("  " + line(row), flush=True)
            write_json(arguments, {"rows": kept, "summary": self.summary(kept)})
        for each in table(self.summary(kept), self.compared, self.others):
            print("  " + each, flush=True)
        return kept


def line(row: Row) -> str:
    """Return the row on one line, without what it does not have."""
    return ", ".join(f"{key} {value}" for key, value in row.items() if value not in (None, []))


def arguments_of(parser: ArgumentParser, rivals: Sequence[str], *, seeds: int = SEEDS) -> None:
    """Add what every benchmark of solvers asks: seeds, instances, and engines if it has rivals."""
    parser.add_argument(
        "--seeds",
        type=count_of,
        default=seeds,
        help="how many seeds, from --seed on (default %(default)s)",
    )
    parser.add_argument("--only", default="", help="the instances' names, with commas between")
    parser.set_defaults(rival_seeds=None, engines=(OURS,), alone=True)
    if not rivals:
        return
    engines = (OURS, *rivals)
    parser.add_argument(
        "--rival-seeds", type=count_of, help="with how many of them the rivals run (default: all)"
    )
    parser.add_argument(
        "--engines",
        type=lambda text: _engines(text, engines),
        default=engines,
        help="of: " + ",".join(engines) + " (default: all)",
    )
    parser.add_argument(
        "--alone", "--only-ours", action="store_true", default=False, help="without the rivals"
    )
    parser.add_argument(
        "--workers",
        type=count_of,
        default=1,
        help="threads of each rival; ours has one, so that more are no equal terms (default 1)",
    )


def count_of(text: str) -> int:
    """Return the whole number, which is not below 1."""
    if not (text.isascii() and text.isdigit() and int(text)):
        raise ArgumentTypeError(f"“{text}” is not a whole number from 1 on")
    return int(text)


def _engines(text: str, known: Sequence[str]) -> tuple[str, ...]:
    asked = tuple(filter(None, (each.strip() for each in text.split(","))))
    strange = [each for each in asked if each not in known]
    if strange or not asked:
        raise ArgumentTypeError(f"there is no engine “{text}”; there are: " + ", ".join(known))
    return asked


def seeds_of(arguments: Namespace) -> range:
    """Return the seeds of the run."""
    return range(arguments.seed, arguments.seed + arguments.seeds)


def engines_of(arguments: Namespace, seed: int) -> tuple[str, ...]:
    """Return the engines that run with the seed."""
    rivals_end = arguments.seed + (arguments.rival_seeds or arguments.seeds)
    with_rivals = not arguments.alone and seed < rivals_end
    return tuple(
        each
        for each in ((OURS,) if arguments.alone else arguments.engines)
        if each == OURS or with_rivals
    )


def wanted(arguments: Namespace, name: str) -> bool:
    """Say whether the instance is one that ``--only`` names, or none is named."""
    only = [each.strip().lower() for each in arguments.only.split(",") if each.strip()]
    return not only or name.lower() in only
