"""Routes with time windows by Solomon and by Gehring and Homberger: vehicles, distance, bounds.

PyVRP and OR-Tools get the same problem, the same time and one thread each, as we do. All routes
are judged and priced by `judge`, which shares nothing with any search.
"""

from argparse import ArgumentParser, Namespace

from benchmarks.routes import arguments_of, measured
from benchmarks.routes_format import read_vrptw


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    arguments_of(parser)


def run(arguments: Namespace) -> int:
    """Solve each instance; return 1 where routes are illegal or a file is bad."""
    return measured(arguments, read_vrptw, paired=False)
