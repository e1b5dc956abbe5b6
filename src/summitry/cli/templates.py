"""`summitry template` makes a template of a finished plan, `summitry adopt` the next plan of it."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from summitry.cli.arguments import add_plan
from summitry.cli.files import is_workbook, load, load_template, require_free, save, save_files
from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import require_id
from summitry.package.template import Adoption
from summitry.package.template_write import template_files
from summitry.plan.relative import Opening
from summitry.plan.tables import TABLES
from summitry.report.language import language
from summitry.report.moments import YEARS

TEMPLATE_HELP = Text(
    "Example: summitry template examples/hanoi-2025/final --out signing-template\n\n"
    "Every moment is told from the opening on: H-36:00, or D-7 09:00. Persons, their shifts and "
    "qualifications, participants, attestations and rulings stay behind, and so does what was "
    "counted, issued or published. The template is as secret as the plan; the lessons go with it."
)
ADOPT_HELP = Text(
    "Example: summitry adopt signing-template --opens 2027-03-05T09:00 --timezone Asia/Jakarta "
    "--event-id jakarta-2027 --out jakarta\n\n"
    "What touches the event or the 48 hours around it moves with the hour of the opening; what "
    "lies farther off keeps its hour on its day, by the venue's calendar."
)
LEFT_BEHIND = Text("Left behind: {tables}")
TEMPLATE_WRITTEN = Text("Written: {path}, a template")
PLAN_WRITTEN = Text("Written: {path}, plan {hash}")


class TemplateCommand:
    """Makes a template of a plan."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments."""
        parser.epilog = TEMPLATE_HELP
        add_plan(parser)
        parser.add_argument(
            "--out", metavar="FOLDER", type=Path, required=True, help=Text("where it goes")
        )

    def run(self, arguments: argparse.Namespace) -> int:
        """Write the template, and tell which tables stay behind."""
        reader = language(arguments.lang)
        if is_workbook(arguments.out):
            raise SummitryError("template.folder", path=str(arguments.out))
        package = load(arguments.plan)
        save_files(template_files(package), arguments.out)
        size = package.snapshot.size
        behind = [name for name, table in TABLES.items() if size(name) and not table.carried]
        if behind:
            sys.stdout.write(reader.gettext(LEFT_BEHIND).format(tables=", ".join(behind)) + "\n")
        sys.stdout.write(reader.gettext(TEMPLATE_WRITTEN).format(path=arguments.out) + "\n")
        return 0


class AdoptCommand:
    """Makes the next plan of a template."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments."""
        parser.epilog = ADOPT_HELP
        parser.add_argument("template", metavar="TEMPLATE", type=Path, help=Text("the template"))
        parser.add_argument(
            "--opens",
            metavar="TIME",
            required=True,
            help=Text("when the event opens, by the venue's clock: 2027-03-05T09:00"),
        )
        parser.add_argument(
            "--timezone", metavar="ZONE", required=True, help=Text("the venue's time zone")
        )
        parser.add_argument(
            "--event-id", metavar="ID", required=True, help=Text("the id of the next event")
        )
        parser.add_argument(
            "--name", metavar="TEXT", help=Text("its name; the template's when left out")
        )
        parser.add_argument(
            "--out", metavar="PLAN", type=Path, required=True, help=Text("where the plan goes")
        )

    def run(self, arguments: argparse.Namespace) -> int:
        """Write the plan and tell its hash."""
        reader = language(arguments.lang)
        package = load_template(arguments.template, adoption_of(arguments))
        require_free(arguments.out)
        save(package, arguments.out)
        told = reader.gettext(PLAN_WRITTEN).format(path=arguments.out, hash=package.root.hex())
        sys.stdout.write(told + "\n")
        return 0


TEMPLATE = TemplateCommand()
ADOPT = AdoptCommand()


def adoption_of(arguments: argparse.Namespace) -> Adoption:
    """Return what the next event brings.

    Raises
    ------
    SummitryError
        ``event.timezone``, ``id.malformed``, ``moment.malformed``.
    """
    require_id(arguments.event_id, column="event_id")
    try:
        zone = ZoneInfo(arguments.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise SummitryError("event.timezone", got=arguments.timezone) from problem
    try:
        given = datetime.fromisoformat(arguments.opens)
        local = given if given.tzinfo is not None else given.replace(tzinfo=zone)
        opens = local.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError) as problem:
        raise SummitryError("moment.malformed", got=arguments.opens) from problem
    if opens.year not in YEARS:
        raise SummitryError("moment.malformed", got=arguments.opens)
    return Adoption(
        event_id=arguments.event_id, opening=Opening(opens, zone), name=arguments.name or ""
    )
