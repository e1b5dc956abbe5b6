"""`summitry demo`: the ten-minute story of the example, step by step in the terminal."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from summitry.check.run import Run, check, recheck
from summitry.cli.files import load, save
from summitry.cli.main import main as summitry
from summitry.kit.errors import SummitryError, Text
from summitry.kit.time import SystemClock
from summitry.outcome.finding import Finding
from summitry.package.package import Package
from summitry.plan.bulk import Bulk
from summitry.plan.change import Edit, apply
from summitry.plan.posts import Post
from summitry.plan.snapshot import Snapshot
from summitry.plan.tables import TABLES
from summitry.report.formats import Formats
from summitry.report.language import Language, language
from summitry.report.moments import moment_for
from summitry.report.sentences import Teller
from summitry_web.events.example import example
from summitry_web.report_page import serve_plan, show_once

PERSONS_BEFORE = 1800
PERSONS_AFTER = 2900
"""Arrivals an hour: the figure planned with two days before the opening, and the one that came."""

TOLD_MAX = 3
"""Findings that a step tells in full; how many more there are is always said."""

DELETED = (
    "posts", "persons", "shifts", "sectors", "closures", "obstacles", "nets", "gates", "units",
    "contingency_cards", "list_copies", "rooms",
)  # fmt: skip
"""The tables of which the demo deletes the middle row, unless the reader names rows."""


class Stage(Struct, frozen=True, kw_only=True):
    """Where the story is told, and to whom."""

    example: Path
    scratch: Path
    reader: Language
    waits: bool
    names: tuple[tuple[str, str], ...]

    @property
    def draft(self) -> Path:
        """The plan with its planted defects."""
        return self.example / "draft"

    @property
    def final(self) -> Path:
        """The plan as it should be."""
        return self.example / "final"

    def say(self, sentence: str, **facts: object) -> None:
        """Print one sentence in the reader's language."""
        sys.stdout.write(self.reader.gettext(sentence).format(**facts) + "\n")

    def command(self, *arguments: str | Path) -> None:
        """Print a command as a person would type it, run it, and print its exit status."""
        words = [str(argument) for argument in arguments]
        sys.stdout.write(f"\n$ summitry {' '.join(words)}\n")
        sys.stdout.flush()
        status = summitry([*words, "--lang", self.reader.code])
        self.say(Text("(exit status {status})"), status=status)

    def rest(self) -> None:
        """Wait for Enter where the reader asked for pauses and there is a terminal to press it."""
        sys.stdout.flush()
        if self.waits and sys.stdin.isatty():
            input(self.reader.gettext(Text("[Enter] ")))


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "--example", type=Path, default=example(), metavar="DIR",
        help=Text("the folder with draft, final and units"),
    )  # fmt: skip
    parser.add_argument(
        "--delete", action="append", default=[], metavar="TABLE/KEY",
        help=Text("a row to delete in the story; may be given several times"),
    )  # fmt: skip
    parser.add_argument(
        "--pause", action="store_true", default=bool(os.environ.get("PAUSE")),
        help=Text("wait for Enter between the steps"),
    )  # fmt: skip
    parser.add_argument(
        "--once", action="store_true", default=bool(os.environ.get("ONCE")),
        help=Text("fetch the page once and end, do not go on serving"),
    )  # fmt: skip
    parser.add_argument(
        "--port", type=int, default=8000, help=Text("port of the page; the next free one is taken")
    )


def run(arguments: argparse.Namespace) -> int:
    """Tell every step, then serve the page; the checks' own exit statuses are only shown."""
    if not (arguments.example / "final").is_dir():
        raise SummitryError("demo.no_example", path=str(arguments.example))
    with TemporaryDirectory(prefix="summitry-") as scratch:
        stage = Stage(
            example=arguments.example,
            scratch=Path(scratch),
            reader=language(arguments.lang),
            waits=arguments.pause,
            names=tuple(_named(text) for text in arguments.delete),
        )
        for number, (title, tell) in enumerate(STEPS, start=1):
            heading = f"{number}/{len(STEPS) + 1}  {stage.reader.gettext(title)}"
            sys.stdout.write(f"\n{heading}\n{'═' * len(heading)}\n")
            tell(stage)
            stage.rest()
        last = stage.reader.gettext(Text("The report as a page"))
        sys.stdout.write(f"\n{len(STEPS) + 1}/{len(STEPS) + 1}  {last}\n")
        sys.stdout.flush()
        if arguments.once:
            return show_once(stage.draft, lang=arguments.lang)
        return serve_plan(stage.draft, port=arguments.port, lang=arguments.lang)


def _named(text: str) -> tuple[str, str]:
    table, slash, key = text.partition("/")
    if not slash or table not in TABLES:
        raise SummitryError("demo.malformed_name", got=text, expected=tuple(sorted(TABLES)))
    return table, key


def describe(stage: Stage) -> None:
    """Show what the final plan holds."""
    stage.command("describe", stage.final)


def merge(stage: Stage) -> None:
    """Join three units' workbooks, each right by itself."""
    stage.say(Text("Three units wrote their own workbook. Each is right by itself."))
    workbooks = sorted((stage.example / "units").glob("*.xlsx"))
    stage.command("merge", *workbooks, "--out", stage.scratch / "merged")


def check_draft(stage: Stage) -> None:
    """Check the draft with its planted defects."""
    stage.command("check", stage.draft, "--brief")


def explain(stage: Stage) -> None:
    """Explain the rule that the roof of Butler needed."""
    stage.command("explain", "C-02")


def raise_arrivals(stage: Stage) -> None:
    """Raise the draft's arrivals from the planned figure to the one that came."""
    package = load(stage.draft)
    before = _checked(package)
    arrivals = package.snapshot.bulks["arrivals"].columns
    cells: dict[str, list[object]] = {
        name: [words[place] for place in arrivals[name].tolist()]
        for name, words in arrivals.words.items()
    }
    cells |= {name: arrivals[name].tolist() for name in ("start", "end")}
    cells["persons"] = [
        -(-persons * PERSONS_AFTER // PERSONS_BEFORE) for persons in arrivals["persons"].tolist()
    ]
    raised = Snapshot(
        package.snapshot.tables,
        {**package.snapshot.bulks, "arrivals": Bulk.of_columns("arrivals", cells)},
    )
    stage.say(
        Text("Planned: {before} people an hour. Coming: {after}. The lanes stay as they are."),
        before=PERSONS_BEFORE, after=PERSONS_AFTER,
    )  # fmt: skip
    after = recheck(
        before, raised, package.attestations, at=_moment(package), rulings=package.rulings
    )
    _tell_new(stage, raised, before, after)


def delete_anything(stage: Stage) -> None:
    """Delete one row after another from the final plan; each time tell what it uncovers."""
    package = load(stage.final)
    before = _checked(package)
    for table, key in stage.names or tuple(_middle_rows(package.snapshot)):
        if package.snapshot.get(table, key) is None:
            raise SummitryError("demo.no_such_row", table=table, key=key)
        without = apply(package.snapshot, [Edit(table, key, None)])
        after = recheck(
            before, without, package.attestations, at=_moment(package), rulings=package.rulings
        )
        sys.stdout.write("\n")
        stage.say(Text("Without {table} {key}:"), table=table, key=key)
        _tell_new(stage, without, before, after)


def _middle_rows(snapshot: Snapshot) -> Iterable[tuple[str, str]]:
    for table in DELETED:
        if table in snapshot.bulks:
            rows = list(snapshot.bulks[table].rows())
            keys = [TABLES[table].key_of(rows[len(rows) // 2])] if rows else []
        else:
            keys = list(snapshot.tables[table])
        if keys:
            yield table, keys[len(keys) // 2]


def compare_one_cell(stage: Stage) -> None:
    """Change one cell of the final plan and let `compare` name it."""
    package = load(stage.final)
    posts = package.snapshot.rows(Post)
    post = posts[list(posts)[len(posts) // 2]]
    fields = {name: getattr(post, name) for name in post.__struct_fields__}
    changed = Post(**{**fields, "headcount_min": post.headcount_min + 1})
    edited = apply(package.snapshot, [Edit("posts", post.post_id, changed)])
    place = stage.scratch / "changed"
    save(_with(package, edited), place)
    stage.command("compare", stage.final, place)


def check_final(stage: Stage) -> None:
    """Check the final plan."""
    stage.command("check", stage.final, "--brief")


Step = Callable[[Stage], None]
STEPS: tuple[tuple[Text, Step], ...] = (
    (Text("What the plan holds"), describe),
    (Text("Three workbooks become one plan"), merge),
    (Text("The draft is checked"), check_draft),
    (Text("One rule is explained"), explain),
    (Text("More people come than planned"), raise_arrivals),
    (Text("Name anything and delete it: the checker names what it uncovers"), delete_anything),
    (Text("One cell is changed"), compare_one_cell),
    (Text("The final plan is checked"), check_final),
)


def _with(package: Package, snapshot: Snapshot) -> Package:
    fields = {name: getattr(package, name) for name in package.__struct_fields__}
    return Package(**{**fields, "snapshot": snapshot})


def _moment(package: Package) -> datetime:
    return moment_for(package.snapshot.event, None, SystemClock())[0]


def _checked(package: Package) -> Run:
    return check(
        package.snapshot, package.attestations, at=_moment(package), rulings=package.rulings
    )


def _tell_new(stage: Stage, snapshot: Snapshot, before: Run, after: Run) -> None:
    """Print the findings that were not there before, the gravest first."""
    known = {finding.identity for finding in before.findings}
    new: list[Finding] = [each for each in after.findings if each.identity not in known]
    teller = Teller(snapshot, Formats(stage.reader, snapshot.event.zone))
    for finding in _one_of_each(new)[:TOLD_MAX]:
        told = teller.tell(finding)
        line = f"  {finding.code} {told.severity} · {told.place}: {told.sentence}"
        sys.stdout.write(line + "\n")
    if not new:
        stage.say(
            Text(
                "  No demand has lost its cover; comparing with the plan before names what is gone."
            )
        )
    if len(new) > TOLD_MAX:
        stage.say(Text("  and {count} more"), count=len(new) - TOLD_MAX)


def _one_of_each(findings: list[Finding]) -> list[Finding]:
    """Return the first finding of each rule before the others, so that no rule hides the rest."""
    seen: set[str] = set()
    first: list[Finding] = []
    others: list[Finding] = []
    for finding in findings:
        (others if finding.code in seen else first).append(finding)
        seen.add(finding.code)
    return first + others
