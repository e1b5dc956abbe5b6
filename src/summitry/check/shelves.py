"""Controlled lists with their versions: which were recalled, and which are in force."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from summitry.check.standing import with_power
from summitry.check.view import View
from summitry.plan.access import ControlledList, ListVersion
from summitry.plan.attestation import AttestationKind
from summitry.plan.terms import ListKind, Power

GATE_LISTS = frozenset({ListKind.ACCESS, ListKind.REVOCATION})
"""Every gate decides on these; a guest list goes where its guests enter."""


class Issue(Struct, frozen=True, kw_only=True):
    """A version with when it was recalled, None while it is in force."""

    version: ListVersion
    recalled: datetime | None


class Shelf(Struct, frozen=True, kw_only=True):
    """A list with its versions that are in force and those issued later, lowest number first."""

    listed: ControlledList
    active: Sequence[ListVersion]
    pending: Sequence[ListVersion]

    @property
    def newest(self) -> ListVersion | None:
        """The version that every gate must have."""
        return next(iter([*reversed(self.active), *self.pending]), None)


def issues(view: View) -> Mapping[str, Issue]:
    """Return every version by key, with the moment of its recall by somebody who may recall."""
    found = {}
    for key, version in view.rows(ListVersion).items():
        recalls = with_power(view, version, AttestationKind.RECALLED, Power.RECALL_LIST)
        recalled = min((entry.at for entry in recalls), default=None)
        found[key] = Issue(version=version, recalled=recalled)
    return found


def shelves(view: View) -> Mapping[str, Shelf]:
    """Return every list by id with its versions in force and those still to come."""
    by_list: dict[str, list[ListVersion]] = {}
    for issue in view.derive(issues).values():
        if issue.recalled is None:
            by_list.setdefault(issue.version.list_id, []).append(issue.version)
    return {
        list_id: Shelf(
            listed=listed,
            active=[v for v in _by_number(by_list.get(list_id, [])) if v.issued <= view.at],
            pending=[v for v in _by_number(by_list.get(list_id, [])) if v.issued > view.at],
        )
        for list_id, listed in view.rows(ControlledList).items()
    }


def _by_number(versions: Sequence[ListVersion]) -> list[ListVersion]:
    return sorted(versions, key=lambda version: version.version)
