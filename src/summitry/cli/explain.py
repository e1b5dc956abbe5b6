"""`summitry explain CODE`: say why a rule matters and what it rests on."""

import argparse
import sys
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from summitry.check.catalogue import rules
from summitry.check.registry import Rule
from summitry.cli.assess import assessed
from summitry.cli.check import terminal_page
from summitry.kit.errors import SummitryError, Text
from summitry.kit.time import SystemClock
from summitry.report.language import language
from summitry.report.rules import rule_text, rules_json, rules_list

FORMATS = ("text", "json")
NEAR_MAX = 3


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "code", metavar="CODE", nargs="?", help=Text("the code of a rule, such as C-52")
    )
    parser.add_argument(
        "--plan",
        metavar="PLAN",
        type=Path,
        help=Text("a plan whose own lessons are among the rules, such as L-1"),
    )
    parser.add_argument("--list", action="store_true", help=Text("list every rule"))
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help=Text("how to write it; text when left out"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Explain one rule, or list them all when none is named."""
    reader = language(arguments.lang)
    listed = arguments.list or arguments.code is None
    known = rules()
    if arguments.plan is not None:
        known = assessed(arguments.plan, None, SystemClock()).rules
    chosen = known if listed else (rule_in(known, arguments.code),)
    if arguments.format == "json":
        sys.stdout.buffer.write(rules_json(chosen, reader))
        return 0
    page = terminal_page(to_file=False)
    told = rules_list(chosen, reader, page) if listed else rule_text(chosen[0], reader, page)
    sys.stdout.buffer.write(told.encode())
    return 0


def rule_in(known: Iterable[Rule], code: str) -> Rule:
    """Return the rule of that code, however it is written: ``C-52``, ``c52``, ``52``.

    Raises
    ------
    SummitryError
        ``rule.unknown`` with the nearest codes.
    """
    by_code = {rule.code: rule for rule in known}
    plain = code.strip().upper().removeprefix("C").lstrip("-")
    as_written = by_code.get(code.strip()) or by_code.get(code.strip().upper())
    found = as_written or by_code.get(f"C-{plain.zfill(2)}")
    if found is None:
        near = get_close_matches(f"C-{plain.zfill(2)}", by_code, n=NEAR_MAX, cutoff=0.5)
        raise SummitryError("rule.unknown", got=code, near=tuple(near))
    return found
