"""A plan as it would be with a proposal in it, without a change to what is kept."""

import argparse
from pathlib import Path

from msgspec.structs import replace

from summitry.cli.arguments import Taker
from summitry.cli.files import content_of, load
from summitry.kit.errors import Text
from summitry.package.bounds import PACKAGE_BYTES_MAX
from summitry.package.package import Package
from summitry.package.patch import patched, read_patch


def add_proposal(parser: Taker) -> None:
    """Add the proposal with which the plan is looked at."""
    parser.add_argument(
        "--proposal",
        metavar="PATCH",
        type=Path,
        help=Text("look at the plan as it would be with this patch in it"),
    )


def load_proposed(arguments: argparse.Namespace) -> Package:
    """Return the plan, with the proposal in it where one is named.

    Raises
    ------
    SummitryError
        ``patch.stale`` where the proposal was made on another state of the plan.
    """
    package = load(arguments.plan)
    if arguments.proposal is None:
        return package
    patch = read_patch(content_of(arguments.proposal, PACKAGE_BYTES_MAX))
    return replace(package, snapshot=patched(package.snapshot, patch, key=package.key))
