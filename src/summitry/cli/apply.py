"""`summitry apply PLAN PATCH`: put a patch into a plan, all of it or nothing."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from summitry.cli.files import content_of, load, save
from summitry.kit.errors import Text
from summitry.package.bounds import PACKAGE_BYTES_MAX
from summitry.package.patch import Patch, patched, read_patch
from summitry.report.language import Language, language

EXAMPLE = Text(
    "Example: summitry apply plan patch.json --out plan-2, and summitry compare plan plan-2\n\n"
    "A patch goes into the state of the plan that it was made on and into no other. The exit "
    "status is 0 when it was written, 2 when it cannot be read or does not fit."
)
EMPTY = Text("The patch changes nothing; nothing was written.")
WRITTEN = Text("Written: {path}, plan {hash}")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = EXAMPLE
    parser.add_argument(
        "plan", metavar="PLAN", type=Path, help=Text("the plan: a folder, or a workbook (.xlsx)")
    )
    parser.add_argument("patch", metavar="PATCH", type=Path, help=Text("the proposal: a JSON file"))
    parser.add_argument(
        "--out",
        metavar="PLAN",
        type=Path,
        help=Text("where the changed plan goes; the plan itself when left out"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the plan with the patch in it, and tell how much it changes in which table."""
    package = load(arguments.plan)
    patch = read_patch(content_of(arguments.patch, PACKAGE_BYTES_MAX))
    after = replace(package, snapshot=patched(package.snapshot, patch, key=package.key))
    reader = language(arguments.lang)
    if not patch.edits:
        sys.stdout.write(reader.gettext(EMPTY) + "\n")
        return 0
    path = arguments.out or arguments.plan
    save(after, path)
    for line in _counts(patch, reader):
        sys.stdout.write(line + "\n")
    told = reader.gettext(WRITTEN).format(path=path, hash=after.root.hex())
    sys.stdout.write(told + "\n")
    return 0


def _counts(patch: Patch, reader: Language) -> Iterator[str]:
    found: dict[str, list[int]] = {}
    for each in patch.edits:
        counts = found.setdefault(each.edit.table, [0, 0, 0])
        counts[2 if each.edit.row is None else 0 if each.before is None else 1] += 1
    for table, (added, changed, removed) in sorted(found.items()):
        lines = (
            (added, reader.ngettext("{count} row added", "{count} rows added", added)),
            (changed, reader.ngettext("{count} row changed", "{count} rows changed", changed)),
            (removed, reader.ngettext("{count} row removed", "{count} rows removed", removed)),
        )
        yield from (f"{table}: {text.format(count=count)}" for count, text in lines if count)
