"""`python -m tools.tidy`: refuse what the formatter, the linter and the types cannot see.

Each check carries lines that it must refuse and lines that it must let through; the tests run both.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.orphans import orphans

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 60

FOLDERS = (
    "src",
    "tests",
    "benchmarks",
    "examples",
    "tools",
    "docs",
    "catalogues",
    ".ci",
    "frontend",
)
SUFFIXES = {".py", ".md", ".toml", ".html", ".css", ".po", ".svg", ".ts", ".mjs", ".json"}
NAMES = {"Makefile", "run", "requirements.txt", "requirements-dev.txt", "requirements-uv.txt"} | {
    "requirements-node.txt"
}
STARTED_BY = ("pyproject.toml", "Makefile")
SKIPPED = {"__pycache__", "node_modules"}

LONGER_FILES: dict[str, int] = {}
LONGER_FUNCTIONS: dict[str, int] = {}
"""Ratchets: what may still be longer than the limit, and no longer than the number here."""

BROAD_EDGES = {"src/summitry_web/plans/checking/edge.py"}
"""Where a job ends and whatever was wrong in it is logged: only there everything is caught."""

VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}

OUTSIDE_OF_CORE = {("benchmarks",), ("examples",), ("tools",)}
"""Folders of sources that stand beside ``src``, and whose tests mirror them all the same."""

Problem = tuple[int, str]
"""A line, counted from 1, and what is wrong with it."""

Test = Callable[[str, str], Iterator[Problem]]
"""Takes the file's path and text."""


@dataclass(frozen=True)
class Check:
    """One rule of the house: where it applies, how it looks, and its own test lines."""

    name: str
    paths: re.Pattern[str]
    find: Test
    good: tuple[str, ...]
    bad: tuple[str, ...]
    path: str = "src/summitry/plan/example.py"
    good_paths: tuple[str, ...] = ()
    bad_paths: tuple[str, ...] = ()

    def problems(self, path: str, text: str) -> list[Problem]:
        """Return what the check finds in the file, nothing where it does not apply."""
        return list(self.find(path, text)) if self.paths.search(path) else []


PYTHON = re.compile(r"\.py$")
CODE = re.compile(r"\.(py|ts|mjs)$")
SOURCE = re.compile(r"^src/.*\.py$")
TESTS = re.compile(r"^tests/.*\.py$")
MARKDOWN = re.compile(r"\.md$")
ANY = re.compile(r"")


def lines_like(pattern: str, message: str) -> Test:
    """Return a test that finds the lines in which the pattern occurs."""
    wanted = re.compile(pattern)

    def find(_path: str, text: str) -> Iterator[Problem]:
        for number, line in enumerate(text.splitlines(), start=1):
            if wanted.search(line):
                yield number, message

    return find


def is_made_by_command(path: str) -> bool:
    """Say whether the file is a migration, whose length nobody chooses."""
    return "migrations" in Path(path).parts


def long_file(path: str, text: str) -> Iterator[Problem]:
    """Find a file over the limit, or over its own number on the ratchet."""
    if is_made_by_command(path):
        return
    limit = LONGER_FILES.get(path, FILE_LINES_MAX)
    length = text.count("\n")
    if length > limit:
        yield limit, f"{length} lines, at most {limit}: split it by noun"


def long_functions(path: str, text: str) -> Iterator[Problem]:
    """Find functions over the limit, or over their own number on the ratchet."""
    if is_made_by_command(path):
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            limit = LONGER_FUNCTIONS.get(f"{path}:{node.name}", FUNCTION_LINES_MAX)
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > limit:
                yield node.lineno, f"{node.name} has {length} lines, at most {limit}"


def ready_methods(tree: ast.AST) -> set[ast.AST]:
    """Return every ``AppConfig.ready``: before it runs, an app's models may not be imported."""
    return {
        method
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and "AppConfig" in {ast.unparse(base).rpartition(".")[2] for base in node.bases}
        for method in node.body
        if isinstance(method, ast.FunctionDef) and method.name == "ready"
    }


def inner_imports(_path: str, text: str) -> Iterator[Problem]:
    """Find imports inside functions, but for ``AppConfig.ready``."""
    tree = ast.parse(text)
    allowed = ready_methods(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node not in allowed:
            for part in ast.walk(node):
                if isinstance(part, ast.Import | ast.ImportFrom):
                    yield part.lineno, "import inside a function: the code is in the wrong file"


def vague_name(path: str, _text: str) -> Iterator[Problem]:
    """Find a file or folder whose name says nothing of what it holds."""
    for part in Path(path).with_suffix("").parts:
        if part.removeprefix("test_") in VAGUE_NAMES:
            yield 1, f"the name {part!r} says nothing: name it for what it holds"


def raises_again(handler: ast.ExceptHandler) -> bool:
    """Say whether a bare ``raise`` stands in the handler."""
    return any(isinstance(node, ast.Raise) and node.exc is None for node in ast.walk(handler))


def broad_handlers(path: str, text: str) -> Iterator[Problem]:
    """Find handlers that catch everything and do not raise again what they do not understand."""
    if path in BROAD_EDGES:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ExceptHandler) and not raises_again(node):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            names = {None if kind is None else ast.unparse(kind) for kind in kinds}
            if names & {None, "Exception", "BaseException"}:
                yield node.lineno, "catches everything: name the narrowest class"


def one_title(_path: str, text: str) -> Iterator[Problem]:
    """Find a page without exactly one title, at its top."""
    inside = False
    titles: list[int] = []
    for number, line in enumerate(text.splitlines(), start=1):
        inside ^= line.lstrip().startswith("```")
        if not inside and line.startswith("# "):
            titles.append(number)
    if titles != [1]:
        yield (titles or [1])[-1], "a page has one title, on its first line"


def unmirrored(path: str, _text: str) -> Iterator[Problem]:
    """Find a test of the core that is named for no source file there."""
    place = Path(path)
    name = place.stem.removeprefix("test_")
    if not place.stem.startswith("test_") or not path.startswith("tests/core/"):
        return
    package = Path(*place.parent.parts[2:])
    if package.parts[:1] not in OUTSIDE_OF_CORE:
        package = "src/summitry" / package
    parts = name.split("_")
    candidates = ["_".join(parts[:count]) for count in range(len(parts), 0, -1)]
    if not any((ROOT / package / f"{each}.py").exists() for each in candidates):
        yield 1, f"mirrors no file of {package.as_posix()}"


ROOT = Path(__file__).resolve().parent.parent

# The brackets keep these patterns from finding themselves.
MACHINE = r"(?<![\w.])/(?:w[o]rk|t[m]p|r[o]ot|h[o]me|U[s]ers)/"
HOSTS = r"(?:p[y]pi|n[p]mjs|registry\.[n]pmjs|files\.p[y]thonhosted|deb\.d[e]bian)\.(?:org|com)"
LEFTOVER = r"\b(?:F[I]XME|X[X]X|H[A]CK)\b|\bT[O]DO\b(?!\(#\d+\))|\braise Not[I]mplemented"
SILENCED = r"#\s*n[o]qa(?!: [A-Z]+\d+(?:, [A-Z]+\d+)*  # \S)|#\s*type: i[g]nore(?!\[[\w-]+\]  # \S)"
UNPROVED = r"(?i)\b(?:world-c[l]ass|state-of-the-a[r]t|bulletp[r]oof|military-g[r]ade|seam[l]ess)"
WORDS = r"(?i)\b(?:white-?l[i]st|black-?l[i]st|utili[sz]e[sd]?\b)"

CHECKS = (
    Check(
        "a file ends where a reader tires",
        CODE,
        long_file,
        good=("used = 1\n" * FILE_LINES_MAX,),
        bad=("used = 1\n" * (FILE_LINES_MAX + 1),),
    ),
    Check(
        "a function ends where the screen ends",
        PYTHON,
        long_functions,
        good=("def used():\n" + "    pass\n" * (FUNCTION_LINES_MAX - 1),),
        bad=("def used():\n" + "    pass\n" * FUNCTION_LINES_MAX,),
    ),
    Check(
        "imports stand at the top",
        PYTHON,
        inner_imports,
        good=(
            "import json\n\ndef used():\n    json.dumps(1)\n",
            "class A(AppConfig):\n    def ready(self):\n        import json\n",
        ),
        bad=(
            "class A(Other):\n    def ready(self):\n        import json\n",
            "class A(AppConfig):\n    def other(self):\n        import json\n",
            "def ready():\n    import json\n",
            "def used():\n    import json\n",
            "class A:\n    def used(self):\n        from json import dumps\n",
        ),
    ),
    Check(
        "nothing is caught that is not understood",
        PYTHON,
        broad_handlers,
        good=(
            "try:\n    pass\nexcept (KeyError, ValueError):\n    pass\n",
            "try:\n    pass\nexcept BaseException as e:\n    if e.args:\n        raise\n",
        ),
        bad=(
            "try:\n    pass\nexcept:\n    pass\n",
            "try:\n    pass\nexcept Exception:\n    pass\n",
            "try:\n    pass\nexcept (KeyError, BaseException):\n    pass\n",
        ),
    ),
    Check(
        "nothing is left over",
        ANY,
        lines_like(LEFTOVER, "left over: finish it or name the issue"),
        good=("# T" + "ODO(#12): Read the second sheet too.\n", "todo = []\n"),
        bad=("# T" + "ODO: later\n", "# F" + "IXME\n", "raise Not" + "ImplementedError\n"),
    ),
    Check(
        "what is silenced has a code and a reason",
        PYTHON,
        lines_like(SILENCED, "say the code and the reason"),
        good=(
            "x = 1  # no" + "qa: E501  # a table of the standard\n",
            "x = 1  # ty" + "pe: ignore[misc]  # a stub is wrong here\n",
        ),
        bad=(
            "x = 1  # no" + "qa\n",
            "x = 1  # no" + "qa: E501\n",
            "x = 1  # ty" + "pe: ignore\n",
            "x = 1  # ty" + "pe: ignore[misc]\n",
        ),
    ),
    Check(
        "no path of one machine",
        ANY,
        lines_like(MACHINE, "a path of one machine"),
        good=('path = folder / "tmp/plan"\n', "https://example.org/home/page\n"),
        bad=("/t" + "mp/plan\n", 'path = "/ho' + 'me/planner/plan"\n', "/wo" + "rk/main\n"),
    ),
    Check(
        "no host of a package registry",
        ANY,
        lines_like(HOSTS, "a registry's host: name packages, not hosts"),
        good=("python -m pip install numpy\n",),
        bad=("https://pyp" + "i.org/simple\n", "https://registry.npm" + "js.org\n"),
    ),
    Check(
        "claims come with a measurement",
        re.compile(r"\.(md|py|html|po)$"),
        lines_like(UNPROVED, "a claim nobody can check: give the measurement"),
        good=("checked in 0.2 s\n",),
        bad=("a seam" + "less plan\n", "military" + "-grade\n"),
    ),
    Check(
        "plain words",
        re.compile(r"\.(md|py|html)$"),
        lines_like(WORDS, "write: allowed, refused, use"),
        good=("allowed = ()\n", "use the plan\n"),
        bad=("white" + "list = ()\n", "util" + "ise the plan\n"),
    ),
    Check(
        "no test that may not run or cannot fail",
        TESTS,
        lines_like(
            r"pytest\.(?:mark\.)?(?:s[k]ip|xf[a]il)|import[o]rskip|assert T[r]ue\b",
            "a test runs and can fail",
        ),
        good=("def test_used():\n    assert used() == 1\n",),
        bad=("@pytest.mark.sk" + "ip\n", "    assert Tr" + "ue\n"),
        path="tests/core/plan/test_example.py",
    ),
    Check(
        "a file is named for what it holds",
        ANY,
        vague_name,
        good=("",),
        bad=(),
        good_paths=("src/summitry/plan/commonwealth.py",),
        bad_paths=("src/summitry/utils.py", "src/summitry/common/read.py", "tests/test_helpers.py"),
    ),
    Check(
        "a test of the core stands where its source stands",
        TESTS,
        unmirrored,
        good=("",),
        bad=(),
        path="tests/core/kit/test_time.py",
        good_paths=(
            "tests/core/kit/test_time_intervals.py",
            "tests/core/tools/test_tidy.py",
            "tests/contracts/test_bans.py",
        ),
        bad_paths=("tests/core/kit/test_timing.py", "tests/core/plan/test_time.py"),
    ),
    Check(
        "a page has one title",
        MARKDOWN,
        one_title,
        good=("# Plan\n\n## Part\n\n```sh\n# a remark\n```\n",),
        bad=("## Part\n", "# Plan\n\n# Other\n", "\n# Plan\n", ""),
        path="docs/example.md",
    ),
)


def files() -> Iterator[tuple[str, str]]:
    """Yield every file of the repository that people write, as path and text."""
    places = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*"))]
    places += sorted(ROOT.iterdir())
    for place in places:
        path = place.relative_to(ROOT).as_posix()
        written = place.suffix in SUFFIXES or place.name in NAMES
        if written and place.is_file() and not SKIPPED & set(place.parts):
            yield path, place.read_text(encoding="utf-8", errors="replace")


def complaints(path: str, text: str) -> Iterator[str]:
    """Yield every problem of the file as ``path:line: what``."""
    for check in CHECKS:
        for line, message in check.problems(path, text):
            yield f"{path}:{line}: {message}"


def main() -> int:
    """Print every complaint and return 1 where there is one."""
    texts = dict(files())
    found = [each for path, text in texts.items() for each in complaints(path, text)]
    sources = {path: text for path, text in texts.items() if SOURCE.search(path)}
    started = "".join(texts[name] for name in STARTED_BY)
    found += [f"{path}:1: nobody imports this file" for path in orphans(sources, started)]
    sys.stdout.writelines(f"{each}\n" for each in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
