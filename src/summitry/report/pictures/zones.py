"""Zones with their ways in, their exits and their evacuation, one line for each zone."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from summitry.check.view import grouped
from summitry.kit.errors import Text
from summitry.plan.access import Gate
from summitry.plan.perimeter import Evacuation, Opening
from summitry.plan.places import Exit, Site, Zone
from summitry.plan.terms import Ring
from summitry.report.pictures.sheet import Source, draw_keys, draw_mark, draw_remarks
from summitry.report.pictures.svg import EDGE, WIDTH, Drawing, Picture
from summitry.report.words import word

KIND = "zones"
TITLE = Text("Zones: ways in, ways out, evacuation")
TOLD = Text(
    "A line for each zone, from the outside inwards: its ring and the people it may hold, the "
    "gates and openings into it, its exits with their widths, and how it is emptied."
)
ZONES_MAX = 40
MARKS_MAX = 24
EXITS_MAX = 12
TOP = 40
LANE = 18
MARK = 18
WAYS = 270.0
EXITS = 530.0
EVACUATION = 760.0
METRE = 9.0
BAR_MIN = 6.0
BAR_MAX = 110.0
INDENT = 14
RINGS = {Ring.OUTER: 0, Ring.MIDDLE: 1, Ring.INNER: 2}
HEADS = (
    (EDGE, Text("Zone")),
    (WAYS, Text("Ways in")),
    (EXITS, Text("Exits, clear width")),
    (EVACUATION, Text("Evacuation")),
)


class Around(Struct, frozen=True):
    """Everything that leads into a zone or out of it."""

    zone: Zone
    gates: Sequence[Gate]
    openings: Sequence[Opening]
    exits: Sequence[Exit]
    evacuations: Sequence[Evacuation]

    @property
    def height(self) -> float:
        """How high its line must be."""
        lanes = max(3, min(len(self.exits), EXITS_MAX + 1), 2 * len(self.evacuations))
        per_lane = int((EXITS - WAYS - EDGE) // MARK)
        ways = min(len(self.gates), MARKS_MAX), min(len(self.openings), MARKS_MAX)
        rows = sum(-(-each // per_lane) for each in ways)
        return LANE * max(lanes, rows) + 10.0


def draw(source: Source) -> Picture:
    """Return the zones of the site asked for, else of every site."""
    drawing = source.drawing(KIND, width=WIDTH, mirrored=True)
    every = _around(source)
    y = float(TOP)
    for x, head in HEADS if every else ():
        drawing.text(x, 22, source.t(head), look="strong")
    for number, around in enumerate(every[:ZONES_MAX]):
        if number % 2 == 0:
            drawing.rect(0, y, (WIDTH, around.height), "stripe")
        _Line(drawing, source, around).draw(y)
        y += around.height
    if every:
        y = draw_keys(drawing, y, _keys(source))
    remarks = list(_remarks(source, every))
    return drawing.finished(source.t(TITLE), source.t(TOLD), draw_remarks(drawing, y, remarks))


def _around(source: Source) -> list[Around]:
    """Return the zones by site, each site's from the outside inwards."""
    rows = source.snapshot.rows
    gates = grouped(rows(Gate).values(), "zone_id")
    openings = grouped(rows(Opening).values(), "zone_id")
    exits = grouped(rows(Exit).values(), "zone_id")
    evacuations = grouped(rows(Evacuation).values(), "zone_id")
    zones = [each for each in rows(Zone).values() if source.wish.site in {None, each.site_id}]
    return [
        Around(
            zone,
            gates.get(zone.zone_id, ()),
            openings.get(zone.zone_id, ()),
            exits.get(zone.zone_id, ()),
            evacuations.get(zone.zone_id, ()),
        )
        for zone in sorted(zones, key=lambda zone: (zone.site_id, RINGS[zone.ring], zone.zone_id))
    ]


def _keys(source: Source) -> tuple[tuple[str, str, str], ...]:
    return (
        ("square", "k-task", source.t(Text("gate"))),
        ("circle", "k-held", source.t(Text("opening held by a post"))),
        ("diamond", "k-held", source.t(Text("opening locked and alarmed"))),
        ("cross", "k-bad", source.t(Text("opening neither held nor locked and alarmed"))),
        ("rect", "exit", source.t(Text("exit"))),
        ("filled", "hatch", source.t(Text("exit with steps"))),
    )


class _Line:
    """Draws one zone."""

    def __init__(self, drawing: Drawing, source: Source, around: Around) -> None:
        self._drawing, self._source, self._around = drawing, source, around

    def draw(self, top: float) -> None:
        """Draw the zone, its ways in, its exits and its evacuation."""
        self._draw_zone(top)
        self._draw_ways(top)
        self._draw_exits(top)
        self._draw_evacuations(top)

    def _draw_zone(self, top: float) -> None:
        zone, source = self._around.zone, self._source
        x = EDGE + INDENT * RINGS[zone.ring]
        high = self._around.height - 10
        self._drawing.rect(x, top + 5, (8, high), f"ring {zone.ring}")
        room = WAYS - x - 30
        site = source.snapshot.rows(Site).get(zone.site_id)
        place = zone.site_id if site is None else site.name
        self._drawing.text(x + 16, top + 19, zone.name, room=room, look="strong")
        ring = f"{word(zone.ring, source.formats.language)} · {place}"
        self._drawing.text(x + 16, top + 37, ring, room=room, look="small soft")
        if zone.capacity_max is None:
            told = source.t(Text("nobody has said how many it may hold"))
        else:
            told = source.n("at most {count} person", "at most {count} people", zone.capacity_max)
        self._drawing.text(x + 16, top + 53, told, room=room, look="small")

    def _draw_ways(self, top: float) -> None:
        around = self._around
        gates = [("square", "k-task", f"{each.gate_id} · {each.name}") for each in around.gates]
        openings = [(*_look(each), f"{each.opening_id} · {each.name}") for each in around.openings]
        # What is amiss comes first: it is never among those that have no room.
        openings.sort(key=lambda each: (each[0] != "cross", each[2]))
        y = self._draw_marks(gates, top + 14)
        self._draw_marks(openings, y + LANE if gates else y)

    def _draw_marks(self, marks: Sequence[tuple[str, str, str]], y: float) -> float:
        """Draw the marks in as many lines as it takes; return the last line's height."""
        x = WAYS + 8
        for form, look, told in marks[:MARKS_MAX]:
            if x > EXITS - EDGE - MARK:
                x, y = WAYS + 8, y + LANE
            draw_mark(self._drawing, form, (x, y), look, told)
            x += MARK
        if len(marks) > MARKS_MAX:
            rest = self._source.formats.number(len(marks) - MARKS_MAX)
            self._drawing.text(x, y + 4, f"+{rest}", look="small")
        return y

    def _draw_exits(self, top: float) -> None:
        exits = sorted(self._around.exits, key=lambda each: (-each.width_m, each.exit_id))
        y = top + 8
        for each in exits[:EXITS_MAX]:
            wide = min(max(each.width_m * METRE, BAR_MIN), BAR_MAX)
            told = f"{each.exit_id} · {self._metres(each.width_m)}"
            self._drawing.rect(EXITS, y, (wide, 11), "exit", told)
            if each.stepped:
                self._drawing.filled(EXITS, y, (wide, 11), "hatch", told)
            words = self._metres(each.width_m)
            self._drawing.text(EXITS + wide + 6, y + 10, words, look="small")
            y += LANE
        rest = exits[EXITS_MAX:]
        if rest:
            told = self._source.n(
                "{count} further exit, {metres} m in all",
                "{count} further exits, {metres} m in all",
                len(rest),
                metres=self._source.formats.number(sum(each.width_m for each in rest)),
            )
            self._drawing.text(EXITS, y + 10, told, room=EVACUATION - EXITS - 8, look="small")
        if not exits:
            none = self._source.t(Text("no exit in the plan"))
            self._drawing.text(EXITS, y + 10, none, room=EVACUATION - EXITS - 8, look="late")

    def _metres(self, width: float) -> str:
        return self._source.t(Text("{metres} m"), metres=self._source.formats.number(width))

    def _draw_evacuations(self, top: float) -> None:
        source, y, room = self._source, top + 19, WIDTH - EDGE - EVACUATION
        for each in self._around.evacuations:
            told = source.t(
                Text("People: {count}; minutes: {minutes}"),
                count=source.formats.fact(each.persons),
                minutes=source.formats.fact(each.minutes_max),
            )
            self._drawing.text(EVACUATION, y, told, room=room)
            points = source.formats.listed(each.rendezvous_ids)
            to = source.t(Text("to: {points}"), points=points)
            self._drawing.text(EVACUATION, y + 16, to, room=room, look="small soft")
            y += 2 * LANE
        if not self._around.evacuations:
            none = source.t(Text("no evacuation in the plan"))
            self._drawing.text(EVACUATION, y, none, room=room, look="soft")


def _look(opening: Opening) -> tuple[str, str]:
    """Return the form and look of an opening: held, shut, or neither."""
    if opening.post_id is not None:
        return "circle", "k-held"
    if opening.locked and opening.alarmed:
        return "diamond", "k-held"
    return "cross", "k-bad"


def _remarks(source: Source, every: Sequence[Around]) -> Iterator[str]:
    if not every:
        yield source.t(Text("The plan has no zones here."))
    rest = len(every) - ZONES_MAX
    if rest > 0:
        yield source.n(
            "{count} further zone is not drawn.", "{count} further zones are not drawn.", rest
        )
