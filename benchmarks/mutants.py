"""Mutants: whether the checker finds every cover that is taken away, and nothing else.

A plan is spoiled in every way its tables allow, one small change at a time. An oracle that shares
nothing with the checker says for each rule whether a demand lost cover; the checker must then have
a new finding of that rule on that row. Baseline: the same plan untouched, judged by both.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import (
    mutants_aimed,
    mutants_aimed_command,
    mutants_aimed_duty,
    mutants_aimed_entry,
    mutants_aimed_governance,
    mutants_aimed_protocol,
    mutants_aimed_roads,
    mutants_aimed_safety,
)
from benchmarks.__main__ import write_json
from benchmarks.mutants_kinds import Kind, kinds
from benchmarks.mutants_rulings import RULING_KINDS
from benchmarks.mutants_trial import Trial
from summitry.cli.files import load
from summitry.kit.streams import Stream, stream
from summitry.package.package import Package

AIMED = (
    mutants_aimed,
    mutants_aimed_command,
    mutants_aimed_duty,
    mutants_aimed_entry,
    mutants_aimed_governance,
    mutants_aimed_protocol,
    mutants_aimed_roads,
    mutants_aimed_safety,
)
"""The modules whose mutants come near what chance seldom meets."""
SECONDS = 60.0
TRIES_EACH_MAX = 10_000


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what this benchmark takes."""
    parser.add_argument("plans", nargs="*", type=Path, metavar="PLAN", help="packages to spoil")
    parser.add_argument("--mutants", type=int, default=None, help="stop after so many mutants")


def run(arguments: argparse.Namespace) -> int:
    """Spoil each plan for the time given; return 1 where the judges disagree."""
    plans = list(arguments.plans)
    if arguments.instances is not None:
        plans += sorted(path for path in arguments.instances.iterdir() if _is_plan(path))
    if not plans:
        print("Name a plan to spoil, or a folder of plans with --instances.")
        return 2
    numbers: dict[str, object] = {}
    agreed = True
    for path in plans:
        trial = trial_of(load(path))
        seconds = SECONDS if arguments.seconds is None else arguments.seconds
        spent = spoil(trial, arguments.seed, seconds=seconds, mutants=arguments.mutants)
        numbers[str(path)] = report(trial, spent, str(path))
        agreed = agreed and agree(trial)
    write_json(arguments, {"plans": numbers})
    return 0 if agreed else 1


def _is_plan(path: Path) -> bool:
    return path.suffix == ".xlsx" or (path / "event.toml").exists()


def trial_of(package: Package) -> Trial:
    """Return the trial of a plan at its own moment, or at its opening."""
    event = package.snapshot.event
    return Trial(package, event.now or event.opens)


def spoil(trial: Trial, seed: int, *, seconds: float, mutants: int | None = None) -> float:
    """Try mutants, kind after kind, until the time is over; return the seconds spent."""
    started = time.perf_counter()
    chance = stream(seed, "mutants")
    tried = 0
    for name, kind in _rounds(trial, chance):
        if time.perf_counter() - started > seconds or (mutants is not None and tried >= mutants):
            break
        mutant = kind(trial.plan, chance)
        if mutant is not None:
            trial.try_out(name, mutant)
            tried += 1
    return time.perf_counter() - started


def _rounds(trial: Trial, chance: Stream) -> Iterator[tuple[str, Kind]]:
    """Yield every kind once, in an order by chance, then again."""
    aimed = (kind for each in AIMED for kind in each.AIMED)
    every = [*kinds(trial.plan), *aimed, *RULING_KINDS]
    for _ in range(TRIES_EACH_MAX):
        for place in chance.permutation(len(every)):
            yield every[int(place)]


def agree(trial: Trial) -> bool:
    """Say whether checker and oracle agree on the plan and on every mutant."""
    tally = trial.tally
    return not any(trial.untouched()) and tally.found == tally.counted and not tally.denied


def report(trial: Trial, spent: float, name: str) -> dict[str, object]:
    """Print the table by rule and the first disagreements; return the numbers."""
    tally = trial.tally
    total = sum(tally.kinds.values())
    false, missed = trial.untouched()
    print(f"\n{name}: {total} mutants of {len(tally.kinds)} kinds in {spent:.1f} s")
    print(f"{'rule':6}{'tried':>8}{'counted':>9}{'found':>8}{'share':>8}{'denied':>8}")
    for code in sorted(tally.tried):
        counted, found = tally.counted[code], tally.found[code]
        share = f"{100 * found / counted:.1f} %" if counted else "-"
        line = f"{code:6}{tally.tried[code]:>8}{counted:>9}{found:>8}{share:>8}"
        print(f"{line}{tally.denied[code]:>8}")
    counted, found = tally.counted.total(), tally.found.total()
    share = f"{100 * found / counted:.2f} %" if counted else "-"
    print(f"all: {found} of {counted} found ({share}), {tally.denied.total()} denied")
    print(f"untouched: {len(false)} false alarms, {len(missed)} missed")
    for code, place in [*sorted(false)[:10], *sorted(missed)[:10]]:
        print(f"  {'false' if (code, place) in false else 'missed'} {code} {place}")
    for each in tally.disagreements:
        print(f"  {each.what}: {each.code} {each.subject} after '{each.kind}' {each.edits}")
    return {
        "mutants": total,
        "kinds": dict(tally.kinds),
        "seconds": round(spent, 2),
        "tried": dict(tally.tried),
        "counted": dict(tally.counted),
        "found": dict(tally.found),
        "denied": dict(tally.denied),
        "false_alarms": sorted(false),
        "missed_untouched": sorted(missed),
    }
