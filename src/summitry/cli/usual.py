"""`summitry usual PLAN OUT`: add the usual clauses and minimum measures to a plan."""

import argparse
import sys

from msgspec.structs import replace

from summitry.cli.arguments import add_out_plan, add_plan
from summitry.cli.files import load, save
from summitry.kit.errors import Text
from summitry.plan.change import Edit, apply
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row, table_of
from summitry.policy.clauses import CLAUSES
from summitry.policy.minimums import USUAL
from summitry.report.language import language

EXAMPLE = Text(
    "Example: summitry usual examples/hanoi-2025/final with-clauses\n\n"
    "Adds the usual clauses of a host country agreement and of United Nations rules, and the usual "
    "minimum measures of protection where the host has set none. Every row names its source, and "
    "none of the sources is verified: put the words of your own agreement in their place. Rows "
    "that the plan has already stay as they are."
)
READING = Text("Reading {path} …")
WRITTEN = Text("Written: {path}; rows added: {added}. Give each an owner, then run summitry check.")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = EXAMPLE
    add_plan(parser)
    add_out_plan(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the plan with the rows that it lacked, and tell how many those are."""
    reader = language(arguments.lang)
    sys.stderr.write(reader.gettext(READING).format(path=arguments.plan) + "\n")
    package = load(arguments.plan)
    lacking = lacking_rows(package.snapshot)
    edits = [Edit(table_of(row).name, table_of(row).key_of(row), row) for row in lacking]
    save(replace(package, snapshot=apply(package.snapshot, edits)), arguments.out)
    told = reader.gettext(WRITTEN).format(path=arguments.out, added=len(lacking))
    sys.stdout.write(told + "\n")
    return 0


def lacking_rows(snapshot: Snapshot) -> tuple[Row, ...]:
    """Return the usual clauses that the plan lacks, and all usual minimums where it has none."""
    clauses = [row for row in CLAUSES if row.requirement_id not in snapshot.tables["requirements"]]
    minimums = () if snapshot.tables["minimums"] else USUAL
    return (*clauses, *minimums)
