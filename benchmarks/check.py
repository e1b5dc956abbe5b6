"""How long a planner waits: a new process, all rules once loaded, one row changed.

The rule on identities, C-61, is told apart: its cost grows with the people, not with the plan.
"""

import gc
import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from benchmarks.__main__ import write_json
from benchmarks.setting import MILLI, plans_in, spread, spread_both, timed, timed_both, told
from summitry.check.catalogue import rules
from summitry.check.registry import Rule
from summitry.check.run import Run, check, recheck
from summitry.cli.files import load
from summitry.kit.streams import Stream, stream
from summitry.package.package import Package
from summitry.plan.bulk import Bulk
from summitry.plan.change import Edit, apply
from summitry.plan.snapshot import Snapshot
from summitry.plan.tables import TABLES

PLAN = Path(__file__).parent.parent / "examples" / "hanoi-2025" / "final"
PROCESS_MS_MAX = 2_000
RULES_MS_MAX = 250
RECHECK_MS_MAX = 50
PROCESSES = 5
ROUNDS_MAX = 30
EDITS_PER_TABLE = 4
ON_PEOPLE = "C-61"

Times = tuple[float, float]
"""Seconds by the clock, and on the processor."""


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    parser.add_argument(
        "--plan", type=Path, default=PLAN, help="the plan to check (default %(default)s)"
    )


def run(arguments: Namespace) -> int:
    """Measure all three on each plan; return 1 where one takes longer than it may."""
    print(f"load     {os.getloadavg()[0]:.1f} before the start")
    record: dict[str, object] = {}
    good = True
    chosen = arguments.instances
    for plan in [arguments.plan] if chosen is None else plans_in(chosen):
        numbers, fine = measured(plan, arguments.seed, arguments.seconds or 20.0)
        record[plan.name] = numbers
        good &= fine
    write_json(arguments, record)
    print("as wanted" if good else "NOT as wanted")
    return 0 if good else 1


def measured(plan: Path, seed: int, seconds: float) -> tuple[dict[str, object], bool]:
    """Return the numbers of one plan, and whether all are small enough."""
    reading, package = timed(lambda: load(plan))
    snapshot = package.snapshot
    sizes = ("posts", "persons", "shifts", "person_qualifications")
    print(f"{plan}: " + ", ".join(f"{snapshot.size(name):,} {name}" for name in sizes))
    process = spread([new_process(plan) for _ in range(PROCESSES)])
    print(f"  new process, read and check (at most {PROCESS_MS_MAX:,}): {told(process)}")
    print(f"  reading alone, in this process: {reading * MILLI:,.1f} ms")
    until = perf_counter() + seconds / 2
    whole, people = all_rules(package, until)
    print(f"  all rules but {ON_PEOPLE}, loaded (at most {RULES_MS_MAX}): {told(whole)}")
    print(f"  {ON_PEOPLE} alone: {told(people)}")
    by_table = changes(package, stream(seed, "check", plan.name), perf_counter() + seconds / 2)
    every = spread_both([each for times in by_table.values() for each in times])
    slowest = sorted(by_table, key=lambda name: max(by_table[name]), reverse=True)[:3]
    print(f"  one row changed, checked again (at most {RECHECK_MS_MAX}): {told(every)}")
    for name in slowest:
        print(f"    {name}: {told(spread_both(by_table[name]))}")
    numbers: dict[str, object] = {
        "process": process,
        "rules": whole,
        ON_PEOPLE: people,
        "recheck": every,
        "recheck by table": {name: spread_both(times) for name, times in by_table.items()},
    }
    fine = (
        process["median ms"] <= PROCESS_MS_MAX
        and whole["median ms"] <= RULES_MS_MAX
        and every["worst ms"] <= RECHECK_MS_MAX
    )
    return numbers, fine


def new_process(plan: Path) -> float:
    """Return the seconds from the start of a process to its end; it reads and checks the plan."""
    command = [str(Path(sys.executable).parent / "summitry"), "check", str(plan)]
    taken, done = timed(
        lambda: subprocess.run([*command, "--format", "json"], capture_output=True, check=False)  # noqa: S603  # our own command
    )
    assert done.returncode in {0, 1}, done.stderr.decode()
    return taken


def fresh(snapshot: Snapshot) -> Snapshot:
    """Return the same plan without anything that an earlier check has worked out."""
    bulks = {name: Bulk(bulk.table, bulk.blocks) for name, bulk in snapshot.bulks.items()}
    return Snapshot(snapshot.tables, bulks)


def checked(package: Package, snapshot: Snapshot, chosen: list[Rule]) -> Run:
    """Check the plan at its own moment."""
    at = snapshot.event.now or snapshot.event.opens
    return check(snapshot, package.attestations, at=at, people=package.people, rules=chosen)


def all_rules(package: Package, until: float) -> tuple[dict[str, float], dict[str, float]]:
    """Return the times of all rules on the plan, and of the one on people."""
    chosen = [each for each in rules() if each.code != ON_PEOPLE]
    people = [each for each in rules() if each.code == ON_PEOPLE]
    checked(package, fresh(package.snapshot), chosen)
    times: list[Times] = []
    apart: list[Times] = []
    while not times or (perf_counter() < until and len(times) < ROUNDS_MAX):
        snapshot = fresh(package.snapshot)
        times.append(timed_both(lambda plan=snapshot: checked(package, plan, chosen))[0])
        apart.append(timed_both(lambda plan=snapshot: checked(package, plan, people))[0])
    return spread_both(times), spread_both(apart)


def changes(package: Package, chance: Stream, until: float) -> dict[str, list[Times]]:
    """Return for each table how long it takes to check again after one of its rows changed.

    Rows of all tables are taken out in turn, and put back: both count.
    """
    chosen = [each for each in rules() if each.code != ON_PEOPLE]
    before = checked(package, package.snapshot, chosen)
    # What is loaded stays: a process that lives long tells the collector to leave it alone.
    gc.freeze()
    times: dict[str, list[Times]] = {}
    for _ in range(EDITS_PER_TABLE):
        for name, key in one_of_each(package.snapshot, chance):
            if perf_counter() > until and name in times:
                continue
            row = package.snapshot.get(name, key)
            without = apply(package.snapshot, [Edit(name, key, None)])
            again = timed_both(lambda plan=without: rechecked(package, before, plan))
            back = apply(without, [Edit(name, key, row)])
            later = timed_both(lambda run=again[1], plan=back: rechecked(package, run, plan))
            times.setdefault(name, []).extend((again[0], later[0]))
    return times


def one_of_each(snapshot: Snapshot, chance: Stream) -> Iterator[tuple[str, str]]:
    """Yield table and key of one row of every table that a plan can be without."""
    for name, declared in TABLES.items():
        size = snapshot.size(name)
        if size == 0 or declared.singleton:
            continue
        place = int(chance.integers(size))
        if declared.bulk:
            block = list(snapshot.bulks[name].blocks)[place % len(snapshot.bulks[name].blocks)]
            rows = list(Bulk(declared, {block: snapshot.bulks[name].blocks[block]}).rows())
            yield name, declared.key_of(rows[place % len(rows)])
        else:
            yield name, list(snapshot.tables[name])[place]


def rechecked(package: Package, before: Run, snapshot: Snapshot) -> Run:
    """Check again what the change can have touched."""
    at = snapshot.event.now or snapshot.event.opens
    return recheck(before, snapshot, package.attestations, at=at, people=package.people)
