"""Rows without a place of their own, counted where the plan says that they belong."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from summitry.plan.access import Gate
from summitry.plan.perimeter import Opening
from summitry.plan.places import Exit
from summitry.plan.posts import Post
from summitry.plan.table import Point, Points, Row
from summitry_web.accounts.pages import Here
from summitry_web.maps.access.held import GROUPED, Read
from summitry_web.maps.access.plane import Frame, middle_of
from summitry_web.plans.told import row_marks

RANK = ("critical", "high", "medium", "low")


class Group(Struct, frozen=True, kw_only=True):
    """Rows of one table that stand at one place of the drawing."""

    table: str
    place: Point
    anchors: Mapping[str, str]
    """By the key of each row, the row at which it stands."""
    names: Mapping[str, str]
    findings: Mapping[str, str]
    """The gravest finding on each row that has any."""

    @property
    def anchor(self) -> str:
        """The rows at which these stand, in words of the plan."""
        return ", ".join(sorted(set(self.anchors.values())))

    @property
    def finding(self) -> str:
        """The gravest of all."""
        return min(self.findings.values(), key=RANK.index, default="")

    def finding_of(self, key: str) -> str:
        """Return the gravest finding on the row, empty where there is none."""
        return self.findings.get(key, "")


def groups_of(
    here: Here, held: Read, by_layer: Mapping[str, Mapping[str, Points]], frame: Frame
) -> Iterator[Group]:
    """Yield the rows without places of their own, where the plan says that they belong."""
    for table in GROUPED:
        marks = row_marks(here, table, held.rows[table])
        # Zones lie within one another: those with the same middle share one sign.
        by_place: dict[Point, dict[str, str]] = {}
        for key, row in held.rows[table].items():
            if key in by_layer[table]:
                continue
            home = _anchor(row, by_layer)
            if home is not None:
                place = middle_of(by_layer[home[0]][home[1]])
                by_place.setdefault(place, {})[key] = home[1]
        for place, anchors in sorted(by_place.items()):
            if frame.meets((place,)):
                yield Group(
                    table=table,
                    place=place,
                    anchors=anchors,
                    names={key: str(getattr(held.rows[table][key], "name", "")) for key in anchors},
                    findings={key: marks[key] for key in anchors if key in marks},
                )


def _anchor(row: Row, by_layer: Mapping[str, Mapping[str, Points]]) -> tuple[str, str] | None:
    """Return the drawn row at which the row stands: a post at its position, else at its site."""
    wanted: Sequence[tuple[str, str]] = ()
    if isinstance(row, Post):
        wanted = (("positions", row.position_id or ""), ("sites", row.site_id))
    elif isinstance(row, Gate | Exit | Opening):
        wanted = (("zones", row.zone_id),)
    return next((each for each in wanted if each[1] in by_layer[each[0]]), None)
