"""`summitry compare A B`: name every cell in which two plans differ."""

import argparse
import sys
from pathlib import Path

import msgspec

from summitry.cli.files import load
from summitry.kit.errors import Text
from summitry.package.compare import Difference, What, differences
from summitry.package.package import Package
from summitry.package.patch import patch_bytes, patch_of
from summitry.plan.change import difference
from summitry.report.language import Language, language

EQUAL, DIFFERENT = 0, 1
EXAMPLE = Text(
    "Example: summitry compare monday tuesday.xlsx\n\n"
    "The exit status is 0 when the two are the same, 1 when they differ, 2 when one cannot be read."
)
CELL = Text("{table} {key}: {column}: “{before}” → “{after}”")
ROWS = {
    What.ADDED: Text("{table} {key}: added"),
    What.REMOVED: Text("{table} {key}: removed"),
    What.CHANGED: Text("{table} {key}: changed"),
}
HASHES = Text("{path}: plan {hash}")
SAME = Text("The two are the same.")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = EXAMPLE
    parser.add_argument(
        "before", metavar="A", type=Path, help=Text("the one plan: a folder, or a workbook (.xlsx)")
    )
    parser.add_argument("after", metavar="B", type=Path, help=Text("the other plan"))
    parser.add_argument(
        "--format",
        choices=("text", "json", "patch"),
        default="text",
        help=Text("text when left out"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Tell the differences, and by the status whether there are any."""
    before, after = load(arguments.before), load(arguments.after)
    found = differences(before, after)
    if arguments.format == "json":
        sys.stdout.write(compared_json(before, after, found))
    elif arguments.format == "patch":
        edits = difference(before.snapshot, after.snapshot)
        patch = patch_of(before.snapshot, edits, key=before.key, made_by="compare")
        sys.stdout.write(patch_bytes(patch).decode())
    else:
        reader = language(arguments.lang)
        for path, package in ((arguments.before, before), (arguments.after, after)):
            told = reader.gettext(HASHES).format(path=path, hash=package.root.hex())
            sys.stdout.write(told + "\n")
        for each in found:
            sys.stdout.write(difference_line(each, reader) + "\n")
        sys.stdout.write(_summary(found, reader) + "\n")
    return DIFFERENT if found else EQUAL


def difference_line(difference: Difference, reader: Language) -> str:
    """Return the difference as one line."""
    template = CELL if difference.column else ROWS[difference.what]
    return reader.gettext(template).format(
        table=difference.table,
        key=reader.isolated(difference.key),
        column=difference.column,
        before=reader.isolated(difference.before or ""),
        after=reader.isolated(difference.after or ""),
    )


def _summary(found: tuple[Difference, ...], reader: Language) -> str:
    if not found:
        return reader.gettext(SAME)
    told = reader.ngettext("{count} difference", "{count} differences", len(found))
    return told.format(count=len(found))


def compared_json(before: Package, after: Package, found: tuple[Difference, ...]) -> str:
    """Return both hashes and the differences as JSON."""
    told = {"before": before.root.hex(), "after": after.root.hex(), "differences": found}
    return msgspec.json.format(msgspec.json.encode(told), indent=2).decode() + "\n"
