"""Compiled functions are kept for the next process, and compiled anew when a callee changes."""

import runpy
import sys
from pathlib import Path

import numpy as np
import pytest
from numba import config

from summitry.policy.compiled import compiled_bare

CALLEE = """
from typing import NamedTuple
from summitry.policy.compiled import compiled

class Pair(NamedTuple):
    {fields}

STEP = {step}

@compiled
def more(number):
    return number + {more}
"""
CALLER = """
from {callee} import STEP, Pair, more
from summitry.policy.compiled import compiled

@compiled
def run(pair):
    return pair.one * 100 + more(pair.other) * STEP

answer = run(Pair(one=2, other=3))
hits = sum(run.stats.cache_hits.values())
"""


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return what runs the caller as a new process would: nothing of it is in memory."""
    monkeypatch.syspath_prepend(str(tmp_path))
    # Where coverage is counted the compiler is switched off, but for this.
    monkeypatch.setattr(config, "DISABLE_JIT", 0)

    def run(fields: str = "one: int; other: int", step: int = 1, more: int = 1) -> tuple[int, int]:
        text = CALLEE.format(fields=fields, step=step, more=more)
        (tmp_path / "kernel_callee.py").write_text(text, "utf-8")
        (tmp_path / "kernel_caller.py").write_text(CALLER.format(callee="kernel_callee"), "utf-8")
        monkeypatch.delitem(sys.modules, "kernel_callee", raising=False)
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
        found = runpy.run_path(str(tmp_path / "kernel_caller.py"))
        return found["answer"], found["hits"]

    return run


def test_what_was_compiled_is_used_again_while_nothing_changes(ran) -> None:
    assert [ran(), ran()] == [(204, 0), (204, 1)]


def test_a_changed_callee_or_number_of_another_file_is_compiled_anew(ran) -> None:
    assert ran() == (204, 0)
    assert ran(more=2) == (205, 0)
    assert ran(more=2, step=10) == (250, 0)


def test_a_changed_order_of_fields_is_compiled_anew(ran) -> None:
    assert ran() == (204, 0)
    assert ran(fields="other: int; one: int") == (204, 0)


def test_a_function_that_makes_no_array_works_on_those_it_is_handed(monkeypatch) -> None:
    monkeypatch.setattr(config, "DISABLE_JIT", 0)

    made = compiled_bare(_filled)
    numbers = np.zeros(3)
    made(numbers, 2.0)

    assert numbers.tolist() == [2.0, 2.0, 2.0]
    assert len(made.signatures) == 1


def _filled(numbers, number):
    for place in range(len(numbers)):
        numbers[place] = number
