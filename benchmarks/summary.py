"""Over the seeds of a run: median, least and most by instance and engine, and ours beside rivals.

With n seeds the median of all seeds lies between the least and the most of these n but where all n
fell on one side of it: least to most is a confidence interval of 1 - 2 * (1/2)^n, whatever the
distribution (David and Nagaraja, Order Statistics, 7.1). One seed has no interval.
"""

from collections.abc import Callable, Iterator, Sequence
from statistics import median

Row = dict[str, object]
"""A run of one engine on one instance with one seed, or what is told of several."""
OURS = "summitry"
WORST = float("inf")
MORE_IS_BETTER = frozenset({"bound", "vehicles_bound"})
"""Of the figures; of all others less is better."""
RATIOS = "ours_over_this"
HEAD = "Over the seeds: median [least .. most], and how sure the median of all seeds lies therein"


def sureness_percent(runs: int) -> float | None:
    """Return how sure it is that the median lies between least and most; None for one run."""
    return 100 * (1 - 2 * 0.5**runs) if runs > 1 else None


def gap(cost: float, bound: float) -> float:
    """Return which share of the cost lies above the bound."""
    return round((cost - bound) / cost, 4) if cost else 0.0


def by_instance(row: Row) -> str:
    """Return the name of the row's instance."""
    return str(row["instance"])


def summary(
    rows: Sequence[Row],
    compared: Sequence[str],
    others: Sequence[str] = (),
    group: Callable[[Row], str] = by_instance,
) -> list[Row]:
    """Return a row for each group and engine; rows without an engine are passed over.

    An answer that is missing counts as the worst there can be: a figure that rests on one is None.

    Parameters
    ----------
    compared
        By which of two engines is better, the gravest first.
    others
        Further figures to be told.
    """
    groups: dict[str, dict[str, list[Row]]] = {}
    for row in rows:
        if row.get("engine"):
            engines = groups.setdefault(group(row), {})
            engines.setdefault(str(row["engine"]), []).append(row)
    return [
        told
        for name, engines in groups.items()
        for told in _of_group(name, engines, compared, others)
    ]


def _of_group(
    name: str, engines: dict[str, list[Row]], compared: Sequence[str], others: Sequence[str]
) -> Iterator[Row]:
    middles = {engine: _middle(rows, compared) for engine, rows in engines.items()}
    for engine, rows in engines.items():
        told: Row = {
            "instance": name,
            "engine": engine,
            "runs": len(rows),
            "answered": sum(row.get(compared[0]) is not None for row in rows),
            "sureness_percent": sureness_percent(len(rows)),
        }
        for what in (*compared, *others):
            told |= _spread(what, rows)
        if engine == OURS:
            told["better"] = [each for each in middles if middles[each] < middles[OURS]]
        elif OURS in engines:
            told[RATIOS] = {
                what: _ratio(_spread(what, engines[OURS]), told, what) for what in compared
            }
        yield told


def _spread(what: str, rows: Sequence[Row]) -> Row:
    """Return median, least and most of a figure; of one run, the figure as the median alone."""
    values = sorted(_value(row, what) for row in rows)
    told = {f"{what}_median": median(values)}
    if len(values) > 1:
        told |= {f"{what}_least": values[0], f"{what}_most": values[-1]}
    return {key: None if abs(value) == WORST else round(value, 4) for key, value in told.items()}


def _value(row: Row, what: str) -> float:
    """Return the figure, the worst there can be where there is none."""
    value = row.get(what)
    if isinstance(value, int | float):
        return float(value)
    return -WORST if what in MORE_IS_BETTER else WORST


def _ratio(ours: Row, its: Row, what: str) -> float | None:
    """Return our median by the rival's, None where either is missing or the rival's is 0."""
    one, other = ours[f"{what}_median"], its[f"{what}_median"]
    if isinstance(one, float) and isinstance(other, float) and other:
        return round(one / other, 4)
    return None


def _middle(rows: Sequence[Row], compared: Sequence[str]) -> list[float]:
    """Return the figures of the run in the middle, the worse of two."""
    values = sorted([_value(row, what) for what in compared] for row in rows)
    return values[len(values) // 2]


def table(told: Sequence[Row], compared: Sequence[str], others: Sequence[str] = ()) -> list[str]:
    """Return the lines of a table, a line for each row of the summary."""
    heads = ["instance", "engine", "runs", "sure", *compared, *others]
    rivals = any(RATIOS in row for row in told)
    heads += [f"ours/its {what}" for what in compared] if rivals else []
    cells = [heads, *(_cells(row, compared, others) for row in told)]
    if any("better" in row for row in told) and rivals:
        cells[0].append("better than ours")
    widths = [max(len(row[n]) for row in cells if n < len(row)) for n in range(len(cells[0]))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=False)) for row in cells]
    return [HEAD, *(line.rstrip() for line in lines)]


def _cells(row: Row, compared: Sequence[str], others: Sequence[str]) -> list[str]:
    runs, answered, sure = row["runs"], row["answered"], row["sureness_percent"]
    ratios = row.get(RATIOS, {})
    assert isinstance(ratios, dict)
    return [
        str(row["instance"]),
        str(row["engine"]),
        str(runs) if answered == runs else f"{answered} of {runs}",
        "-" if sure is None else f"{sure:.2f} %",
        *(_interval(row, what) for what in (*compared, *others)),
        *(_number(ratios.get(what)) for what in compared),
        ", ".join(map(str, row.get("better", ()))),  # type: ignore[call-overload]  # a list of names
    ]


def _interval(row: Row, what: str) -> str:
    middle = _number(row[f"{what}_median"])
    if f"{what}_least" not in row:
        return middle
    return f"{middle} [{_number(row[f'{what}_least'])} .. {_number(row[f'{what}_most'])}]"


def _number(value: object) -> str:
    if not isinstance(value, int | float):
        return "-"
    return f"{value:,.4f}".rstrip("0").rstrip(".")
