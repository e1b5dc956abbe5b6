"""`summitry roads PLAN EXTRACT`: propose routes between two sites over the streets of a map."""

import argparse
import sys
from math import isfinite
from pathlib import Path

from summitry.cli.arguments import WRITTEN, add_plan
from summitry.cli.files import content_of, load, write_output
from summitry.cli.motorcades import NO_OUT
from summitry.kit.errors import SummitryError, Text
from summitry.move.charted import charted
from summitry.move.streets import streets
from summitry.package.patch import patch_bytes, patch_of
from summitry.plan.change import Edit
from summitry.plan.movements import Route, RouteSegment
from summitry.report.language import Language, language

EXTRACT_BYTES_MAX = 512 * 2**20
COUNT, COUNT_MAX = 3, 20
LATITUDE_MAX, LONGITUDE_MAX = 85.0, 180.0
EXAMPLE = Text(
    "Example: summitry roads PLAN city.osm --origin 21.0278,105.8342 --from hotel --to hall --out "
    "patch.json\n\n"
    "The extract is one that you have downloaded; nothing is fetched. Running times are those of "
    "the limits on the map, or usual ones where it tells none: drive the routes and correct them. "
    "Data of OpenStreetMap are under the Open Database License and name its contributors."
)
ROUTE = Text("{route}: {name}, {count} segments, {minutes} min")
NOTHING = Text("The plan has these routes already.")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = EXAMPLE
    add_plan(parser)
    parser.add_argument(
        "extract", metavar="EXTRACT", type=Path,
        help=Text("an OpenStreetMap extract (.osm, .osm.bz2 or .osm.pbf)"),
    )  # fmt: skip
    parser.add_argument(
        "--origin", metavar="LAT,LON", required=True,
        help=Text("where on the map the plan counts its metres from"),
    )  # fmt: skip
    parser.add_argument(
        "--from", metavar="SITE", dest="start", required=True, help=Text("where the routes begin")
    )
    parser.add_argument(
        "--to", metavar="SITE", dest="end", required=True, help=Text("where they end")
    )
    parser.add_argument(
        "--ways", metavar="N", type=int, default=COUNT,
        help=Text("how many different routes; 3 when left out"),
    )  # fmt: skip
    parser.add_argument(
        "--out", metavar="FILE", type=Path,
        help=Text("write the proposal to this file, as a patch (JSON)"),
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Propose the routes, tell each, and write them as a patch."""
    if not 1 <= arguments.ways <= COUNT_MAX:
        raise SummitryError("roads.count", got=arguments.ways, most=COUNT_MAX)
    origin = _origin(arguments.origin)
    reader = language(arguments.lang)
    package = load(arguments.plan)
    content = content_of(arguments.extract, EXTRACT_BYTES_MAX)
    if len(content) > EXTRACT_BYTES_MAX:
        raise SummitryError("bound.file_bytes_max", got=len(content), expected=EXTRACT_BYTES_MAX)
    ends = (arguments.start, arguments.end)
    edits = charted(package.snapshot, streets(content, origin), ends, count=arguments.ways)
    for line in _lines(edits, reader):
        sys.stdout.write(line + "\n")
    if arguments.out is None:
        sys.stdout.write(reader.gettext(NO_OUT) + "\n")
        return 0
    patch = patch_of(package.snapshot, edits, key=package.key, made_by="summitry roads")
    write_output(arguments.out, patch_bytes(patch))
    sys.stdout.write(reader.gettext(WRITTEN).format(path=arguments.out) + "\n")
    return 0


def _origin(wish: str) -> tuple[float, float]:
    """Return latitude and longitude.

    Raises
    ------
    SummitryError
        ``roads.origin``.
    """
    try:
        latitude, longitude = (float(each) for each in wish.split(","))
    except ValueError as problem:
        raise SummitryError("roads.origin", got=wish) from problem
    told = isfinite(latitude) and isfinite(longitude)
    if not told or abs(latitude) > LATITUDE_MAX or abs(longitude) > LONGITUDE_MAX:
        raise SummitryError("roads.origin", got=wish)
    return latitude, longitude


def _lines(edits: tuple[Edit, ...], reader: Language) -> list[str]:
    routes = [each.row for each in edits if isinstance(each.row, Route)]
    parts = [each.row for each in edits if isinstance(each.row, RouteSegment)]
    told = []
    for route in routes:
        own = [part.running_seconds for part in parts if part.route_id == route.route_id]
        told.append(
            reader.gettext(ROUTE).format(
                route=reader.isolated(route.route_id),
                name=reader.isolated(route.name),
                count=len(own),
                minutes=round(sum(own) / 60),
            )
        )
    return told or [reader.gettext(NOTHING)]
