"""`summitry export PLAN OUT`: write a plan as a folder or as a workbook."""

import argparse
import sys

from summitry.cli.arguments import add_out_plan, add_plan
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
    add_plan(parser)
    add_out_plan(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the plan again and tell its hash."""
    reader = language(arguments.lang)
    sys.stderr.write(reader.gettext(READING).format(path=arguments.plan) + "\n")
    package = load(arguments.plan)
    save(package, arguments.out)
    told = reader.gettext(WRITTEN).format(path=arguments.out, hash=package.root.hex())
    sys.stdout.write(told + "\n")
    return 0
