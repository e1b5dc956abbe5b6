"""The map of the district and the timeline of findings, which the page has too, as pictures."""

from math import ceil

from markupsafe import Markup

from summitry.kit.errors import Text
from summitry.plan.places import Site
from summitry.plan.terms import Severity
from summitry.report.pictures.district import District, districts
from summitry.report.pictures.sheet import Key, Source, draw_keys, draw_remarks
from summitry.report.pictures.svg import Picture
from summitry.report.pictures.timeline import timeline
from summitry.report.templating import environment
from summitry.report.words import word

MAP = "map"
TIMELINE = "timeline"
MAP_TITLE = Text("Map")
MAP_TOLD = Text(
    "Zones, obstacles, roads, exposed places and positions on the plan's own grid, north up, with "
    "the lines of sight that nobody holds."
)
NO_MAP = Text("No place of the plan has coordinates.")
NO_CLOSE_UP = Text("A site has a map of its own only where exposed places with coordinates are.")
TIMELINE_TITLE = Text("When things are uncovered")
TIMELINE_TOLD = Text("Uncovered stretches over time, a line for each field, a lane by severity.")


def draw_map(source: Source) -> Picture:
    """Return the map of everything that has coordinates, or the close-up of the site asked for."""
    drawing = source.drawing(MAP, width=1000, mirrored=False)
    drawn = _maps(source)
    remarks: list[str] = []
    top, body = 0.0, Markup()
    if drawn:
        top = draw_keys(drawing, drawn[-1].height, _map_keys(source))
        metres = source.formats.number(drawn[-1].scale_m)
        told = source.t(Text("{metres} m"), metres=metres)
        body = _rendered("district_drawing.html", district=drawn[-1], scale_told=told)
        left_out = drawn[-1].left_out
        if left_out:
            remarks.append(
                source.n(
                    "{count} shape was too much to draw.",
                    "{count} shapes were too many to draw.",
                    left_out,
                )
            )
    else:
        remarks.append(source.t(NO_MAP if source.wish.site is None else NO_CLOSE_UP))
    height = ceil(draw_remarks(drawing, top, remarks))
    return Picture(
        kind=MAP,
        title=source.t(MAP_TITLE),
        told=source.t(MAP_TOLD),
        width=1000,
        height=height,
        body=body + drawing.body(),
    )


def _maps(source: Source) -> tuple[District, ...]:
    """Return the drawings of which the last is asked for."""
    drawn = districts(source.snapshot, source.findings)
    if source.wish.site is None:
        return drawn
    name = source.snapshot.rows(Site)[source.wish.site].name
    return tuple(each for each in drawn if each.name == name)


def draw_timeline(source: Source) -> Picture:
    """Return the findings that have a time."""
    drawing = source.drawing(TIMELINE, width=1000, mirrored=True)
    drawn = timeline(source.findings, source.assessment.event, source.formats)
    remarks: list[str] = []
    top, body = 0.0, Markup()
    if drawn is None:
        remarks.append(source.t(Text("No finding has a time.")))
    else:
        told = source.t(
            Text("Opening: {moment}"), moment=source.formats.moment(source.assessment.event.opens)
        )
        top = draw_keys(drawing, drawn.height, _timeline_keys(source))
        body = _rendered("timeline_drawing.html", timeline=drawn, opening_told=told)
        if drawn.outside:
            remarks.append(
                source.n(
                    "{count} finding lies more than 30 days from the event and is not drawn.",
                    "{count} findings lie more than 30 days from the event and are not drawn.",
                    drawn.outside,
                )
            )
    height = ceil(draw_remarks(drawing, top, remarks))
    return Picture(
        kind=TIMELINE,
        title=source.t(TIMELINE_TITLE),
        told=source.t(TIMELINE_TOLD),
        width=1000,
        height=height,
        body=body + drawing.body(),
    )


def _rendered(name: str, **values: object) -> Markup:
    """Return the drawing that the page has too, without the page's links."""
    template = environment().get_template(name)
    return Markup(template.render(linked=False, **values))  # noqa: S704  # the template escapes


def _map_keys(source: Source) -> tuple[Key, ...]:
    return (
        ("line", "sight", source.t(Text("line of sight that nobody holds"))),
        ("circle", "exposure", source.t(Text("exposed place"))),
        ("circle", "position open", source.t(Text("open position"))),
        ("circle", "position", source.t(Text("position held, hidden or accepted"))),
        ("rect", "obstacle", source.t(Text("obstacle"))),
        ("rect", "obstacle screen", source.t(Text("screen that a control puts up"))),
        ("line", "road", source.t(Text("road"))),
        ("line", "road closed", source.t(Text("road with a planned closure"))),
        ("square", "site", source.t(Text("site"))),
        ("square", "rvp", source.t(Text("rendezvous point or forward command post"))),
    )


def _timeline_keys(source: Source) -> list[Key]:
    language = source.formats.language
    return [
        *(("rect", f"bar-{each}", word(each, language)) for each in Severity),
        ("line", "opening", source.t(Text("opening"))),
    ]
