"""Every import contract catches a violation that is planted in a copy of the sources."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {each["id"]: each for each in CONFIG["tool"]["importlinter"]["contracts"]}
OPTIONAL = re.compile(r"[()]")
PLANTED = "planted"
COMMAND = "from importlinter.cli import lint_imports_command as lint; lint()"


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts on the tree, whatever is installed."""
    return subprocess.run(  # noqa: S603  # the arguments are ours
        [sys.executable, "-c", COMMAND, "--no-cache", "--no-logo"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree / "src"), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def copied(tree: Path) -> Path:
    """Copy configuration and sources."""
    shutil.copy(ROOT / "pyproject.toml", tree)
    shutil.copytree(ROOT / "src", tree / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return tree


def plant(tree: Path, lines: Mapping[str, list[str]]) -> None:
    """Write one module into each package, and import it there so that nobody can overlook it."""
    for package, imports in lines.items():
        folder = tree / "src" / Path(*package.split("."))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").touch()
        (folder / f"{PLANTED}.py").write_text("\n".join(imports) + "\n", encoding="utf-8")


def layers() -> list[list[str]]:
    """Return the layers, top to bottom, each as the packages that stand side by side."""
    rows = CONTRACTS["layers"]["layers"]
    return [[OPTIONAL.sub("", name).strip() for name in row.split("|")] for row in rows]


def upward() -> dict[str, list[str]]:
    """Return, for each package, imports of every package above it and of those beside it."""
    wrong: dict[str, list[str]] = {}
    above: list[str] = []
    for row in layers():
        for package in row:
            beside = [other for other in row if other != package]
            wrong[package] = sorted([*above, *beside])
        above += row
    return {package: names for package, names in wrong.items() if names}


def present(name: str) -> bool:
    return (ROOT / "src" / "summitry" / name / "__init__.py").exists()


def told(output: str, contract: str) -> set[tuple[str, str]]:
    """Return the pairs of modules that the report names as breaking the contract."""
    section = output.partition("Broken contracts")[2].partition(CONTRACTS[contract]["name"])[2]
    for each in CONTRACTS.values():
        section = section.partition(f"\n{each['name']}\n")[0]
    return set(re.findall(r"(\S+) -> (\S+) \(l", section))


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("clean"))


def test_clean_tree_keeps_every_contract(clean: Path) -> None:
    result = lint(clean)

    assert (result.returncode, f"{len(CONTRACTS)} kept, 0 broken" in result.stdout) == (0, True), (
        result.stdout + result.stderr
    )


def test_layers_catch_every_import_upwards_and_sideways(tmp_path: Path) -> None:
    wrong = upward()
    wanted = {
        (f"summitry.{package}.{PLANTED}", f"summitry.{target}.{PLANTED}")
        for package, targets in wrong.items()
        for target in targets
    }
    lines = {f"summitry.{package}": [""] for row in layers() for package in row}
    for package, targets in wrong.items():
        lines[f"summitry.{package}"] = [f"import summitry.{name}.{PLANTED}" for name in targets]

    plant(copied(tmp_path), lines)
    result = lint(tmp_path)

    assert result.returncode == 1
    assert wanted - told(result.stdout, "layers") == set()


def test_layers_refuse_a_package_without_a_place(tmp_path: Path) -> None:
    plant(copied(tmp_path), {"summitry.common": [""]})

    result = lint(tmp_path)

    assert result.returncode == 1
    assert "summitry.common" in result.stdout + result.stderr


def test_forbidden_modules_are_caught_one_by_one(tmp_path: Path) -> None:
    forbidden = {name: each for name, each in CONTRACTS.items() if each["type"] == "forbidden"}
    lines: dict[str, list[str]] = {}
    wanted: dict[str, set[tuple[str, str]]] = {}
    for name, contract in forbidden.items():
        for source in contract["source_modules"]:
            package = "summitry.plan" if source == "summitry" else source
            targets = contract["forbidden_modules"]
            lines.setdefault(package, []).extend(f"import {target}" for target in targets)
            pairs = {(f"{package}.{PLANTED}", target) for target in targets}
            wanted.setdefault(name, set()).update(pairs)

    plant(copied(tmp_path), lines)
    result = lint(tmp_path)

    missed = {name: pairs - told(result.stdout, name) for name, pairs in wanted.items()}
    assert result.returncode == 1
    assert missed == {name: set() for name in forbidden}


def test_rules_that_import_each_other_are_caught(tmp_path: Path) -> None:
    tree = copied(tmp_path)
    rules = tree / "src" / "summitry" / "check" / "rules"
    (rules / "first.py").write_text("import summitry.check.rules.second\n", encoding="utf-8")
    (rules / "second.py").write_text("", encoding="utf-8")

    result = lint(tree)

    pair = ("summitry.check.rules.first", "summitry.check.rules.second")
    assert (result.returncode, told(result.stdout, "rules")) == (1, {pair})


def test_every_contract_is_proved_here() -> None:
    kinds = {each["type"] for each in CONTRACTS.values()}

    assert kinds == {"layers", "forbidden", "independence"}


def test_every_package_is_bound_by_the_contract_on_files() -> None:
    packages = {f"summitry.{name}" for row in layers() for name in row if present(name)}

    assert packages - set(CONTRACTS["files"]["source_modules"]) == {"summitry.cli"}
