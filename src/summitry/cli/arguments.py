"""Arguments that many commands take, each with one name and one help for all."""

import argparse
from pathlib import Path

from summitry.kit.errors import Text

Taker = argparse.ArgumentParser | argparse._ArgumentGroup  # noqa: SLF001  # it has no public name


def add_plan(parser: argparse.ArgumentParser) -> None:
    """Add the plan that the command reads."""
    parser.add_argument(
        "plan", metavar="PLAN", type=Path, help=Text("the plan: a folder, or a workbook (.xlsx)")
    )


def add_out_plan(parser: argparse.ArgumentParser) -> None:
    """Add the place to which the command writes a plan."""
    parser.add_argument(
        "out", metavar="OUT", type=Path, help=Text("where it goes: a folder, or a workbook (.xlsx)")
    )


def add_moment(parser: Taker) -> None:
    """Add the moment at which the command looks at the plan."""
    parser.add_argument(
        "--at",
        metavar="TIME",
        help=Text(
            "the moment to look at the plan: 2025-10-25T09:00+07:00, or D-2, or H-12; else the "
            "one that the plan names, else now"
        ),
    )
