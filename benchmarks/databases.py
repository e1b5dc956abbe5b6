"""The same question, which requirement is short when, asked of DuckDB and of Polars."""

from typing import NamedTuple

import duckdb
import numpy as np
import polars as pl

from benchmarks.instances import Tables

Gaps = list[tuple[int, int, int, int, int, int]]
"""Post, qualification, start, end, least people, people needed; sorted."""


class Frames(NamedTuple):
    """The tables as named columns; each engine loads them before any clock runs."""

    posts: dict[str, np.ndarray]
    needs: dict[str, np.ndarray]
    shifts: dict[str, np.ndarray]
    held: dict[str, np.ndarray]


def frames(tables: Tables) -> Frames:
    """Return the tables by name and column."""
    return Frames(
        {
            "post": np.arange(len(tables.post_start)),
            "start": tables.post_start,
            "end": tables.post_end,
        },
        {"post": tables.need_post, "kind": tables.need_kind, "need": tables.need},
        {
            "post": tables.shift_post,
            "person": tables.shift_person,
            "start": tables.shift_start,
            "end": tables.shift_end,
        },
        {
            "person": tables.held_person,
            "kind": tables.held_kind,
            "until": tables.held_until,
        },
    )


QUERY = """
WITH demand AS (
    SELECT needs.post, kind, need, posts.start, posts."end" FROM needs JOIN posts USING (post)
), stay AS (
    SELECT demand.post, demand.kind, greatest(shifts.start, demand.start) AS start,
           least(shifts."end", demand."end", held."until") AS "end"
    FROM shifts
    JOIN demand ON demand.post = shifts.post
    JOIN held ON held.person = shifts.person AND held.kind = demand.kind
    WHERE greatest(shifts.start, demand.start) < least(shifts."end", demand."end", held."until")
), event AS (
    SELECT post, kind, start AS moment, 1 AS change FROM stay
    UNION ALL SELECT post, kind, "end", -1 FROM stay
    UNION ALL SELECT post, kind, start, 0 FROM demand
    UNION ALL SELECT post, kind, "end", 0 FROM demand
), step AS (
    SELECT post, kind, moment, sum(change)::BIGINT AS change FROM event GROUP BY post, kind, moment
), level AS (
    SELECT post, kind, moment, sum(change) OVER series AS have, lead(moment) OVER series AS "until"
    FROM step WINDOW series AS (PARTITION BY post, kind ORDER BY moment)
), short AS (
    SELECT level.post, level.kind, moment, "until", have, need,
           moment IS DISTINCT FROM lag("until") OVER series AS fresh
    FROM level JOIN needs ON needs.post = level.post AND needs.kind = level.kind
    WHERE "until" IS NOT NULL AND have < need
    WINDOW series AS (PARTITION BY level.post, level.kind ORDER BY moment)
), stretch AS (
    SELECT *, sum(fresh::INT) OVER (PARTITION BY post, kind ORDER BY moment) AS number FROM short
)
SELECT post, kind, min(moment), max("until"), min(have)::BIGINT, any_value(need)
FROM stretch GROUP BY post, kind, number
"""


class Duck:
    """DuckDB with the tables loaded."""

    def __init__(self, given: Frames) -> None:
        self.connection = duckdb.connect()
        for name, columns in given._asdict().items():
            self.connection.register("loaded", columns)
            self.connection.execute(f"CREATE TABLE {name} AS SELECT * FROM loaded")  # noqa: S608  # our own four names
            self.connection.unregister("loaded")

    def ask(self) -> dict[str, np.ndarray]:
        """Return the gaps as columns."""
        return self.connection.execute(QUERY).fetchnumpy()

    def gaps(self) -> Gaps:
        """Return the gaps."""
        return sorted(tuple(map(int, row)) for row in self.connection.execute(QUERY).fetchall())


class Bears:
    """Polars with the tables loaded."""

    def __init__(self, given: Frames) -> None:
        self.posts, self.needs, self.shifts, self.held = (
            pl.DataFrame(columns) for columns in given
        )

    def ask(self) -> pl.DataFrame:
        """Return the gaps as a frame."""
        series = ["post", "kind"]
        demand = self.needs.lazy().join(self.posts.lazy(), on="post")
        stay = (
            self.shifts.lazy()
            .join(demand, on="post", suffix="_post")
            .join(self.held.lazy(), on=["person", "kind"])
            .select(
                *series,
                start=pl.max_horizontal("start", "start_post"),
                end=pl.min_horizontal("end", "end_post", "until"),
            )
            .filter(pl.col("start") < pl.col("end"))
        )
        events = pl.concat(
            [
                stay.select(*series, at="start", change=pl.lit(1)),
                stay.select(*series, at="end", change=pl.lit(-1)),
                demand.select(*series, at="start", change=pl.lit(0)),
                demand.select(*series, at="end", change=pl.lit(0)),
            ]
        )
        level = (
            events.group_by(*series, "at")
            .agg(pl.col("change").sum())
            .sort(*series, "at")
            .with_columns(
                have=pl.col("change").cum_sum().over(series),
                until=pl.col("at").shift(-1).over(series),
            )
        )
        short = (
            level.join(self.needs.lazy(), on=series, maintain_order="left")
            .filter(pl.col("until").is_not_null() & (pl.col("have") < pl.col("need")))
            .with_columns(fresh=pl.col("at").ne_missing(pl.col("until").shift(1).over(series)))
            .with_columns(number=pl.col("fresh").cum_sum().over(series))
        )
        return (
            short.group_by(*series, "number")
            .agg(
                start=pl.col("at").min(),
                end=pl.col("until").max(),
                have=pl.col("have").min(),
                need=pl.col("need").first(),
            )
            .select(*series, "start", "end", "have", "need")
            .collect()
        )

    def gaps(self) -> Gaps:
        """Return the gaps."""
        return sorted(self.ask().rows())
