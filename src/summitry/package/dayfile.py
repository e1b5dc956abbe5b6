"""The live state as a file: JSON that says what is known of the day itself."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.outcome.live import LiveState
from summitry.package.bounds import LIVE_BYTES_MAX
from summitry.package.problems import near, shortened
from summitry.plan.snapshot import Snapshot

T = TypeVar("T")


def live_of(content: bytes, snapshot: Snapshot) -> LiveState:
    """Return the live state that the file holds; all that it names is in the plan.

    Raises
    ------
    SummitryError
        ``live.too_large``, ``live.malformed``, ``live.no_zone``, ``live.unknown_row``,
        ``live.report_twice``, or what is wrong with a value.
    """
    if len(content) > LIVE_BYTES_MAX:
        raise SummitryError("live.too_large", most=LIVE_BYTES_MAX)
    try:
        told = msgspec.json.decode(content, type=LiveState, strict=True)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise SummitryError("live.malformed", problem=shortened(str(problem))) from problem
    live: LiveState = _in_utc(told)
    _require_known(live, snapshot)
    reports = [report.report_id for report in live.reports]
    for report_id in reports:
        if reports.count(report_id) > 1:
            raise SummitryError("live.report_twice", got=report_id)
    return live


def _in_utc(value: Any) -> Any:
    """Return the value with every moment in UTC; one without an offset is refused."""
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise SummitryError("live.no_zone", got=value.isoformat())
        return value.astimezone(UTC)
    if isinstance(value, tuple):
        return tuple(_in_utc(each) for each in value)
    if isinstance(value, Struct):
        cells = {name: _in_utc(getattr(value, name)) for name in value.__struct_fields__}
        return type(value)(**cells)
    return value


def _require_known(live: LiveState, snapshot: Snapshot) -> None:
    """Refuse an id that the plan does not have: mistyped, it would change nothing, silently."""
    for table, ids in _named(live):
        known = snapshot.tables[table]
        for key in ids:
            if key not in known:
                raise SummitryError(
                    "live.unknown_row", table=table, got=key, near=near(key, known.keys())
                )


def _named(live: LiveState) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield each table with the ids of its rows that the live state names."""
    yield "persons", [each for each, _ in live.absences]
    yield "nets", live.dead_nets
    yield "segments", [each for each, _ in live.blocked_segments]
    yield "gates", [each for each, _ in live.shut_gates]
    yield "participants", [each for each, _, _ in live.badge_uses]
    yield "gates", [each for _, each, _ in live.badge_uses]
    yield "assets", live.failed_assets
    yield "capabilities", [each for each, _ in live.failed_capabilities]
    yield "sites", [each.site_id for each in live.reports if each.site_id is not None]
    for report in live.reports:
        yield "details", report.acknowledged_detail_ids
    yield "declarations", [each.declaration_id for each in live.declared]
    for declared in live.declared:
        yield "units", declared.acknowledged_unit_ids
