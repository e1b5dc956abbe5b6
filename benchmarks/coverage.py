"""How fast the coverage sweep is, beside DuckDB and Polars, and whether all say the same.

All start from the same columns in memory and end with the list of gaps. *Counting* is compared gap
by gap with both databases; *distinct people* second by second with a maximum matching.
"""

import math
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from itertools import pairwise
from statistics import median
from time import perf_counter

import duckdb
import numpy as np
import polars as pl

from benchmarks.__main__ import write_json
from benchmarks.databases import Bears, Duck, Gaps, frames
from benchmarks.instances import Tables, arrays, of_plan, synthetic
from benchmarks.setting import MILLI, plans_in, timed
from summitry.policy.coverage import Short, short_by_counting, short_by_distinct
from summitry.policy.pieces import Demand, Holders, Roster

POSTS = 5_000
"""Posts at size 1; each has ten shifts."""
SCALES = (1, 4, 16, 64)
ROUNDS_MAX = 30
REPEATS = 5
RATIO_MIN = 5.0
SLOPE_MAX = 1.25
"""Cost may grow with the size to this power: 1 is linear."""

Sweep = Callable[[Demand, Roster, Holders], Short]


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    parser.add_argument(
        "--scales",
        default=",".join(map(str, SCALES)),
        help="sizes, as multiples of 50,000 shifts (default %(default)s)",
    )


def run(arguments: Namespace) -> int:
    """Measure, compare, print; return 1 where results differ or a ratio is missed."""
    record: dict[str, object] = {}
    print(f"baselines: duckdb {duckdb.__version__}, polars {pl.__version__}")
    warm_up()
    seconds = arguments.seconds or 10.0
    if arguments.instances is None:
        scales = [int(each) for each in arguments.scales.split(",")]
        tables = synthetic(scales[0] * POSTS, arguments.seed)
        good = judged(f"{scales[0]}x", tables, seconds, record)
        record["growth"] = growth = grown(scales, arguments.seed)
        good &= max(growth["counting power"], growth["distinct power"]) <= SLOPE_MAX
    else:
        verdicts = [
            judged(str(plan), of_plan(plan), seconds, record)
            for plan in plans_in(arguments.instances)
        ]
        good = all(verdicts)
    write_json(arguments, record)
    print("as wanted" if good else "NOT as wanted")
    return 0 if good else 1


def judged(name: str, tables: Tables, seconds: float, record: dict[str, object]) -> bool:
    """Measure one instance; say whether all agree and the sweep is fast enough."""
    together = compare(name, tables, seconds)
    matching = against_matching(tables)
    record[name] = {**together, "matching": matching}
    fast = min(together["duckdb ratio"], together["polars ratio"]) >= RATIO_MIN
    return bool(together["equal"] and matching["equal"] and fast)


def warm_up() -> None:
    """Let everything be compiled and loaded before a clock runs."""
    small = synthetic(10, 0)
    for sweep in (short_by_counting, short_by_distinct):
        sweep(*arrays(small, 0))


def compare(name: str, tables: Tables, seconds: float) -> dict[str, float]:
    """Time the counting sweep and both databases in turn, the distinct sweep beside them."""
    building, given = timed(lambda: arrays(tables, 0))
    duck, bears = Duck(frames(tables)), Bears(frames(tables))
    tasks: dict[str, Callable[[], object]] = {
        "counting": lambda: short_by_counting(*given),
        "arrays and counting": lambda: short_by_counting(*arrays(tables, 0)),
        "distinct": lambda: short_by_distinct(*given),
        "duckdb": duck.ask,
        "polars": bears.ask,
    }
    for task in tasks.values():
        task()
    times: dict[str, list[float]] = {task: [] for task in tasks}
    until = perf_counter() + seconds
    while perf_counter() < until and len(times["counting"]) < ROUNDS_MAX:
        for task, work in tasks.items():
            times[task].append(timed(work)[0])
    ours = listed(tables, short_by_counting(*given))
    equal = ours == duck.gaps() == bears.gaps()
    short = sum(gap[3] - gap[2] for gap in ours) // 60
    print(
        f"{name}: {len(tables.shift_post):,} shifts, {len(tables.post_start):,} posts, "
        f"{len(tables.need):,} requirements, {len(ours):,} gaps, {short:,} short minutes; "
        f"{len(times['counting'])} rounds in turn; gap by gap {'equal' if equal else 'DIFFERENT'}"
    )
    base = median(times["counting"])
    result: dict[str, float] = {
        "shifts": len(tables.shift_post), "gaps": len(ours),
        "short minutes": short, "equal": equal, "build ms": building * MILLI,
    }  # fmt: skip
    for task, taken in times.items():
        ratio = median(taken) / base
        print(
            f"  {task:<20} median {median(taken) * MILLI:8.1f} ms, best {min(taken) * MILLI:8.1f} "
            f"ms, {ratio:6.1f} times the counting sweep"
        )
        result[f"{task} ms"] = median(taken) * MILLI
        result[f"{task} ratio"] = ratio
    return result


def listed(tables: Tables, short: Short) -> Gaps:
    """Return the gaps as the databases list them."""
    first = arrays(tables, 0)[0].first
    kinds = arrays(tables, 0)[0].kind
    bits = np.log2(short.subset.astype(np.float64)).astype(np.int64)
    kind = kinds[first[short.post] + bits]
    return sorted(
        zip(
            short.post.tolist(),
            kind.tolist(),
            short.start.tolist(),
            short.end.tolist(),
            short.have.tolist(),
            short.need.tolist(),
            strict=True,
        )
    )


# Distinct people, against a maximum matching.


def against_matching(tables: Tables) -> dict[str, float]:
    """Compare the distinct sweep with matchings between any two changes, on every post."""
    given = arrays(tables, 1)
    short = short_by_distinct(*given)
    ours: dict[int, set[tuple[int, int]]] = {}
    for post, start, end in zip(
        short.post.tolist(), short.start.tolist(), short.end.tolist(), strict=True
    ):
        ours.setdefault(post, set()).add((start, end))
    taken, theirs = timed(lambda: dict(unmatched_by_post(given)))
    posts = len(tables.post_start)
    seconds = sum(end - start for spells in theirs.values() for start, end in spells)
    equal = all(
        joined(ours.get(post, set())) == joined(theirs.get(post, set())) for post in range(posts)
    )
    quick = timed(lambda: short_by_distinct(*given))[0]
    print(
        f"distinct people against matching on {posts:,} posts: {seconds // 60:,} short minutes, "
        f"second by second {'equal' if equal else 'DIFFERENT'}; sweep {quick * MILLI:.1f} ms, "
        f"matching (plain Python) {taken:.1f} s"
    )
    return {"equal": equal, "short minutes": seconds // 60, "sweep ms": quick * MILLI,
            "matching s": taken}  # fmt: skip


def joined(spells: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the same seconds as spells that do not touch."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(spells):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return result


def unmatched_by_post(
    given: tuple[Demand, Roster, Holders],
) -> Iterator[tuple[int, set[tuple[int, int]]]]:
    """Yield each post with the spells in which nobody is there or no matching meets its needs."""
    demand, staff, people = given
    held = held_by_person(people)
    by_post: dict[int, list[tuple[int, int, int]]] = {}
    for post, person, start, end in zip(*(column.tolist() for column in staff), strict=True):
        by_post.setdefault(post, []).append((start, end, person))
    for post in range(len(demand.start)):
        spells = by_post.get(post, [])
        kinds = [
            kind
            for place in range(demand.first[post], demand.first[post + 1])
            for kind in [int(demand.kind[place])] * int(demand.need[place])
        ]
        yield post, set(_unmatched(demand, post, kinds, spells, held))


def held_by_person(people: Holders) -> list[dict[int, int]]:
    """Return what each person holds until when."""
    first = people.first.tolist()
    kinds, until = people.kind.tolist(), people.until.tolist()
    return [
        dict(zip(kinds[start:end], until[start:end], strict=True)) for start, end in pairwise(first)
    ]


def _unmatched(
    demand: Demand,
    post: int,
    kinds: list[int],
    spells: list[tuple[int, int, int]],
    held: list[dict[int, int]],
) -> Iterator[tuple[int, int]]:
    low, high = int(demand.start[post]), int(demand.end[post])
    edges = {low, high}
    for start, end, person in spells:
        edges |= {start, end, *held[person].values()}
    for start, end in pairwise(sorted(edge for edge in edges if low <= edge <= high)):
        there = {person for since, until, person in spells if since <= start < until}
        able = {person: held[person] for person in there}
        if not there or not matched(kinds, able, start):
            yield start, end


def matched(kinds: list[int], able: dict[int, dict[int, int]], second: int) -> bool:
    """Say whether different people can fill all places, by augmenting paths."""
    taken: dict[int, int] = {}

    def place(slot: int, tried: set[int]) -> bool:
        for person, held in able.items():
            if person not in tried and held.get(kinds[slot], second) > second:
                tried.add(person)
                if person not in taken or place(taken[person], tried):
                    taken[person] = slot
                    return True
        return False

    return all(place(slot, set()) for slot in range(len(kinds)))


# Growth.


def grown(scales: list[int], seed: int) -> dict[str, float]:
    """Time both sweeps at each size; return the power with which their cost grows."""
    result: dict[str, float] = {}
    ways: dict[str, Sweep] = {"counting": short_by_counting, "distinct": short_by_distinct}
    points: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    for scale in scales:
        tables = synthetic(scale * POSTS, seed)
        building, given = timed(lambda tables=tables: arrays(tables, 0))
        line = f"  {scale:>3}x {len(tables.shift_post):>10,} shifts: "
        for way, sweep in ways.items():
            taken = min(
                timed(lambda sweep=sweep, given=given: sweep(*given))[0] for _ in range(REPEATS)
            )
            points[way].append((math.log(len(tables.shift_post)), math.log(taken)))
            per_shift = taken / len(tables.shift_post) * 1e9
            line += f"{way} {taken * MILLI:8.1f} ms ({per_shift:5.0f} ns a shift), "
            result[f"{way} {scale}x ms"] = taken * MILLI
        print(f"{line}arrays {building * MILLI:.1f} ms")
    for way, seen in points.items():
        power = float(np.polyfit(*zip(*seen, strict=True), 1)[0]) if len(seen) > 1 else 1.0
        result[f"{way} power"] = power
        print(f"  {way}: cost grows with the size to the power of {power:.2f}")
    return result
