"""`summitry export PLAN OUT`: write a plan as a folder or as a workbook."""

import argparse
import sys
from pathlib import Path

from summitry.cli.files import load, save
from summitry.kit.errors import Text
from summitry.report.language import language

EXAMPLE = Text(
    "Example: summitry export examples/hanoi-2025/final final.xlsx\n\n"
    "A name that ends in .xlsx becomes a workbook, any other a folder. Nothing is lost either way. "
    "The event's key is written beside the plan, never into it."
)
READING = Text("Reading {path} …")
WRITTEN = Text("Written: {path}, plan {hash}")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = EXAMPLE
    parser.add_argument(
        "plan", metavar="PLAN", type=Path, help=Text("the plan: a folder, or a workbook (.xlsx)")
    )
    parser.add_argument(
        "out", metavar="OUT", type=Path, help=Text("where it goes: a folder, or a workbook (.xlsx)")
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the plan again and tell its hash."""
    reader = language(arguments.lang)
    sys.stderr.write(reader.gettext(READING).format(path=arguments.plan) + "\n")
    package = load(arguments.plan)
    save(package, arguments.out)
    told = reader.gettext(WRITTEN).format(path=arguments.out, hash=package.root.hex())
    sys.stdout.write(told + "\n")
    return 0
