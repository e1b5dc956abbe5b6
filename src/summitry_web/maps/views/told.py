"""The drawing as JSON for the script, and as lists for everybody."""

from typing import Any

from django.urls import reverse
from msgspec import Struct

from summitry.kit.errors import Text
from summitry.plan.table import Column as PlanColumn
from summitry.plan.table import target_of
from summitry.plan.tables import TABLES
from summitry.plan.terms import Severity
from summitry.report.formats import DASH
from summitry.report.words import word
from summitry_web.accounts.pages import Here
from summitry_web.frame.listing import Column
from summitry_web.maps.access import LAYERS, STATES, Around, Drawn, Floor, Group, Layer, SightLine
from summitry_web.maps.access.plane import Frame
from summitry_web.plans.access import has_rows_to_edit

Json = dict[str, Any]
DECIMALS = 2
SECTORS = "sectors"
LABELS = {**{each.table: each.label for each in LAYERS}, SECTORS: Text("Sectors of posts")}
RANKS = {severity.value: severity.depth for severity in Severity}


class Line(Struct, frozen=True, kw_only=True):
    """One thing of the drawing, as a line of the list."""

    layer: str
    key: str
    name: str
    place: str
    height: str
    finding: str
    address: str


THINGS: tuple[Column[Line], ...] = (
    Column("layer", Text("Layer"), lambda line: line.layer),
    Column("key", Text("Key"), lambda line: line.key, link=lambda line: line.address),
    Column("name", Text("Name"), lambda line: line.name),
    Column("place", Text("Place, metres east and north"), lambda line: line.place),
    Column("height", Text("Height in metres"), lambda line: line.height),
    Column(
        "finding", Text("Worst finding"), lambda line: line.finding, kind="severity",
        order=lambda line: RANKS.get(line.finding, len(RANKS)),
    ),
)  # fmt: skip


def things_of(here: Here, drawn: Drawn) -> list[Line]:
    """Return everything that is drawn as lines of a list."""
    gettext = here.reader.gettext
    lines = [
        Line(
            layer=gettext(LABELS[each.table]), key=each.key, name=each.name,
            place="; ".join(f"{x:g} {y:g}" for x, y in each.points), height=each.height,
            finding=each.finding, address=each.address,
        )
        for each in drawn.shapes
    ]  # fmt: skip
    lines += [
        Line(
            layer=gettext(LABELS[SECTORS]), key=each.sector, name=each.post,
            place=f"{each.exposure}: {each.from_deg:g}°{DASH}{each.to_deg:g}°", height="",
            finding="", address=_row_address(here, SECTORS, each.sector),
        )
        for each in drawn.fans
    ]  # fmt: skip
    for group in drawn.groups:
        at = f"{group.place[0]:g} {group.place[1]:g}"
        for key, name in group.names.items():
            address = _row_address(here, group.table, key)
            lines.append(
                Line(
                    layer=gettext(LABELS[group.table]), key=key, name=name,
                    place=f"{at} ({group.anchors[key]})", height="", finding=group.finding_of(key),
                    address=address,
                )
            )  # fmt: skip
    return lines


def _row_address(here: Here, table: str, key: str) -> str:
    return reverse("plans:row", kwargs={"event": here.event.slug, "table": table, "key": key})


def sight_columns(here: Here) -> tuple[Column[SightLine], ...]:
    """Return the columns of the list of sight lines."""
    gettext, number = here.reader.gettext, here.formats.number
    return (
        Column("position", Text("Position"), lambda line: line.position,
               link=lambda line: _row_address(here, "positions", line.position)),
        Column("name", Text("Name"), lambda line: line.name),
        Column("metres", Text("Metres"), lambda line: round(line.metres)),
        Column("bearing", Text("Bearing in degrees"), lambda line: round(line.bearing)),
        Column("state", Text("What is known of the line"),
               lambda line: gettext(STATES[line.state])),
        Column("blockers", Text("What stands between"), lambda line: "; ".join(
            gettext(BLOCKER).format(
                obstacle=f"{each.key} {each.name}", metres=number(round(each.metres)),
                line=number(round(each.line_m, 1)), base=number(each.base_m),
                top=number(each.top_m))
            for each in line.blockers)),
        Column("posts", Text("Posts set to hold it"), lambda line: ", ".join(line.posts)),
        Column("finding", Text("Worst finding"), lambda line: line.finding, kind="severity",
               order=lambda line: RANKS.get(line.finding, len(RANKS))),
    )  # fmt: skip


BLOCKER = Text(
    "{obstacle}: {metres} m from the position, where the line is {line} m high and it reaches "
    "from {base} to {top} m"
)


def data_of(here: Here, drawn: Drawn, floors: tuple[Floor, ...], around: Around | None) -> Json:
    """Return the drawing as the script takes it."""
    return {
        "revision": here.event.revision,
        "site": drawn.site,
        "may_edit": has_rows_to_edit(here.actor, at=here.at),
        "frame": _frame(drawn.frame),
        "layers": [_layer(here, layer, drawn) for layer in LAYERS],
        "fans": [
            {"post": each.post, "exposure": each.exposure, "from_deg": each.from_deg,
             "to_deg": each.to_deg, "points": _short(each.points)}
            for each in drawn.fans
        ],
        "groups": [_group(here, group) for group in drawn.groups],
        "floors": [
            {"number": each.number, "address": each.address, "width": each.width,
             "height": each.height, "opacity": each.opacity, "matrix": list(each.matrix)}
            for each in floors
        ],
        "around": None if around is None else _around(here, around),
        "left_out": drawn.left_out,
    }  # fmt: skip


def _frame(frame: Frame) -> list[float]:
    sides = (frame.west, frame.south, frame.east, frame.north)
    return [round(side, DECIMALS) for side in sides]


def _layer(here: Here, layer: Layer, drawn: Drawn) -> Json:
    return {
        "table": layer.table,
        "label": here.reader.gettext(layer.label),
        "form": layer.form,
        "columns": list(layer.columns),
        "optional": layer.is_optional,
        "fields": [
            _field(here, column)
            for column in TABLES[layer.table].columns
            if column.required and column.name not in layer.columns
        ],
        "shapes": [
            {"key": each.key, "name": each.name, "hash": each.hash, "own": each.own,
             "look": each.look, "points": [list(point) for point in each.points],
             "finding": each.finding, "address": each.address}
            for each in (*drawn.of(layer.table), *drawn.bare(layer.table))
        ],
    }  # fmt: skip


def _field(here: Here, column: PlanColumn) -> Json:
    return {
        "name": column.name,
        "label": here.reader.gettext(column.label),
        "kind": column.kind.value,
        "target": target_of(column) if column.id_type else None,
        "choices": [
            {"value": each.value, "label": word(each.value, here.reader)} for each in column.choices
        ],
    }


def _group(here: Here, group: Group) -> Json:
    return {
        "table": group.table,
        "label": here.reader.gettext(LABELS[group.table]),
        "place": list(group.place),
        "anchor": group.anchor,
        "count": len(group.anchors),
        "finding": group.finding,
    }


def _around(here: Here, around: Around) -> Json:
    gettext = here.reader.gettext
    return {
        "key": around.key,
        "place": list(around.place),
        "lines": [
            {"position": each.position, "name": each.name, "state": each.state.value,
             "told": gettext(STATES[each.state]), "points": [list(p) for p in each.points],
             "metres": round(each.metres), "blockers": [b.key for b in each.blockers]}
            for each in around.lines
        ],
        "watched": [
            {"post": each.post, "from_deg": each.from_deg, "to_deg": each.to_deg,
             "points": _short(each.points)}
            for each in around.watched
        ],
        "blind": [
            {"from_deg": each.from_deg, "to_deg": each.to_deg, "points": _short(each.points)}
            for each in around.blind
        ],
    }  # fmt: skip


def _short(points: tuple[tuple[float, float], ...]) -> list[list[float]]:
    return [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in points]
