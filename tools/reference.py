"""`python -m tools.reference`: write the reference pages from the code, or check them.

Nothing on these pages is written by hand, so nothing on them can disagree with the program.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module  # noqa: TID251  # apps are found by their folder
from importlib.metadata import entry_points
from pathlib import Path

import summitry.check.rules
from summitry.check.registry import REGISTRY, Rule
from summitry.cli.main import ENTRY_POINTS, SUMMARIES
from summitry.kit.errors import Counted
from summitry.plan.table import Column, ColumnKind, Table, target_of
from summitry.plan.tables import SIDE_TABLES, TABLES
from summitry.policy.limits import ORIGINS, Limits
from summitry.report.refusals import SENTENCES as OF_THE_CORE

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
MADE = "Made from the code by `make reference`; do not edit.\n"

SITE = Path(__file__).resolve().parent.parent / "src" / "summitry_web"


def sentences_of_refusals() -> Mapping[str, str]:
    """Return every refusal that can be told, the core's and those of the site's apps."""
    apps = sorted(path.parent.name for path in SITE.glob("*/sentences.py"))
    found = dict(OF_THE_CORE)
    for app in apps:
        found.update(import_module(f"summitry_web.{app}.sentences").SENTENCES)
    return found


KINDS = {
    ColumnKind.ID: "id",
    ColumnKind.IDS: "ids, joined by `;`",
    ColumnKind.TEXT: "text",
    ColumnKind.TEXTS: "texts, joined by `;`",
    ColumnKind.INTEGER: "whole number",
    ColumnKind.NUMBER: "number",
    ColumnKind.YES_NO: "`yes` or `no`",
    ColumnKind.MOMENT: "moment",
    ColumnKind.DAY: "day",
    ColumnKind.CHOICE: "one of",
    ColumnKind.CHOICES: "any of, joined by `;`",
    ColumnKind.POINTS: "points in GeoJSON",
}


def cell(text: object) -> str:
    """Return the text as it stands in a cell of a Markdown table."""
    told = text.many if isinstance(text, Counted) else str(text)
    return told.replace("|", "\\|").replace("\n", " ")


def grid(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(map(cell, row))} |"


def prose(docstring: str | None) -> str:
    """Return a docstring as one paragraph for each of its own, in Markdown's code marks."""
    paragraphs = (docstring or "").strip().split("\n\n")
    return "\n\n".join(" ".join(each.split()) for each in paragraphs).replace("``", "`")


def holds(column: Column) -> str:
    """Return what a cell of the column may hold."""
    told = KINDS[column.kind]
    if column.choices:
        told = f"{told}: {', '.join(f'`{each}`' for each in column.choices)}"
    if column.since is not None:
        told = f"{told}; since version {column.since}"
    target = target_of(column)
    return f"{told} of [{target}](#{target})" if target and target in TABLES else told


def default(column: Column, table: Table) -> str:
    """Return what an empty cell stands for."""
    if column.required:
        return "must be given"
    if column.name == "marking":
        return f"`{table.marking}`"
    if isinstance(column.default, bool):
        return "`yes`" if column.default else "`no`"
    return "" if column.default in (None, "", ()) else f"`{column.default}`"


def described(table: Table) -> Iterator[str]:
    """Yield the lines about one table."""
    yield f"## {table.name}"
    yield ""
    yield f"{table.label}. {prose(table.row_type.__doc__)}"
    yield ""
    facts = [f"Key: {', '.join(f'`{name}`' for name in table.key)}"]
    facts += [f"owner: `{table.owner}`"] if table.owner else []
    facts += [f"field: {table.field}", f"marking: {table.marking}", f"since version {table.since}"]
    facts += ["held in blocks"] if table.bulk else []
    facts += [] if table.carried else ["in no template"]
    yield f"{'; '.join(facts)}."
    yield ""
    yield from grid(
        ("Column", "Meaning", "Holds", "When empty"),
        ((f"`{c.name}`", c.label, holds(c), default(c, table)) for c in table.columns),
    )
    yield ""


def tables() -> Iterator[str]:
    """Yield the page of all tables."""
    yield "# Tables"
    yield ""
    yield MADE
    yield "A plan is a folder with one CSV file for each table, or a workbook with one sheet each."
    yield "Moments are written with an offset or `Z`, as `2025-10-25T09:00+07:00`."
    yield ""
    for table in TABLES.values():
        yield from described(table)
    yield "## Beside the plan"
    yield ""
    yield "These stand in the same folder and outside the plan's hash."
    yield ""
    for table in SIDE_TABLES.values():
        yield from described(table)


def ruled(each: Rule) -> Iterator[str]:
    """Yield the lines about one rule."""
    yield f"## {each.code} {each.title}"
    yield ""
    yield each.why
    yield ""
    limits = ", ".join(f"[`{name}`](limits.md#{name})" for name in each.limits)
    attests = ", ".join(f"`{kind}`" for kind in each.attests)
    yield from grid(
        ("", ""),
        (
            ("Severity", each.severity),
            ("Due from", each.phase),
            ("Field", each.field),
            ("About", each.scope),
            ("Reads", ", ".join(f"[{name}](tables.md#{name})" for name in each.reads)),
            ("Attestations", attests or "none"),
            ("Limits", limits or "none"),
            ("Needs identities", "yes" if each.on_people else "no"),
            ("Source", each.source),
        ),
    )
    yield ""
    yield "It says:"
    yield ""
    yield from (f"- {sentence}" for sentence in each.cases.values())
    yield ""
    yield f"What mends it: {each.remedy}"
    yield ""


def rules() -> Iterator[str]:
    """Yield the page of all built-in rules."""
    yield "# Rules"
    yield ""
    yield MADE
    built_in = [
        REGISTRY[code]
        for code in sorted(REGISTRY)
        if REGISTRY[code].check.__module__.startswith(summitry.check.rules.__name__)
    ]
    yield from grid(
        ("Code", "Rule", "Severity", "Due from", "Field"),
        ((r.code, r.title, r.severity, r.phase, r.field) for r in built_in),
    )
    yield ""
    for each in built_in:
        yield from ruled(each)


def limits() -> Iterator[str]:
    """Yield the page of all limits."""
    yield "# Limits"
    yield ""
    yield MADE
    yield "An event replaces a default in `event.toml`, with its own source:"
    yield ""
    yield "```toml"
    yield "[limits.rest_hours_min]"
    yield "value = 10"
    yield 'source = "Standing order of the host, article 3"'
    yield "verified = true"
    yield "```"
    yield ""
    yield "A number that nobody has checked against its source is shown as not verified wherever"
    yield "it is used."
    yield ""
    defaults = Limits()
    for name, origin in ORIGINS.items():
        users = ", ".join(sorted(code for code, each in REGISTRY.items() if name in each.limits))
        yield f"## {name}"
        yield ""
        yield f"{origin.what}. Default: {getattr(defaults, name):g}. Used by: {users or 'no rule'}."
        yield ""
        yield f"Source: {origin.source} Checked: {'yes' if origin.verified else 'no'}."
        yield ""


def refusals() -> Iterator[str]:
    """Yield the page of all refusals."""
    yield "# Refusals"
    yield ""
    yield MADE
    yield "What the program says when it cannot do what it was asked; it then exits with 2 and has"
    yield "changed nothing."
    yield ""
    told = sentences_of_refusals()
    rows = ((f"`{code}`", told[code]) for code in sorted(told))
    yield from grid(("Code", "Sentence"), rows)


def commands() -> Iterator[str]:
    """Yield the page of all commands."""
    yield "# Commands"
    yield ""
    yield MADE
    yield "Every command takes `--lang` and `--help`. Exit status: 0 good, 1 critical findings,"
    yield "2 refused."
    yield ""
    found = {entry.name: entry for entry in entry_points(group=ENTRY_POINTS)}
    for name, summary in SUMMARIES.items():
        parser = argparse.ArgumentParser(prog=f"summitry {name}", add_help=False)
        found[name].load().configure(parser)
        yield f"## summitry {name}"
        yield ""
        yield f"{summary[0].upper()}{summary[1:]}."
        yield ""
        actions = parser._actions  # noqa: SLF001  # argparse has no public list of its arguments
        if actions:
            yield from grid(("Argument", "Meaning"), map(argument, actions))
            yield ""


def argument(action: argparse.Action) -> tuple[str, str]:
    """Return an argument as it is written, and what it means."""
    choices = [str(each) for each in action.choices or ()]
    meaning = action.help or ""
    name = str(action.metavar or action.dest.upper())
    if choices and "%(choices)" not in meaning:
        name = " or ".join(choices)
    told = meaning % {"choices": ", ".join(choices), "default": action.default}
    if not action.option_strings:
        return f"`{name}`", told
    flag = ", ".join(action.option_strings)
    return f"`{flag}`" if action.nargs == 0 else f"`{flag} {name}`", told


PAGES = {
    "tables.md": tables,
    "rules.md": rules,
    "limits.md": limits,
    "refusals.md": refusals,
    "commands.md": commands,
}


def page(name: str) -> str:
    """Return the page as it should stand in the folder."""
    return "\n".join(PAGES[name]()).rstrip("\n") + "\n"


def stale() -> list[str]:
    """Return the names of pages that are not what the code makes."""
    places = {name: FOLDER / name for name in PAGES}
    return [
        name
        for name, place in places.items()
        if not place.exists() or place.read_text(encoding="utf-8") != page(name)
    ]


def main(argv: list[str] | None = None) -> int:
    """Write the pages; with ``--check`` only say which are stale, and return 1 where one is."""
    parser = argparse.ArgumentParser(description="Write docs/reference from the code.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail when stale")
    if parser.parse_args(argv).check:
        found = stale()
        sys.stdout.writelines(
            f"docs/reference/{each} is not current: run make reference\n" for each in found
        )
        return 1 if found else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        (FOLDER / name).write_text(page(name), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
