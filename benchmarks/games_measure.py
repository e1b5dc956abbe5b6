"""What a fresh process does with one plan: ``python -m benchmarks.games_measure WHAT FOLDER``.

A process of its own, because the most memory that a process ever had is told only for all of it,
and begins with what the process that started it had: that one must stay small and makes no plan.
"""

import gc
import json
import resource
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb

from benchmarks.check import ON_PEOPLE, checked, fresh
from benchmarks.databases import QUERY
from benchmarks.games_plan import games
from benchmarks.setting import timed, timed_both
from summitry.check.catalogue import rules
from summitry.check.registry import Rule
from summitry.check.run import Run, recheck
from summitry.cli.files import load, save
from summitry.outcome.finding import Finding
from summitry.package.package import Package

KIB = 1_024
PLANTED = ".planted.json"
"""Beside the made-up plan: the findings that it must lead to. A package may not read it."""

LOADED = """
CREATE TABLE posts AS SELECT post_id AS post, epoch(start::TIMESTAMPTZ)::BIGINT AS start,
    epoch("end"::TIMESTAMPTZ)::BIGINT AS "end" FROM read_csv($posts, all_varchar = true);
CREATE TABLE needs AS SELECT post_id AS post, qualification_id AS kind,
    headcount_min::BIGINT AS need FROM read_csv($post_requirements, all_varchar = true)
    WHERE qualification_id IS NOT NULL;
CREATE TABLE shifts AS SELECT post_id AS post, person_id AS person,
    epoch(start::TIMESTAMPTZ)::BIGINT AS start, epoch("end"::TIMESTAMPTZ)::BIGINT AS "end"
    FROM read_csv($shifts, all_varchar = true);
CREATE TABLE held AS SELECT person_id AS person, qualification_id AS kind,
    coalesce(epoch((expires || 'T23:59:59Z')::TIMESTAMPTZ)::BIGINT, 9223372036854775807) AS "until"
    FROM read_csv($person_qualifications, all_varchar = true);
"""
"""Expiry is taken in UTC: the venue's zone shifts it by hours, and no made-up one lies so near."""


def peak_mb() -> float:
    """Return the most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB / 1e6


def ours(folder: Path) -> dict[str, object]:
    """Return what reading and checking the plan takes, and what is found."""
    reading, package = timed_both(lambda: load(folder))
    read_mb = peak_mb()
    # What is loaded stays: a process that lives long tells the collector to leave it alone.
    gc.freeze()
    chosen = [each for each in rules() if each.code != ON_PEOPLE]
    people = [each for each in rules() if each.code == ON_PEOPLE]
    whole, run = timed_both(lambda: checked(package, package.snapshot, chosen))
    apart, on_people = timed_both(lambda: checked(package, package.snapshot, people))
    sizes = {name: package.snapshot.size(name) for name in ("posts", "shifts", "participants")}
    return {
        "sizes": {**sizes, "people": len(package.people)},
        "read s": reading,
        "rules s": whole,
        f"{ON_PEOPLE} s": apart,
        "each s": each_rule(package, chosen),
        "read MB": round(read_mb),
        "peak MB": round(peak_mb()),
        "found": found((*run.findings, *on_people.findings)),
    }


def each_rule(package: Package, chosen: list[Rule]) -> dict[str, float]:
    """Return each rule's seconds on the processor; what several share falls to the first."""
    plan = fresh(package.snapshot)
    before = checked(package, plan, [])
    at = plan.event.now or plan.event.opens
    times: dict[str, float] = {}
    for each in chosen:
        alone = Run((), before.view, (each,), asked=(each,))
        (_, busy), before = timed_both(
            partial(recheck, alone, plan, package.attestations, at=at, people=package.people)
        )
        times[each.code] = busy
    return times


def found(findings: tuple[Finding, ...]) -> dict[str, list[str]]:
    """Return the keys of what is found by code; of two records that may be one, both."""
    keys: dict[str, set[str]] = {}
    for each in findings:
        pair = f"{each.key}|{each.discriminator}"
        keys.setdefault(each.code, set()).add(pair if each.code == ON_PEOPLE else each.key)
    return {code: sorted(some) for code, some in sorted(keys.items())}


def duck(folder: Path) -> dict[str, object]:
    """Return what DuckDB takes to read four of the files and to count the gaps, and their posts."""
    names = ("posts", "post_requirements", "shifts", "person_qualifications")
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")

    def read() -> None:
        for statement, name in zip(LOADED.strip().split(";\n"), names, strict=False):
            connection.execute(statement, {name: str(folder / f"{name}.csv")})

    reading, _ = timed_both(read)
    counting, rows = timed_both(lambda: connection.execute(QUERY).fetchall())
    return {
        "version": duckdb.__version__,
        "read s": reading,
        "gaps s": counting,
        "peak MB": round(peak_mb()),
        "posts": sorted({row[0] for row in rows}),
    }


def made(folder: Path, scale: str, seed: str) -> dict[str, object]:
    """Write a plan of that share of the Games' size into the folder, with what is planted in it."""
    making, plan = timed(lambda: games(float(scale), int(seed)))
    writing, _ = timed(lambda: save(plan.package, folder))
    (folder / PLANTED).write_text(json.dumps(plan.planted) + "\n", "utf-8")
    size = sum(each.stat().st_size for each in folder.iterdir())
    return {"making s": making, "writing s": writing, "MB": size / 1e6}


TASKS: dict[str, Callable[..., dict[str, object]]] = {"made": made, "ours": ours, "duck": duck}

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])))
