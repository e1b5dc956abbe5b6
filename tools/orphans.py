"""Sources that nobody imports: what was written and is not used."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path


def imported(text: str) -> Iterator[str]:
    """Yield the dotted names that a source imports or spells out, from-imports with their parts."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            # An entry point is spelled module:object; Django's settings spell module.object.
            spelled = node.value.partition(":")[0]
            yield spelled
            yield spelled.rpartition(".")[0]


APP_MODULE = re.compile(r"(?P<app>[\w.]+?)\.(?:apps|migrations\.\w+|management\.commands\.\w+)")
"""What Django itself imports of an app that the settings name."""


def is_found_by_django(name: str, used: set[str]) -> bool:
    """Say whether Django imports the module because it lies in an app that somebody names."""
    match = APP_MODULE.fullmatch(name)
    return match is not None and match["app"] in used


def orphans(sources: dict[str, str], started: str) -> list[str]:
    """Return the modules that no module imports, no file that starts programs names, nor Django."""
    used = {name for path, text in sources.items() for name in imported(text)}
    modules = {
        ".".join(Path(path).with_suffix("").parts[1:]): path
        for path in sources
        if Path(path).stem not in {"__init__", "__main__"}
    }
    return [
        path
        for name, path in modules.items()
        if name not in used and name not in started and not is_found_by_django(name, used)
    ]
