"""Arguments that many commands take, each with one name and one help for all."""

import argparse
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from summitry.kit.errors import SummitryError, Text

WRITTEN = Text("Written: {path}")

Taker = argparse.ArgumentParser | argparse._ArgumentGroup  # noqa: SLF001  # it has no public name

K = TypeVar("K", bound=StrEnum)


def add_kind(parser: argparse.ArgumentParser, kinds: type[StrEnum], told: Text) -> None:
    """Add the kind of paper that the command makes."""
    choices = [kind.value for kind in kinds]
    parser.add_argument("kind", metavar="KIND", choices=choices, help=told)


def require_choices(
    kind: K, arguments: argparse.Namespace, choices: Mapping[K, frozenset[str]]
) -> None:
    """Refuse a choice that this kind does not know: it would say less, or more, than asked."""
    for name in sorted(frozenset().union(*choices.values()) - choices[kind]):
        if getattr(arguments, name):
            option = f"--{name.replace('_', '-')}"
            raise SummitryError("print.unused", got=option, kind=kind.value)


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


def add_seed(parser: argparse.ArgumentParser) -> None:
    """Add where the chance of a search begins."""
    parser.add_argument(
        "--seed", metavar="N", type=int, default=1, help=Text("the seed of chance; 1 when left out")
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
