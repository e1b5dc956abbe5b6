"""ICS 205: the radio plan of one period.

The plan holds what a radio shows, never a frequency; those columns are left to the hand.
"""

from summitry.check.view import grouped
from summitry.kit.errors import Text
from summitry.plan.command import CommandPost, CommandPostNet, Net
from summitry.report.paper.document import (
    Blank,
    Content,
    Day,
    Grid,
    Marks,
    Number,
    Sentence,
    Value,
    Words,
    listed,
    words,
)
from summitry.report.paper.ics import day_subjects, head, period, signed
from summitry.report.paper.source import Source

NO_NET = Text("The plan has no radio net.")

subjects = day_subjects


def content(source: Source, subject: str) -> Content:
    """Return the radio plan of a day."""
    day, span = period(source, subject)
    marks = Marks()
    return Content(
        heading=Day(day),
        marks=marks,
        blocks=(head(source, span), _channels(source, marks)),
        beside=(signed("ics-prepared-at", "ics-special-5", "ics-prepared-6"),),
    )


def _channels(source: Source, marks: Marks) -> Grid:
    heard = grouped(source.view.rows(CommandPostNet).values(), "net_id")
    stations = source.view.rows(CommandPost)
    rows: list[tuple[Value, ...]] = []
    for number, (key, net) in enumerate(source.view.rows(Net).items(), start=1):
        stationed = heard.get(key, [])
        marks.note(net, *stationed)
        names = (
            Words(stations[each.command_post_id].name)
            for each in stationed
            if each.command_post_id in stations
        )
        rows.append(
            (
                Number(number),
                words(net.purpose),
                Words(net.name),
                listed((source.unit_name(net.owner_unit_id), *names)),
                Blank(),
                Blank(),
                Blank(),
                Blank(),
            )
        )
    return Grid(
        name="ics-channels",
        columns=("channel", "function", "net", "assignment", "rx", "tx", "mode", "remarks"),
        rows=tuple(rows),
        empty=Sentence(NO_NET),
    )
