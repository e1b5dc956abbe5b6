"""`summitry describe PLAN`: what a plan holds, and the limits it goes by."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from summitry.cli.arguments import add_plan
from summitry.cli.files import is_workbook, load
from summitry.kit.errors import Text
from summitry.kit.time import written
from summitry.package.package import Package
from summitry.package.upgrade import SCHEMA
from summitry.plan.mandate import Event, EventLimit, Objective
from summitry.plan.organisation import Unit
from summitry.plan.snapshot import NO_KEY, tables_with_rows
from summitry.policy.limits import ORIGINS, Limits, limits_of
from summitry.report.formats import Formats
from summitry.report.language import Language, language
from summitry.report.words import word

EXAMPLE = Text("Example: summitry describe examples/hanoi-2025/final --format json")
HEAD = Text("{name} ({event})")
LEVEL = Text("Protection level: {level}")
TIMES = Text("Opens {opens}, closes {closes} (time zone of the venue: {zone})")
LOOKED_AT = Text("Looked at as of {now}")
OBJECTIVE = Text("Objective {objective}: {name}")
ROWS = Text("Rows by table:")
BESIDE = Text(
    "Beside the plan: {attestations} attestations, {rulings} rulings on findings, {people} "
    "identities of persons"
)
MAPPED = Text("Units whose own workbooks are mapped: {units}")
LIMITS = Text("Limits:")
LIMIT = Text("  {limit} = {value}: {what}. Source: {source}")
LIMIT_UNVERIFIED = Text("  {limit} = {value}: {what}. Source (UNVERIFIED): {source}")
HASH = Text("Plan {hash}, schema {schema}")
KEY = Text("The event's key lies beside the plan: the hash of each row is salted with it.")
NO_KEY_TEXT = Text(
    "The event has no key beside the plan: hashes of rows are not salted, so the plan must not "
    "be shared in part."
)
INDENT = "  "


class LimitInForce(Struct, frozen=True, kw_only=True):
    """A limit with where its value comes from."""

    limit: str
    value: float
    default: float
    what: Text
    source: str
    verified: bool
    own: bool


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = EXAMPLE
    add_plan(parser)
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=Text("text when left out")
    )


def run(arguments: argparse.Namespace) -> int:
    """Tell what the plan holds."""
    package = load(arguments.plan)
    if arguments.format == "json":
        sys.stdout.write(described_json(package, form_of(arguments.plan)))
    else:
        for line in described(package, language(arguments.lang)):
            sys.stdout.write(line + "\n")
    return 0


def form_of(path: Path) -> str:
    """Return whether the plan is a workbook or a folder."""
    return "workbook" if is_workbook(path) else "folder"


def limits_in_force(package: Package) -> tuple[LimitInForce, ...]:
    """Return every limit: the event's own value with its source, or the default with its own."""
    values = limits_of(package.snapshot)
    defaults = Limits()
    own = package.snapshot.rows(EventLimit)
    return tuple(
        LimitInForce(
            limit=name,
            value=getattr(values, name),
            default=getattr(defaults, name),
            what=origin.what,
            source=own[name].source if name in own else origin.source,
            verified=own[name].verified if name in own else origin.verified,
            own=name in own,
        )
        for name, origin in ORIGINS.items()
    )


def described(package: Package, reader: Language) -> Iterator[str]:
    """Yield the lines that describe the plan."""
    event = package.snapshot.event
    formats = Formats(reader, event.zone)
    yield from _event_lines(package, event, formats)
    yield ""
    yield reader.gettext(ROWS)
    tables = tables_with_rows(package.snapshot)
    sizes = {table.name: formats.number(package.snapshot.size(table.name)) for table in tables}
    width = max(map(len, sizes.values()))
    for table in tables:
        label = reader.gettext(table.label)
        yield f"{INDENT}{sizes[table.name]:>{width}}  {label} ({reader.isolated(table.name)})"
    yield reader.gettext(BESIDE).format(
        attestations=formats.number(len(package.attestations)),
        rulings=formats.number(len(package.rulings)),
        people=formats.number(len(package.people)),
    )
    if package.mappings:
        yield reader.gettext(MAPPED).format(units=formats.listed_whole(tuple(package.mappings)))
    yield ""
    yield reader.gettext(LIMITS)
    for limit in limits_in_force(package):
        template = LIMIT if limit.verified else LIMIT_UNVERIFIED
        yield reader.gettext(template).format(
            limit=reader.isolated(limit.limit),
            value=formats.number(limit.value),
            what=reader.gettext(limit.what),
            source=reader.gettext(limit.source),
        )
    yield ""
    yield reader.gettext(HASH).format(hash=package.root.hex(), schema=SCHEMA)
    yield reader.gettext(NO_KEY_TEXT if package.key == NO_KEY else KEY)


def _event_lines(package: Package, event: Event, formats: Formats) -> Iterator[str]:
    reader = formats.language
    yield reader.gettext(HEAD).format(name=event.name, event=reader.isolated(event.event_id))
    yield reader.gettext(LEVEL).format(level=word(event.level, reader))
    yield reader.gettext(TIMES).format(
        opens=formats.moment(event.opens),
        closes=formats.moment(event.closes),
        zone=formats.zone_name(event.opens),
    )
    if event.now is not None:
        yield reader.gettext(LOOKED_AT).format(now=formats.moment(event.now))
    for objective in package.snapshot.rows(Objective).values():
        yield reader.gettext(OBJECTIVE).format(
            objective=reader.isolated(objective.objective_id), name=objective.name
        )


def described_json(package: Package, form: str) -> str:
    """Return what the plan holds as JSON."""
    event = package.snapshot.event
    told = {
        "plan": package.root.hex(),
        "schema": SCHEMA,
        "form": form,
        "key": package.key != NO_KEY,
        "event": {
            "event_id": event.event_id,
            "name": event.name,
            "level": event.level,
            "opens": written(event.opens),
            "closes": written(event.closes),
            "now": None if event.now is None else written(event.now),
            "timezone": event.timezone,
        },
        "units": [
            {"unit_id": unit.unit_id, "name": unit.name, "kind": unit.kind}
            for unit in package.snapshot.rows(Unit).values()
        ],
        "tables": [
            {
                "table": table.name,
                "label": table.label,
                "rows": package.snapshot.size(table.name),
            }
            for table in tables_with_rows(package.snapshot)
        ],
        "attestations": len(package.attestations),
        "rulings": len(package.rulings),
        "people": len(package.people),
        "mappings": list(package.mappings),
        "limits": limits_in_force(package),
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=2).decode() + "\n"
