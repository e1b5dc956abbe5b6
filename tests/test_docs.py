"""The documentation covers what there is, is current, and its code runs."""

import doctest
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from summitry.check.registry import REGISTRY
from summitry.cli.main import main
from summitry.plan.tables import SIDE_TABLES, TABLES
from summitry.policy.limits import ORIGINS
from tools import reference

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
PATH = re.compile(r"`((?:tests|src|docs|examples|tools|catalogues)/[\w./-]*)`")
TARGET = re.compile(r"^([a-z-]+):.*## ", re.MULTILINE)


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def pages() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


def blocks(path: str, language: str) -> list[str]:
    return [text for kind, text in BLOCK.findall(read(path)) if kind == language]


def anchor(title: str) -> str:
    """Return a heading's anchor as code hosts make it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def anchors(path: Path) -> set[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {anchor(line.lstrip("#").strip()) for line in lines if line.startswith("#")}


@pytest.mark.parametrize("name", reference.PAGES)
def test_reference_page_is_what_the_code_makes(name: str) -> None:
    assert read(f"docs/reference/{name}") == reference.page(name)


def test_every_table_rule_limit_and_refusal_has_its_place() -> None:
    built_in = {
        code for code, each in REGISTRY.items() if each.check.__module__.startswith("summitry.")
    }
    tables = set(re.findall(r"^## (\w+)$", read("docs/reference/tables.md"), re.MULTILINE))
    rules = set(re.findall(r"^## (C-\d+) ", read("docs/reference/rules.md"), re.MULTILINE))
    limits = set(re.findall(r"^## (\w+)$", read("docs/reference/limits.md"), re.MULTILINE))
    refused = set(re.findall(r"^\| `([\w.]+)` ", read("docs/reference/refusals.md"), re.MULTILINE))

    assert tables == TABLES.keys() | SIDE_TABLES.keys()
    assert rules == built_in
    assert limits == ORIGINS.keys()
    assert refused == reference.sentences_of_refusals().keys()


def test_every_command_has_its_place() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    commands = project["entry-points"]["summitry.commands"].keys()
    shown = re.findall(r"^## summitry (\w+)$", read("docs/reference/commands.md"), re.MULTILINE)

    assert sorted(shown) == sorted(commands)


def test_every_make_target_is_told() -> None:
    told = "".join(path.read_text(encoding="utf-8") for path in pages())
    targets = TARGET.findall(read("Makefile"))

    assert len(targets) > 1
    assert [name for name in targets if f"make {name}" not in told] == []


def test_every_decision_is_listed_and_complete() -> None:
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", read("docs/decisions/README.md")))
    files = {path.name for path in (DOCS / "decisions").glob("*.md")} - {"README.md"}
    parts = ("**Question.**", "**Options.**", "**Choice.**", "**What would change our mind.**")

    assert listed == files
    assert [
        (name, part)
        for name in sorted(files)
        for part in parts
        if part not in read(f"docs/decisions/{name}")
    ] == []


def test_every_link_inside_leads_somewhere() -> None:
    broken = []
    for page in pages():
        text = BLOCK.sub("", page.read_text(encoding="utf-8"))
        for link in LINK.findall(text):
            if "://" in link:
                continue
            name, _, part = link.partition("#")
            target = page if not name else (page.parent / name).resolve()
            if not target.exists() or (part and part not in anchors(target)):
                broken.append(f"{page.relative_to(ROOT)}: {link}")

    assert broken == []


def test_every_path_that_is_cited_exists() -> None:
    missing = [
        f"{page.relative_to(ROOT)}: {path}"
        for page in pages()
        for path in PATH.findall(page.read_text(encoding="utf-8"))
        if not (ROOT / path).exists()
    ]

    assert missing == []


def test_glossary_entries_stand_once() -> None:
    entries = re.findall(r"^- \*\*([^*]+)\*\*:", read("docs/GLOSSARY.md"), re.MULTILINE)
    terms = [term.strip() for entry in entries for term in entry.split(",")]

    assert sorted(terms) == sorted(set(terms))
    assert len(terms) > 60


def test_page_on_rules_shows_the_example_as_it_is() -> None:
    shown = blocks("docs/writing-a-rule.md", "python")

    assert shown == [
        read(f"examples/plugin-rooms/{name}") for name in ("rooms.py", "test_rooms.py")
    ]


def steps(path: str) -> list[tuple[str, str]]:
    """Return each shell block of the page with the output that the page shows below it."""
    found = [(kind, text) for kind, text in BLOCK.findall(read(path)) if kind in {"sh", "text"}]
    following = [*found[1:], ("sh", "")]
    return [
        (text, below if below_kind == "text" else "")
        for (kind, text), (below_kind, below) in zip(found, following, strict=True)
        if kind == "sh"
    ]


def test_page_on_findings_shows_every_member_there_is(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    (shown,) = (json.loads(each) for each in blocks("docs/findings.md", "json"))
    told = {
        name
        for cell in re.findall(r"^\| (`.*?) \|", read("docs/findings.md"), re.MULTILINE)
        for name in re.findall(r"`(\w+)`", cell)
    }

    main(["check", str(ROOT / "examples/hanoi-2025/draft"), "--format", "json"])
    made = json.loads(capfdbinary.readouterr().out)

    assert made.keys() == shown.keys()
    assert made["findings"][0].keys() == shown["findings"][0].keys()
    assert told == made.keys() - {"findings"} | made["findings"][0].keys()


def test_tutorial_runs_as_it_stands(tmp_path: Path) -> None:
    scripts = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "SUMMITRY_LANG": "en",
        "COLUMNS": "100",
    }
    differing = []

    for script, shown in steps("docs/tutorial.md"):
        result = subprocess.run(  # noqa: S603  # the arguments are ours
            ["bash", "-euc", script],  # noqa: S607  # the page speaks to a shell
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        same = doctest.OutputChecker().check_output(shown, result.stdout, doctest.ELLIPSIS)
        if result.returncode != 0 or (shown and not same):
            differing.append((script, result.returncode, result.stdout))

    assert differing == []
    assert sorted(path.name for path in tmp_path.glob("*.html")) == ["forum-vi.html", "forum.html"]
