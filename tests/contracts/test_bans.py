"""Every banned name is caught where it is planted, and allowed only where the rule says so."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUFF = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]
BANNED = sorted(RUFF["lint"]["flake8-tidy-imports"]["banned-api"])

CORE = "src/summitry/plan"
ALLOWED = ("src/summitry/cli", "src/summitry_web")


def use_of(name: str) -> str:
    """Return a module that uses the name as a programmer would write it."""
    module, _, attribute = name.rpartition(".")
    if name in {"random", "secrets", "uuid"}:
        return f"import {name}\n"
    if name == "numpy.random":
        return "import numpy as np\n\nchance = np.random.default_rng()\n"
    owner, _, kind = module.rpartition(".")
    if owner:
        return f"from {owner} import {kind}\n\nused = {kind}.{attribute}\n"
    return f"import {module}\n\nused = {module}.{attribute}\n"


def found(tree: Path, *, codes: str) -> set[tuple[str, str]]:
    """Return the files in which ruff finds one of the codes, with the code."""
    (tree / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    result = subprocess.run(  # noqa: S603  # the arguments are ours
        [
            sys.executable,
            "-m",
            "ruff",
            "check",
            "--no-cache",
            "--output-format=json",
            f"--select={codes}",
            ".",
        ],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )
    return {
        (Path(each["filename"]).relative_to(tree.resolve()).as_posix(), each["code"])
        for each in json.loads(result.stdout)
    }


def write(tree: Path, name: str, text: str) -> str:
    path = tree / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return name


def test_every_banned_name_is_caught_in_the_core(tmp_path: Path) -> None:
    names = [write(tmp_path, f"{CORE}/p{n}.py", use_of(each)) for n, each in enumerate(BANNED)]

    assert found(tmp_path, codes="TID251") == {(name, "TID251") for name in names}


def test_names_beside_the_banned_ones_are_let_through(tmp_path: Path) -> None:
    write(
        tmp_path,
        f"{CORE}/good.py",
        "from datetime import UTC, datetime\nfrom io import BytesIO\n\n"
        "used = datetime.fromtimestamp(0, UTC), BytesIO\n",
    )

    assert found(tmp_path, codes="TID251,PTH123,T201,INP001,S102,S307") == {
        (f"{CORE}/good.py", "INP001")
    }


@pytest.mark.parametrize("folder", ALLOWED)
def test_command_line_and_site_may_open_files_and_ask_the_clock(
    tmp_path: Path, folder: str
) -> None:
    text = "from datetime import UTC, datetime\nfrom pathlib import Path\n\n"
    write(tmp_path, f"{folder}/good.py", f"{text}used = datetime.now(UTC), Path.read_bytes\n")

    assert found(tmp_path, codes="TID251") == set()


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("PTH123", 'with open("plan.csv") as source:\n    used = source'),
        ("S307", 'used = eval("1")'),
        ("S102", 'exec("used = 1")'),
        ("T201", 'print("used")'),
        ("TID252", "from . import plan"),
        ("PLC0415", "def used() -> None:\n    import json\n\n    json.dumps(1)"),
        ("ANN001", "def used(post) -> None:\n    post.go()"),
        ("PLR0913", "def used(a, b, c, d, e, f, g) -> None:\n    a(b, c, d, e, f, g)"),
        ("BLE001", "try:\n    used = 1\nexcept Exception:\n    used = 2"),
        ("PGH004", "used = 1  # no" + "qa"),
        ("PGH003", "used = 1  # ty" + "pe: ignore"),
    ],
)
def test_other_habits_that_the_core_rests_on_are_refused(
    tmp_path: Path, code: str, line: str
) -> None:
    name = write(tmp_path, f"{CORE}/planted.py", f"{line}\n")

    assert found(tmp_path, codes=code) == {(name, code)}
