"""ICS 205: the radio plan of one period.

A net that stands on no unit's radio plan has places for handwriting.
"""

from collections.abc import Mapping

from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.plan.command import CommandPost, CommandPostNet, Net
from summitry.plan.communications import Channel
from summitry.report.paper.document import (
    Blank,
    Content,
    Day,
    Grid,
    Marks,
    Sentence,
    Term,
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
    """Return the lines of the units' radio plans, then the nets that stand on none of them."""
    nets = source.view.rows(Net)
    channels = source.view.rows(Channel).values()
    on_a_plan = {channel.net_id for channel in channels}
    rows = [_line(source, channel, marks) for channel in channels]
    rows += [_net_line(source, net, marks) for key, net in nets.items() if key not in on_a_plan]
    return Grid(
        name="ics-channels",
        columns=("channel", "function", "net", "assignment", "rx", "tx", "tone", "mode"),
        rows=tuple(rows),
        empty=Sentence(NO_NET),
    )


def _line(source: Source, channel: Channel, marks: Marks) -> tuple[Value, ...]:
    net = source.view.rows(Net).get(channel.net_id)
    marks.note(channel, net)
    return (
        Words(channel.channel),
        words(channel.function),
        Words(net.name if net is not None else channel.net_id),
        _assignment(source, channel.net_id, marks),
        _megahertz(channel.receive_mhz),
        _megahertz(channel.transmit_mhz),
        words(channel.tone),
        Term(channel.mode),
    )


def _net_line(source: Source, net: Net, marks: Marks) -> tuple[Value, ...]:
    marks.note(net)
    assignment = _assignment(source, net.net_id, marks)
    by_hand = (Blank(), Blank(), Blank(), Blank())
    return (Blank(), words(net.purpose), Words(net.name), assignment, *by_hand)


def _megahertz(value: float | None) -> Value:
    """Return the frequency to the hertz: a rounded one would be another channel."""
    return Blank() if value is None else Words(f"{value:.6f}".rstrip("0").rstrip("."))


def _assignment(source: Source, net_id: str, marks: Marks) -> Value:
    """Return who is on the net: the unit that runs it, and the command posts."""
    net = source.view.rows(Net).get(net_id)
    stations = source.view.rows(CommandPost)
    stationed = source.view.derive(_stationed).get(net_id, [])
    marks.note_all(stationed)
    names = [
        Words(stations[each.command_post_id].name)
        for each in stationed
        if each.command_post_id in stations
    ]
    unit = source.unit_name(None if net is None else net.owner_unit_id)
    return listed(each for each in (unit, *names) if not isinstance(each, Blank))


def _stationed(view: View) -> Mapping[str, list[CommandPostNet]]:
    return grouped(view.rows(CommandPostNet).values(), "net_id")
