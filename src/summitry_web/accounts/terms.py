"""What a grant is about, as somebody types it: role, unit, person, clearance and time."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role

ID = re.compile(r"[^\W_][\w.:-]{0,79}")
LINES_MAX = 100
PARTS_MAX = 4

OF_THE_EVENT = frozenset({Role.ORGANISER, Role.APPROVER, Role.AUTHORITY, Role.AUDITOR})
"""Roles that no unit has: they are of the whole event."""
OF_A_UNIT = frozenset({Role.UNIT_LEAD})


class Wish(Struct, frozen=True, kw_only=True):
    """Whom somebody wants in the event, as what."""

    email: str
    role: Role
    unit_id: str = ""
    person_id: str = ""
    name: str = ""
    clearance: Marking = Marking.AMBER
    not_before: datetime | None = None
    not_after: datetime | None = None

    def __post_init__(self) -> None:
        try:
            validate_email(self.email)
        except ValidationError as problem:
            raise SummitryError("invitation.email") from problem
        for value in (self.unit_id, self.person_id):
            if value and not ID.fullmatch(value):
                raise SummitryError("invitation.id", got=value)
        if self.role in OF_A_UNIT and not self.unit_id:
            raise SummitryError("invitation.unit_missing", role=self.role.value)
        if self.role in OF_THE_EVENT and self.unit_id:
            raise SummitryError("invitation.unit_needless", role=self.role.value)
        require_span(self.not_before, self.not_after)

    def plain(self) -> dict[str, Any]:
        """Return it in types that JSON knows."""
        moments = {"not_before": self.not_before, "not_after": self.not_after}
        return {
            "email": self.email, "role": self.role.value, "unit_id": self.unit_id,
            "person_id": self.person_id, "name": self.name, "clearance": self.clearance.value,
            **{name: None if at is None else at.isoformat() for name, at in moments.items()},
        }  # fmt: skip


def wish_of(plain: dict[str, Any]) -> Wish:
    """Return the wish that was made plain."""
    cells = dict(plain)
    for name in ("not_before", "not_after"):
        cells[name] = datetime.fromisoformat(cells[name]) if cells.get(name) else None
    role, clearance = Role(cells.pop("role")), Marking(cells.pop("clearance"))
    return Wish(role=role, clearance=clearance, **cells)


def require_span(start: datetime | None, end: datetime | None) -> None:
    """Refuse a span that ends before it starts."""
    if start is not None and end is not None and end <= start:
        raise SummitryError("grant.span")


def role_of(typed: str) -> Role:
    """Return the role of that name."""
    known = {each.value for each in Role}
    if typed not in known:
        raise SummitryError("grant.role", got=typed, expected=tuple(sorted(known)))
    return Role(typed)


def clearance_of(typed: str) -> Marking:
    """Return the marking of that name."""
    known = {each.value for each in Marking}
    if typed not in known:
        raise SummitryError(
            "grant.marking", got=typed, expected=tuple(each.value for each in Marking)
        )
    return Marking(typed)


def moment_of(typed: str, zone: ZoneInfo) -> datetime | None:
    """Return the moment that was typed in the event's own time; None where nothing was."""
    if not typed.strip():
        return None
    try:
        at = datetime.fromisoformat(typed.strip())
    except ValueError as problem:
        raise SummitryError("moment.malformed", got=typed) from problem
    return at if at.tzinfo is not None else at.replace(tzinfo=zone)


def wishes_of(pasted: str, clearance: Marking) -> tuple[Wish, ...]:
    """Return a wish for each pasted line of ``email;role;unit;person``; all of them, or none.

    Raises
    ------
    SummitryError
        ``invitation.line`` names the first line that is wrong; ``invitation.too_many`` beyond 100.
    """
    lines = [line.strip() for line in pasted.replace("\t", ";").splitlines() if line.strip()]
    if len(lines) > LINES_MAX:
        raise SummitryError("invitation.too_many", got=len(lines), most=LINES_MAX)
    return tuple(_wish_of_line(number, line, clearance) for number, line in enumerate(lines, 1))


def _wish_of_line(number: int, line: str, clearance: Marking) -> Wish:
    parts = [part.strip() for part in line.split(";")]
    if len(parts) > PARTS_MAX:
        raise SummitryError("invitation.line", line=number, problem="invitation.parts")
    email, role, unit, person = (parts + [""] * PARTS_MAX)[:PARTS_MAX]
    try:
        return Wish(
            email=email.lower(), role=role_of(role), unit_id=unit, person_id=person,
            clearance=clearance,
        )  # fmt: skip
    except SummitryError as problem:
        raise SummitryError("invitation.line", line=number, problem=problem.code) from problem
