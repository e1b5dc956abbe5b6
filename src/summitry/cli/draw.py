"""`summitry draw KIND PLAN`: write a picture of the plan as SVG."""

import argparse
import sys
from pathlib import Path

from summitry.cli.arguments import add_moment, add_plan
from summitry.cli.assess import assessed_package
from summitry.cli.files import write_output
from summitry.cli.proposed import add_proposal, load_proposed
from summitry.kit.errors import Text
from summitry.kit.time import SystemClock
from summitry.report.formats import Formats
from summitry.report.language import language
from summitry.report.moments import moment_of_wish
from summitry.report.pictures.gallery import KINDS, document
from summitry.report.pictures.sheet import Source, Wish

ABOUT_KINDS = Text(
    "Kinds: objectives: readiness by objective. matrix: what each unit does, when. commitments: "
    "what is needed, and what is promised. critical-path: which tasks decide. reach: who hears "
    "whom. sights: who sees each exposed place. zones: ways in, ways out, evacuation. movements: "
    "motorcades over time and road. map: everything that has coordinates. timeline: when things "
    "are uncovered."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = ABOUT_KINDS
    parser.add_argument(
        "kind", metavar="KIND", choices=tuple(KINDS), help=Text("what to draw: %(choices)s")
    )
    add_plan(parser)
    parser.add_argument(
        "--from",
        dest="start",
        metavar="TIME",
        help=Text("draw from this moment on: 2025-10-25T09:00+07:00, or D-2, or H-12"),
    )
    parser.add_argument(
        "--to", dest="end", metavar="TIME", help=Text("draw up to this moment, told alike")
    )
    parser.add_argument("--unit", metavar="UNIT", help=Text("draw only what this unit has to do"))
    parser.add_argument("--site", metavar="SITE", help=Text("draw only what belongs to this site"))
    add_proposal(parser)
    add_moment(parser)
    parser.add_argument(
        "--out", metavar="FILE", type=Path, help=Text("write to this file, not to the terminal")
    )


def run(arguments: argparse.Namespace) -> int:
    """Draw the picture; the status is 0 whatever the plan leaves uncovered."""
    assessment = assessed_package(load_proposed(arguments), arguments.at, SystemClock())
    event = assessment.event
    times = {
        name: None if wish is None else moment_of_wish(event, wish)
        for name, wish in (("start", arguments.start), ("end", arguments.end))
    }
    source = Source(
        assessment=assessment,
        formats=Formats(language(arguments.lang), event.zone),
        findings=assessment.findings,
        wish=Wish(unit=arguments.unit, site=arguments.site, **times),
    )
    content = document(arguments.kind, source).encode()
    if arguments.out is None:
        sys.stdout.buffer.write(content)
    else:
        write_output(arguments.out, content)
    return 0
