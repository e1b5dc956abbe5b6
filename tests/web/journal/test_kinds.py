"""Every kind of entry that a source records is told as a sentence."""

import ast
from pathlib import Path

import summitry_web
from summitry_web.journal.kinds import _SENTENCES

WRITERS = {"record", "note", "_note"}


def recorded():
    """Yield every kind that is spelled out where an entry is written."""
    for path in sorted(Path(summitry_web.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in WRITERS:
                given = [each for each in node.args if isinstance(each, ast.Constant)]
                yield from (
                    each.value
                    for each in given
                    if isinstance(each.value, str) and "." in each.value
                )


def test_every_kind_that_is_recorded_has_a_sentence():
    lacking = sorted({kind for kind in recorded() if kind not in _SENTENCES})

    assert lacking == []
