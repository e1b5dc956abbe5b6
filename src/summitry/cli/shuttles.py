"""`summitry shuttles PLAN`: which vehicle fetches which delegates when, and how few are enough."""

import argparse
import sys
from collections.abc import Callable, Sequence
from math import inf
from pathlib import Path

from summitry.cli.arguments import WRITTEN, add_plan, add_seed
from summitry.cli.engines.choice import Choice, add_engine, choice_of, sought
from summitry.cli.engines.shuttling import Far, Shuttling
from summitry.cli.files import load, write_output
from summitry.cli.interruption import interruption
from summitry.cli.lines import say
from summitry.cli.timetable import FORMATS, Made, Served, head_of, rides_of
from summitry.kit.errors import SummitryError, Text
from summitry.move.routes.bounds import distance_min
from summitry.move.routes.demand import Terms, without_hotel
from summitry.move.routes.shuttles import Shuttles, shuttles_from, timetable
from summitry.package.package import Package
from summitry.report.language import Language, language

SECONDS, SECONDS_MAX = 30.0, 86_400
SEATS_MAX, VEHICLES = 200, 400
TOLD_EVERY = 1.0
"""Told at every vehicle that is spared, else not oftener than so many seconds apart."""
ALL_RIDE, SOME_LEFT = 0, 1
EXAMPLE = Text(
    "Example: summitry shuttles examples/hanoi-2025/final --seats 45 --seconds 30 --out "
    "shuttles.csv\n\n"
    "Delegates are driven between their hotels and what all delegations take part in. The time is "
    "shared by the services, of which each ends with a long pause. Ctrl-C ends the search; the "
    "best routes so far are kept. The plan itself is not changed.\n\n"
    "The exit status is 0 when everybody has a ride, 1 when no road is fast enough for some or the "
    "plan names no hotel for them, 2 when the plan cannot be read or no routes were found."
)
NOBODY = Text("Nobody needs a ride: all sleep where the programme is.")
NO_HOTEL = Text("Not fetched, since the plan names no hotel for them: {delegations}.")
PROGRESS = Text(
    "{seconds} s: service {service} of {services}, {vehicles} vehicles (at least {least} are "
    "needed), {minutes} minutes on the road (at least {bound} with so many vehicles)"
)
ENOUGH = Text(
    "{vehicles} vehicles are enough for all services, and at least {least} are needed. Seed "
    "{seed}, plan {hash}."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = EXAMPLE
    add_plan(parser)
    parser.add_argument(
        "--seconds",
        metavar="N",
        type=float,
        default=SECONDS,
        help=Text("how long the search may take, over all services; 30 when left out"),
    )
    add_seed(parser)
    add_engine(parser)
    parser.add_argument(
        "--seats",
        metavar="N",
        type=int,
        help=Text(
            "plan with vehicles of so many seats that are yet to be hired, not with the plan's own"
        ),
    )
    parser.add_argument(
        "--vehicles",
        metavar="N",
        type=int,
        help=Text("how many could be hired at most, only with --seats; 400 when left out"),
    )
    parser.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        help=Text("write the timetable to this file, .json or .csv, instead of showing it"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Make routes for every service, and show or write the timetable of each vehicle."""
    reader = language(arguments.lang)
    terms, choice = _terms(arguments), choice_of(arguments)
    package = load(arguments.plan)
    services = shuttles_from(package.snapshot, terms)
    unhoused = without_hotel(package.snapshot)
    if unhoused:
        names = ", ".join(map(reader.isolated, unhoused))
        say([reader.gettext(NO_HOTEL).format(delegations=names)])
    if not services:
        say([reader.gettext(NOBODY)])
        return SOME_LEFT if unhoused else ALL_RIDE
    made = Made(
        base=package.root.hex(),
        seed=arguments.seed,
        seconds=arguments.seconds,
        services=_served(services, arguments, choice, reader),
    )
    _tell(made, package, arguments, reader)
    is_left = unhoused or any(each.shuttles.unmet for each in made.services)
    return SOME_LEFT if is_left else ALL_RIDE


def _terms(arguments: argparse.Namespace) -> Terms:
    """Return the terms that the arguments ask for; refuse those that cannot be."""
    if not 0 <= arguments.seconds <= SECONDS_MAX:
        raise SummitryError("move.seconds", got=arguments.seconds, most=SECONDS_MAX)
    if arguments.out is not None and arguments.out.suffix.lower() not in FORMATS:
        raise SummitryError("shuttles.out", got=arguments.out.suffix)
    seats, vehicles = arguments.seats, arguments.vehicles
    if seats is None and vehicles is None:
        return Terms()
    if seats is None or not 1 <= seats <= SEATS_MAX or (vehicles is not None and vehicles < 1):
        raise SummitryError("shuttles.seats", most=SEATS_MAX)
    return Terms(seats=seats, vehicles=VEHICLES if vehicles is None else vehicles)


def _served(
    services: tuple[Shuttles, ...], arguments: argparse.Namespace, choice: Choice, reader: Language
) -> tuple[Served, ...]:
    """Return each service with its routes."""
    job = Shuttling(services=services, seed=arguments.seed, seconds=arguments.seconds)
    with interruption() as wishes:
        results = sought(job, choice, wishes, _teller(services, reader), reader)
    return tuple(
        Served(
            shuttles=shuttles,
            vehicles_min=result.vehicles_min,
            minutes=result.distance,
            minutes_min=result.distance_min,
            end=result.end,
            rides=timetable(shuttles, result.routes),
        )
        for shuttles, result in zip(services, results, strict=True)
    )


def _teller(services: Sequence[Shuttles], reader: Language) -> Callable[[Far], None]:
    """Return what tells how far the search is."""
    bounds: dict[tuple[int, int], float] = {}
    told = -inf

    def tell(far: Far) -> None:
        nonlocal told
        now, key = far.now, (far.service, far.now.vehicles)
        if key in bounds and far.seconds - told < TOLD_EVERY:
            return
        told = far.seconds
        if key not in bounds:
            problem = services[far.service].problem
            bounds[key] = distance_min(problem, now.vehicles, now.vehicles_min)
        line = reader.gettext(PROGRESS).format(
            seconds=f"{far.seconds:.1f}",
            service=far.service + 1,
            services=len(services),
            vehicles=now.vehicles,
            least=now.vehicles_min,
            minutes=f"{now.distance:.1f}",
            bound=f"{bounds[key]:.1f}",
        )
        say([line], sys.stderr)

    return tell


def _tell(made: Made, package: Package, arguments: argparse.Namespace, reader: Language) -> None:
    """Tell how good the routes are, and show the timetable or write it."""
    zone = package.snapshot.event.zone
    for number, served in enumerate(made.services, 1):
        say(head_of(number, served, zone, reader))
        if arguments.out is None:
            say(rides_of(served, zone, reader))
    enough = reader.gettext(ENOUGH).format(
        vehicles=max(len(each.rides) for each in made.services),
        least=max(each.vehicles_min for each in made.services),
        seed=made.seed,
        hash=made.base[:12],
    )
    say([enough])
    if arguments.out is not None:
        write_output(arguments.out, FORMATS[arguments.out.suffix.lower()](made))
        say([reader.gettext(WRITTEN).format(path=arguments.out)])
