"""Packages of older schema versions become rows of today's; history is never rewritten."""

from collections.abc import Callable, Mapping

from summitry.package.grid import Raw

SCHEMA = 3
"""The schema version that this program writes.

1. The first.
2. Gates, exits and posts may have a place in metres. No step: who has none says nothing of it.
3. A post may say from which post it is led. No step: who names none is led by nobody's post.
"""

Cells = Mapping[str, str]
"""The texts of one row by column."""

Step = Callable[[Cells], Cells]
"""Leads a row from one version to the next."""

STEPS: Mapping[tuple[str, int], Step] = {}
"""By table and by the version that the step starts from."""


def upgrade(
    table: str,
    version: int,
    data: Cells,
    *,
    to: int = SCHEMA,
    steps: Mapping[tuple[str, int], Step] = STEPS,
) -> Cells:
    """Return the row as a later version writes it; unchanged where no step concerns its table."""
    row = data
    for start in range(version, to):
        step = steps.get((table, start))
        if step is not None:
            row = step(row)
    return row


def upgraded(
    table: str,
    version: int,
    raw: Raw,
    *,
    to: int = SCHEMA,
    steps: Mapping[tuple[str, int], Step] = STEPS,
) -> Raw:
    """Return the cells as a later version writes them; the same where no step is for the table."""
    if not any(name == table and version <= start < to for name, start in steps):
        return raw
    rows = [
        upgrade(table, version, dict(zip(raw.header, row, strict=True)), to=to, steps=steps)
        for row in zip(*raw.columns, strict=True)
    ]
    header = list(dict.fromkeys(name for row in rows for name in row)) or raw.header
    return Raw(
        file=raw.file,
        sheet=raw.sheet,
        header_row=raw.header_row,
        header=header,
        numbers=raw.numbers,
        columns=[[row.get(name, "") for row in rows] for name in header],
    )
