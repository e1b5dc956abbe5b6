"""A finding as bytes, so that it can be told again in any language without a new check."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any, cast

import msgspec
from msgspec import Struct

from summitry.kit.errors import Fact
from summitry.kit.ids import UnitId
from summitry.outcome.finding import Finding, Phase, Status, Subject
from summitry.plan.rulings import Ruling
from summitry.plan.terms import Field, Marking, Severity

WORD, MOMENT, PLAIN = "word", "moment", ""


class _Kept(Struct, frozen=True, kw_only=True, omit_defaults=True):
    code: str
    severity: Severity
    status: Status
    phase: Phase
    field: Field
    table: str
    key: str
    column: str | None
    case: str
    discriminator: str
    start: datetime | None
    end: datetime | None
    facts: tuple[tuple[str, str, Any], ...]
    joins: tuple[Subject, ...]
    marking: Marking
    units: tuple[str, ...]
    ruling: Ruling | None = None


_ENCODER = msgspec.json.Encoder(order="sorted")
_DECODER = msgspec.json.Decoder(_Kept)


def finding_bytes(finding: Finding) -> bytes:
    """Return the finding with the type of each fact: it decides how the fact is written."""
    cells = {name: getattr(finding, name) for name in finding.__struct_fields__}
    facts = tuple((name, *_kept(value)) for name, value in sorted(finding.facts.items()))
    return _ENCODER.encode(_Kept(**{**cells, "facts": facts}))


def finding_of(content: bytes) -> Finding:
    """Return the finding that the bytes hold; it equals the one that was kept."""
    kept = _DECODER.decode(content)
    cells = {name: getattr(kept, name) for name in kept.__struct_fields__}
    facts: Mapping[str, Fact | datetime] = {
        name: _fact(kind, value) for name, kind, value in kept.facts
    }
    units = tuple(map(UnitId, kept.units))
    ends = {name: _utc(getattr(kept, name)) for name in ("start", "end")}
    return Finding(**{**cells, **ends, "facts": facts, "units": units})


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC)


def _kept(value: object) -> tuple[str, object]:
    if isinstance(value, StrEnum):
        return WORD, str(value)
    if isinstance(value, datetime):
        return MOMENT, value.isoformat()
    return PLAIN, value


def _fact(kind: str, value: object) -> Fact | datetime:
    if kind == WORD:
        return _word(str(value))
    if kind == MOMENT:
        return datetime.fromisoformat(str(value)).astimezone(UTC)
    return cast("Fact", tuple(value) if isinstance(value, list) else value)


@cache
def _word(value: str) -> StrEnum:
    """Return a word of some vocabulary: a reader's language has one sentence for each value."""
    made: Any = StrEnum
    return cast("StrEnum", made("Word", {"WORD": value})["WORD"])
