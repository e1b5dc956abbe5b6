"""`--engine`: where a command searches, asked for and carried out in one place for all."""

import argparse
import os
import sys
from collections.abc import Callable, Collection
from enum import StrEnum
from math import inf

from msgspec import Struct

from summitry.cli.engines.job import Begun, Faulty, Job, Lost, Message, P, R, Told, Watch
from summitry.cli.engines.processes import elsewhere, on_this_machine
from summitry.cli.engines.race import Race
from summitry.cli.lines import say
from summitry.kit.errors import SummitryError, Text
from summitry.report.language import Language

SEARCHES_MAX = 256
"""Each holds three files open here, and 1,024 is what a process may hold on most machines."""
LOST = Text("A search was lost ({number}): {why}. The others go on.")
FAULTY = Text(
    "What a search came to ({number}) does not stand before the checker: {why}. It does not count. "
    "This is a fault of the program."
)
LOST_BEFORE = Text("The searches were lost before they began: {why}.")
BEST_OF = Text("This is the best answer of so many searches side by side: {count}.")
UNFINISHED = Text(
    "Searches that were lost before their end: {unfinished} of {count}. Of each of them the last "
    "answer that it handed over counts."
)


class Engine(StrEnum):
    """Where searches run."""

    LOCAL = "local"
    RAY = "ray"


class Choice(Struct, frozen=True, kw_only=True):
    """Where to search, and how often side by side."""

    engine: Engine | None = None
    """None: one search, in this process."""
    searches: int | None = None
    """None: as many as there are cores."""
    address: str | None = None


def add_engine(parser: argparse.ArgumentParser) -> None:
    """Add where the command searches."""
    parser.add_argument(
        "--engine", choices=[each.value for each in Engine],
        help=Text(
            "search several times side by side and keep the best: on the cores of this machine "
            "(local), or on a Ray cluster (ray); one search in this process when left out"
        ),
    )  # fmt: skip
    parser.add_argument(
        "--searches", metavar="N", type=int,
        help=Text("how many searches run side by side; one for each core when left out"),
    )  # fmt: skip
    parser.add_argument(
        "--address", metavar="HOST:PORT",
        help=Text(
            "the Ray cluster to search on, only with --engine ray; when left out, one is started "
            "that only this machine can reach"
        ),
    )  # fmt: skip


def choice_of(arguments: argparse.Namespace) -> Choice:
    """Return where to search.

    Raises
    ------
    SummitryError
        ``engine.unused`` for a choice that this engine does not know, ``engine.searches``.
    """
    engine = None if arguments.engine is None else Engine(arguments.engine)
    searches, address = arguments.searches, arguments.address
    if engine is None and searches is not None:
        raise SummitryError("engine.unused", got="--searches", expected="--engine")
    if engine is not Engine.RAY and address is not None:
        raise SummitryError("engine.unused", got="--address", expected="--engine ray")
    if searches is not None and not 1 <= searches <= SEARCHES_MAX:
        raise SummitryError("engine.searches", got=searches, most=SEARCHES_MAX)
    return Choice(engine=engine, searches=searches, address=address)


def sought(
    job: Job[P, R],
    choice: Choice,
    wishes: Collection[object],
    tell: Callable[[P], None],
    reader: Language,
) -> R:
    """Return the best answer that is found where the choice says.

    Parameters
    ----------
    wishes
        Not empty once somebody wishes the end.
    tell
        Is told how far the search is, or all searches are together.
    """
    if choice.engine is None:
        return _alone(job, wishes, tell)
    race = Race(job, tell, lambda fallen: say([_fallen(fallen, reader)], sys.stderr))
    if choice.engine is Engine.LOCAL:
        count = choice.searches or len(os.sched_getaffinity(0))
        race.take(Begun(count))
        with on_this_machine(job, count) as searches:
            race.run(searches, wishes)
    else:
        with elsewhere(choice.engine, job, choice.searches, choice.address) as searches:
            race.run(searches, wishes)
    outcome = race.outcome()
    facts = {"count": outcome.count, "unfinished": outcome.unfinished}
    say([reader.gettext(BEST_OF).format(**facts)], sys.stderr)
    if outcome.unfinished:
        say([reader.gettext(UNFINISHED).format(**facts)], sys.stderr)
    return outcome.answer


def _alone(job: Job[P, R], wishes: Collection[object], tell: Callable[[P], None]) -> R:
    """Return the answer of one search in this process, which has nobody to hand it over to."""

    def hear(message: Message[P, R]) -> None:
        if isinstance(message, Told):
            tell(message.progress)

    return job.search(0, Watch(0, hear, lambda: bool(wishes), keep_seconds=inf))


def _fallen(fallen: Lost | Faulty, reader: Language) -> str:
    """Return which search does not count any more, and why, as a sentence."""
    if isinstance(fallen, Faulty):
        facts = {"number": str(fallen.place + 1), "why": reader.isolated(", ".join(fallen.faults))}
        return reader.gettext(FAULTY).format(**facts)
    number = ", ".join(str(place + 1) for place in fallen.places)
    text = LOST if fallen.places else LOST_BEFORE
    return reader.gettext(text).format(number=number, why=reader.isolated(fallen.why))
