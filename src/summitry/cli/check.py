"""`summitry check PLAN`: name what is left uncovered."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from pkgutil import resolve_name

from summitry.cli.arguments import add_moment, add_plan
from summitry.cli.assess import assessed, briefed, require_known_unit
from summitry.cli.files import write_output
from summitry.kit.errors import SummitryError, Text
from summitry.kit.time import SystemClock
from summitry.outcome.finding import Phase
from summitry.plan.terms import Field, Severity
from summitry.report.assessment import Assessment, Choice
from summitry.report.briefing import Briefing
from summitry.report.data import findings_json
from summitry.report.language import language
from summitry.report.summary import is_ready
from summitry.report.text import Page, brief, report

FORMATS = ("text", "json", "html", "xlsx")
HEAVY = {"html": "summitry.report.page:page_bytes", "xlsx": "summitry.report.sheets:workbook"}
"""Forms whose libraries take a while to load: only the one asked for is."""

CRITICAL_FOUND = 1
WIDTH_OF_FILES = 100
EXIT_HELP = Text(
    "The exit status is 0 when nothing critical is due among the findings asked for, 1 when "
    "something is, 2 when the input cannot be used. Not yet due does not count."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = EXIT_HELP
    add_plan(parser)
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        choices=FORMATS,
        help=Text(
            "how to write the findings: %(choices)s; "
            "when left out, as the file's name ends, or text"
        ),
    )
    parser.add_argument(
        "--brief",
        action="store_true",
        help=Text("as text, only the summary and the ten that matter"),
    )
    parser.add_argument(
        "--field",
        metavar="FIELD",
        choices=[each.value for each in Field],
        help=Text("only the findings of this field: %(choices)s"),
    )
    parser.add_argument(
        "--unit", metavar="UNIT", help=Text("only what this unit owns or must mend")
    )
    parser.add_argument(
        "--phase",
        metavar="PHASE",
        choices=[each.value for each in Phase],
        help=Text("only the rules due from this phase: %(choices)s"),
    )
    parser.add_argument(
        "--severity",
        metavar="SEVERITY",
        choices=[each.value for each in Severity],
        help=Text("only this severity and graver ones: %(choices)s"),
    )
    add_moment(parser)
    parser.add_argument(
        "--live",
        metavar="FILE",
        type=Path,
        help=Text("a file of what is known of the day: who is absent, what has failed, and so on"),
    )
    parser.add_argument(
        "--out", metavar="FILE", type=Path, help=Text("write to this file, not to the terminal")
    )


def run(arguments: argparse.Namespace) -> int:
    """Check the plan, write the report, and say by the status whether something critical is due."""
    form = form_of(arguments.format, arguments.out)
    if form == "xlsx" and arguments.out is None:
        raise SummitryError("output.needs_file")
    assessment = assessed(arguments.plan, arguments.at, SystemClock(), live_path=arguments.live)
    choice = choice_of(arguments)
    require_known_unit(assessment, choice)
    content = rendered(assessment, choice, form, arguments)
    if arguments.out is None:
        sys.stdout.buffer.write(content)
    else:
        write_output(arguments.out, content)
    return 0 if is_ready(choice.of(assessment.findings)) else CRITICAL_FOUND


def choice_of(arguments: argparse.Namespace) -> Choice:
    """Return which findings the arguments ask for."""
    return Choice(
        field=None if arguments.field is None else Field(arguments.field),
        unit=arguments.unit,
        phase=None if arguments.phase is None else Phase(arguments.phase),
        severity=None if arguments.severity is None else Severity(arguments.severity),
    )


def form_of(asked: str | None, out: Path | None) -> str:
    """Return the form asked for; where none is, the one that the file's name ends in, or text."""
    if asked is not None:
        return asked
    suffix = "" if out is None else out.suffix.lower().removeprefix(".")
    return suffix if suffix in FORMATS else "text"


def rendered(
    assessment: Assessment, choice: Choice, form: str, arguments: argparse.Namespace
) -> bytes:
    """Return the report in this form, and in the language asked for."""
    if form == "json":
        return findings_json(assessment, choice.of(assessment.everything))
    briefing = briefed(assessment, choice, language(arguments.lang))
    if form in HEAVY:
        render: Callable[[Briefing], bytes] = resolve_name(HEAVY[form])
        return render(briefing)
    layout = brief if arguments.brief else report
    return layout(briefing, terminal_page(to_file=arguments.out is not None)).encode()


def terminal_page(*, to_file: bool) -> Page:
    """Return the layout for where the text goes: colours only on a terminal that wants them."""
    terminal = not to_file and sys.stdout.isatty()
    width = shutil.get_terminal_size((WIDTH_OF_FILES, 24)).columns
    coloured = terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return Page(width if not to_file else WIDTH_OF_FILES, coloured=coloured)
