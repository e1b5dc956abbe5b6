"""The card that an officer carries: where, when, what, whom to call, when relief comes."""

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np

from summitry.check.view import View, grouped
from summitry.kit.errors import SummitryError, Text
from summitry.kit.time import Interval, moment_of
from summitry.plan.access import Gate
from summitry.plan.command import CommandPost, Net
from summitry.plan.communications import Contact
from summitry.plan.organisation import Qualification
from summitry.plan.places import Exposure, Position, Site
from summitry.plan.posts import Post, PostRequirement, Sector
from summitry.plan.risks import Rendezvous
from summitry.plan.tables import TABLES
from summitry.plan.terms import RendezvousKind
from summitry.report.paper.document import (
    Clock,
    Content,
    Facts,
    Marks,
    Nothing,
    Number,
    Span,
    Tongue,
    Value,
    Words,
    listed,
    said,
    words,
)
from summitry.report.paper.source import Source, clipped, day_in, joined, split

OF_QUALIFICATION = Text("{count} with: {qualification}")
OF_LANGUAGE = Text("{count} speaking: {language}")
DESK = Text("{office}: {phone}")
ARC = Text("{exposure}: {from_deg}° to {to_deg}°, {when}")


def subjects(source: Source) -> Iterator[str]:
    """Yield every post, as a whole and for each of its days."""
    for post_id, post in source.view.rows(Post).items():
        yield post_id
        for day in source.days_of(post.interval):
            yield joined(post_id, day.isoformat())


def content(source: Source, subject: str) -> Content:
    """Return the card of a post, for one day or for its whole time.

    Raises
    ------
    SummitryError
        ``print.no_row`` where the plan has no such post, ``print.not_on_day`` where it is not
        staffed on that day.
    """
    post_id, told_day = split(subject, 2)
    post = source.view.rows(Post).get(post_id)
    if post is None:
        raise SummitryError("print.no_row", table="posts", key=post_id)
    day = day_in(told_day)
    when = clipped(post.interval, None if day is None else source.day_span(day))
    if when is None:
        raise SummitryError("print.not_on_day", key=post_id, got=told_day)
    marks = Marks()
    marks.note(post)
    return Content(
        heading=Words(post.name),
        marks=marks,
        blocks=(
            Facts("", tuple(_place(source, post, when, marks))),
            Facts("order", tuple(_order(source, post, when, marks))),
            Facts("call", tuple(_call(source, post, marks))),
        ),
    )


def _place(source: Source, post: Post, when: Interval, marks: Marks) -> Iterator[tuple[str, Value]]:
    site = source.view.rows(Site).get(post.site_id)
    marks.note(site)
    yield "post", Words(post.post_id)
    yield "site", Words(site.name if site is not None else post.site_id)
    yield "on-duty", Span(when.start, when.end)
    yield "headcount", Number(post.headcount_min)
    reliefs = tuple(_reliefs(source, post, when, marks))
    yield "relief", listed(map(Clock, reliefs)) if reliefs else Nothing()


def _reliefs(source: Source, post: Post, when: Interval, marks: Marks) -> list[int]:
    """Return the times of day at which somebody comes on after the post has begun."""
    starts = source.view.derive(_shift_starts).get(post.post_id, np.zeros(0, dtype=np.int64))
    if len(starts):
        marks.note_marking(TABLES["shifts"].marking)
    moments = (moment_of(seconds) for seconds in starts.tolist())
    local = (at.astimezone(source.zone) for at in moments if when.start < at < when.end)
    return sorted({(at.hour * 60 + at.minute) for at in local})


def _shift_starts(view: View) -> dict[str, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Return the distinct starts of each post's shifts, in seconds since 1970."""
    shifts = view.columns("shifts")
    if not shifts.size:
        return {}
    posts, starts = shifts["post_id"], shifts["start"]
    order = np.lexsort((starts, posts))
    edges = np.flatnonzero(np.diff(posts[order])) + 1
    return {
        shifts.words["post_id"][posts[part[0]]]: np.unique(starts[part])
        for part in np.split(order, edges)
    }


def _order(source: Source, post: Post, when: Interval, marks: Marks) -> Iterator[tuple[str, Value]]:
    view = source.view
    needs = grouped(view.rows(PostRequirement).values(), "post_id").get(post.post_id, [])
    if needs:
        marks.note_all(needs)
        yield "needs", listed(requirement_told(source, need) for need in needs)
    gate = view.rows(Gate).get(post.gate_id or "")
    if gate is not None:
        marks.note(gate)
        yield "gate", Words(gate.name)
    position = view.rows(Position).get(post.position_id or "")
    if position is not None:
        marks.note(position)
        yield "holds-position", Words(position.name)
    arcs = tuple(_arcs(source, post, when, marks))
    if arcs:
        yield "sector", listed(arcs)


def requirement_told(source: Source, need: PostRequirement) -> Value:
    """Return what so many of the people on a post must be able to do."""
    count = Number(need.headcount_min)
    if need.qualification_id is None:
        return said(OF_LANGUAGE, count=count, language=Tongue(need.language))
    found = source.view.rows(Qualification).get(need.qualification_id)
    name = Words(found.name if found is not None else need.qualification_id)
    return said(OF_QUALIFICATION, count=count, qualification=name)


def _arcs(source: Source, post: Post, when: Interval, marks: Marks) -> Iterator[Value]:
    """Yield the arcs that the post watches within its time."""
    sectors = source.view.derive(_sectors_by_post).get(post.post_id, [])
    for sector in sorted(sectors, key=lambda each: (each.start, each.sector_id)):
        part = clipped(Interval(sector.start, sector.end), when)
        if part is None:
            continue
        exposure = source.view.rows(Exposure).get(sector.exposure_id)
        marks.note(sector, exposure)
        yield said(
            ARC,
            exposure=Words(exposure.name if exposure is not None else sector.exposure_id),
            from_deg=Number(sector.bearing_from_deg),
            to_deg=Number(sector.bearing_to_deg),
            when=Span(part.start, part.end),
        )


def _sectors_by_post(view: View) -> dict[str, list[Sector]]:
    return grouped(view.rows(Sector).values(), "post_id")


def _call(source: Source, post: Post, marks: Marks) -> Iterator[tuple[str, Value]]:
    view = source.view
    net = view.rows(Net).get(post.net_id or "")
    marks.note(net)
    yield "net", words(net.name if net is not None else post.net_id)
    yield "reports-to", listed(_reports_to(view, post, marks))
    unit_id = post.holder_unit_id or post.owner_unit_id
    yield "desk-phone", listed(desks_of(view, unit_id, marks))
    for name, kind in (("rvp", RendezvousKind.RVP), ("fcp", RendezvousKind.FCP)):
        yield name, listed(_points(view, post, kind, marks))
    yield "holder", source.unit_name(post.holder_unit_id or post.owner_unit_id)
    if post.holder_unit_id not in {None, post.owner_unit_id}:
        yield "owner", source.unit_name(post.owner_unit_id)


def _reports_to(view: View, post: Post, marks: Marks) -> Iterable[Value]:
    """Yield the command posts at the site, else those of the unit that answers for the post."""
    every = view.rows(CommandPost).values()
    near = [each for each in every if each.site_id == post.site_id]
    own = [each for each in every if each.owner_unit_id == post.owner_unit_id]
    for each in near or own:
        marks.note(each)
        yield Words(each.name)


def desks_of(view: View, unit_id: str | None, marks: Marks) -> Iterable[Value]:
    """Yield the duty desks of the unit, with how they are reached."""
    for desk in view.rows(Contact).values():
        if desk.unit_id == unit_id:
            marks.note(desk)
            yield said(DESK, office=Words(desk.office), phone=Words(desk.phone or desk.call_sign))


def _points(view: View, post: Post, kind: RendezvousKind, marks: Marks) -> Iterable[Value]:
    for point in view.rows(Rendezvous).values():
        if point.kind is kind and point.site_id == post.site_id:
            marks.note(point)
            yield Words(point.name)


def chosen(source: Source, *, unit: str | None, site: str | None, day: date | None) -> list[str]:
    """Return the posts that a unit staffs, or that stand at a site, on a day."""
    span = None if day is None else source.day_span(day)
    return [
        post_id if day is None else joined(post_id, day.isoformat())
        for post_id, post in source.view.rows(Post).items()
        if (unit is None or unit in {post.holder_unit_id, post.owner_unit_id})
        and (site is None or site == post.site_id)
        and clipped(post.interval, span) is not None
    ]
