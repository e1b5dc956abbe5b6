"""`summitry merge UNIT1 UNIT2 ...`: join the plans of several units and show where they collide."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from summitry.cli.files import is_workbook, load, save
from summitry.kit.errors import SummitryError, Text
from summitry.kit.time import Clock, SystemClock
from summitry.package.join import Belief, Joined, Unaccepted, join
from summitry.package.merge import Clash
from summitry.package.package import Package
from summitry.plan.mandate import Event
from summitry.report.language import Language, language

CLEAN, CLASHED = 0, 1
PACKAGES_MIN = 2
EXAMPLE = Text(
    "Example: summitry merge police.xlsx medical.xlsx protocol.xlsx --base monday --out tuesday\n\n"
    "The exit status is 0 when the plans agree, 1 when they clash, 2 when one cannot be read. "
    "Where they clash nothing is written unless --prefer or --keep-going says whose word stands."
)
READING = Text("Reading {path} …")
NO_CLASH = Text("The plans agree in every cell.")
CLASH = Text("{table} {key}: {column}")
WHOLE = Text("{table} {key}: the whole row")
SAYING = Text("    {who} says “{value}”")
SAYING_GONE = Text("    {who} has taken it out")
CHOSEN = Text("    written: what {who} says")
POST = Text("posts {post}: {owner} owns it and counts on {holder}, which has not accepted it")
BELIEF = Text("    {who} says: owner {owner}, holder {holder}")
BELIEF_NOBODY = Text("    {who} says: owner {owner}, no holder")
BELIEF_NO_OWNER = Text("    {who} says: no owner, holder {holder}")
BELIEF_NEITHER = Text("    {who} says: no owner and no holder")
BELIEF_NONE = Text("    {who} has no such post")
WRITTEN = Text("Written: {path}, plan {hash}")
NOT_WRITTEN = Text(
    "Nothing was written. Settle the clashes, or say whose word stands: --prefer NAME, or "
    "--keep-going for the one named first."
)
NO_OUT = Text("Nothing was written: no --out was given.")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = EXAMPLE
    parser.add_argument(
        "units",
        metavar="UNIT",
        nargs="+",
        type=Path,
        help=Text("the units' plans: folders, or workbooks (.xlsx); two or more"),
    )
    parser.add_argument(
        "--base", metavar="PLAN", type=Path, help=Text("the plan that all of them started from")
    )
    parser.add_argument("--out", metavar="PLAN", type=Path, help=Text("where the joined plan goes"))
    parser.add_argument(
        "--prefer", metavar="NAME", help=Text("whose word stands: the name of one of the plans")
    )
    parser.add_argument(
        "--keep-going",
        action="store_true",
        help=Text("write in spite of clashes; the word of the plan named first stands"),
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=Text("text when left out")
    )


def run(arguments: argparse.Namespace) -> int:
    """Join the plans, tell what collides, and write the result where nothing does."""
    reader = language(arguments.lang)
    packages = _loaded(arguments.units, reader)
    base = None if arguments.base is None else load(arguments.base)
    joined = join(
        packages,
        at=_moment(packages, SystemClock()),
        base=base,
        prefer=arguments.prefer,
    )
    forced = arguments.keep_going or arguments.prefer is not None
    writes = arguments.out is not None and (forced or not joined.clashes)
    if writes:
        save(joined.package, arguments.out)
    path = arguments.out if writes else None
    if arguments.format == "json":
        sys.stdout.write(joined_json(joined, path))
    else:
        for line in _lines(joined, path, reader):
            sys.stdout.write(line + "\n")
        if not writes:
            told = NO_OUT if arguments.out is None else NOT_WRITTEN
            sys.stdout.write(reader.gettext(told) + "\n")
    return CLASHED if joined.clashes else CLEAN


def _loaded(paths: Sequence[Path], reader: Language) -> dict[str, Package]:
    """Return the packages by name: a file's without its suffix, a folder's as it is."""
    if len(paths) < PACKAGES_MIN:
        raise SummitryError("merge.too_few", got=len(paths), expected=PACKAGES_MIN)
    packages: dict[str, Package] = {}
    for path in paths:
        whole = path.resolve()
        name = whole.stem if is_workbook(whole) else whole.name
        if name in packages:
            raise SummitryError("merge.same_name", got=name, path=str(path))
        sys.stderr.write(reader.gettext(READING).format(path=path) + "\n")
        packages[name] = load(path)
    return packages


def _moment(packages: dict[str, Package], clock: Clock) -> datetime:
    """Return the moment that a plan names for looking at it, the latest; else the clock's."""
    events = [event for p in packages.values() for event in p.snapshot.rows(Event).values()]
    return max((event.now for event in events if event.now is not None), default=clock.now())


def _lines(joined: Joined, path: Path | None, reader: Language) -> Iterator[str]:
    if joined.clashes:
        count = len(joined.clashes)
        told = reader.ngettext("{count} clash", "{count} clashes", count)
        yield told.format(count=count)
    else:
        yield reader.gettext(NO_CLASH)
    for clash in joined.clashes:
        yield from _clash_lines(clash, reader, chosen=path is not None)
    if joined.unaccepted:
        count = len(joined.unaccepted)
        told = reader.ngettext(
            "{count} post whose holder has not accepted it",
            "{count} posts whose holder has not accepted it",
            count,
        )
        yield told.format(count=count)
    for post in joined.unaccepted:
        yield from _post_lines(post, reader)
    if path is not None:
        yield reader.gettext(WRITTEN).format(path=path, hash=joined.package.root.hex())


def _clash_lines(clash: Clash, reader: Language, *, chosen: bool) -> Iterator[str]:
    template = CLASH if clash.column else WHOLE
    yield reader.gettext(template).format(
        table=clash.table, key=reader.isolated(clash.key), column=clash.column
    )
    for saying in clash.sayings:
        template = SAYING_GONE if saying.value is None else SAYING
        value = reader.isolated(saying.value or "")
        yield reader.gettext(template).format(who=reader.isolated(saying.who), value=value)
    if chosen:
        yield reader.gettext(CHOSEN).format(who=reader.isolated(clash.chosen))


def _post_lines(post: Unaccepted, reader: Language) -> Iterator[str]:
    names = {"post": post.post, "owner": post.owner, "holder": post.holder}
    yield reader.gettext(POST).format(**{n: reader.isolated(v) for n, v in names.items()})
    for belief in post.beliefs:
        yield reader.gettext(_belief_text(belief)).format(
            who=reader.isolated(belief.who),
            owner=reader.isolated(belief.owner or ""),
            holder=reader.isolated(belief.holder or ""),
        )


def _belief_text(belief: Belief) -> Text:
    if not belief.known:
        return BELIEF_NONE
    if belief.owner is None:
        return BELIEF_NEITHER if belief.holder is None else BELIEF_NO_OWNER
    return BELIEF_NOBODY if belief.holder is None else BELIEF


def joined_json(joined: Joined, path: Path | None) -> str:
    """Return clashes, posts that nobody accepted, and what was written, as JSON."""
    told = {
        "clashes": joined.clashes,
        "unaccepted": joined.unaccepted,
        "written": None if path is None else str(path),
        "plan": joined.package.root.hex(),
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=2).decode() + "\n"
