import re

import pytest

from summitry.check.registry import REGISTRY, Scope, rule
from summitry.kit.errors import Text
from summitry.outcome.finding import Phase
from summitry.plan.terms import Field, Severity

CELLS = {
    "title": Text("Trial"),
    "why": Text("Trial"),
    "cases": {"": Text("Trial")},
    "remedy": Text("Trial"),
    "source": Text("Trial"),
    "field": Field.COMMAND,
    "severity": Severity.HIGH,
    "phase": Phase.D2,
    "scope": Scope.WHOLE,
    "reads": ("units",),
}


def test_rule_is_registered_under_its_code_as_declared() -> None:
    def body(_view: object) -> tuple[()]:
        return ()

    declared = rule("X-1", **CELLS, limits=("rest_hours_min",), on_people=True)(body)
    entry = REGISTRY.pop("X-1")

    assert declared is body
    assert entry.check is body
    assert {name: getattr(entry, name) for name in CELLS} == CELLS
    assert (entry.code, entry.attests, entry.limits, entry.on_people) == (
        "X-1",
        (),
        ("rest_hours_min",),
        True,
    )


def test_code_is_given_once() -> None:
    rule("X-2", **CELLS)(lambda _view: ())

    with pytest.raises(AssertionError, match="X-2"):
        rule("X-2", **CELLS)(lambda _view: ())

    assert re.fullmatch(r"X-\d", REGISTRY.pop("X-2").code)
