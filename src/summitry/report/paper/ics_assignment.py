"""ICS 204: what one unit is assigned in one period: posts, tasks, nets."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from summitry.check.view import View, grouped
from summitry.kit.errors import SummitryError, Text
from summitry.kit.time import Interval
from summitry.plan.command import CommandPost, CommandPostNet, Net
from summitry.plan.organisation import Unit
from summitry.plan.places import Site
from summitry.plan.plans import Task, TaskPart
from summitry.plan.posts import Post, PostRequirement
from summitry.report.paper.document import (
    Content,
    Grid,
    Marks,
    Moment,
    Number,
    Sentence,
    Span,
    Value,
    Words,
    listed,
    words,
)
from summitry.report.paper.ics import head, period, signed
from summitry.report.paper.post_card import requirement_told
from summitry.report.paper.source import Source, clipped, joined, split

NO_RESOURCE = Text("No post is assigned for this period.")
NO_TASK = Text("No task is open in this period.")
NO_NET = Text("No net is assigned.")


def subjects(source: Source) -> Iterator[str]:
    """Yield every unit with each day on which one of its posts is staffed."""
    units = source.view.rows(Unit)
    for day, posts in source.post_days().items():
        for unit in sorted(units.keys() & {_staffed_by(post) for post in posts}):
            yield joined(unit, day.isoformat())


def _staffed_by(post: Post) -> str | None:
    return post.holder_unit_id or post.owner_unit_id


def content(source: Source, subject: str) -> Content:
    """Return the assignment list of a unit for a day.

    Raises
    ------
    SummitryError
        ``print.no_row`` where the plan has no such unit, ``print.needs`` without a day.
    """
    unit_id, told_day = split(subject, 2)
    day, span = period(source, told_day)
    unit = source.view.rows(Unit).get(unit_id)
    if unit is None:
        raise SummitryError("print.no_row", table="units", key=unit_id)
    marks = Marks()
    marks.note(unit)
    posts = [post for post in source.post_days().get(day, []) if _staffed_by(post) == unit_id]
    return Content(
        heading=Words(unit.name),
        marks=marks,
        blocks=(
            head(source, span, ("ics-group", Words(unit.name)), _personnel(source, unit, marks)),
            _resources(source, posts, span, marks),
            _tasks(source, unit_id, span, marks),
            _nets(source, posts, marks),
        ),
        beside=(signed("ics-special", "ics-prepared-9"),),
    )


def _personnel(source: Source, unit: Unit, marks: Marks) -> tuple[str, Value]:
    """Return the command posts that direct the unit: offices, since a plan holds no names."""
    own = [
        each
        for each in source.view.rows(CommandPost).values()
        if each.owner_unit_id == unit.unit_id
    ]
    marks.note_all(own)
    return "ics-personnel", listed(Words(each.name) for each in own)


def _resources(source: Source, posts: list[Post], span: Interval, marks: Marks) -> Grid:
    needs = source.view.derive(_needs_by_post)
    sites = source.view.rows(Site)
    rows: list[tuple[Value, ...]] = []
    for post in posts:
        part = clipped(post.interval, span)
        if part is None:
            continue
        own = needs.get(post.post_id, [])
        site = sites.get(post.site_id)
        marks.note(post, site, *own)
        rows.append(
            (
                Words(post.post_id),
                Words(post.name),
                Number(post.headcount_min),
                listed(requirement_told(source, need) for need in own),
                Words(site.name if site is not None else post.site_id),
                Span(part.start, part.end),
            )
        )
    return Grid(
        name="ics-resources",
        columns=("post", "name", "headcount", "needs", "site", "on-duty"),
        rows=tuple(rows),
        empty=Sentence(NO_RESOURCE),
    )


def _needs_by_post(view: View) -> Mapping[str, list[PostRequirement]]:
    return grouped(view.rows(PostRequirement).values(), "post_id")


def _tasks(source: Source, unit_id: str, span: Interval, marks: Marks) -> Grid:
    """Return the tasks that the unit leads or has a part in, due in the period or a day after."""
    last = span.end + timedelta(days=1)
    parts = {
        part.task_id: part
        for part in source.view.rows(TaskPart).values()
        if part.unit_id == unit_id
    }
    rows: list[tuple[Value, ...]] = []
    for task in source.view.rows(Task).values():
        part = parts.get(task.task_id)
        due = part.due if part is not None and part.due is not None else task.due
        if (unit_id not in task.lead_unit_ids and part is None) or due is None:
            continue
        if not span.start <= due < last:
            continue
        marks.note(task, part)
        rows.append((Words(task.title), words(part.part if part else ""), Moment(due)))
    return Grid(
        name="ics-work",
        columns=("task", "part", "due"),
        rows=tuple(rows),
        empty=Sentence(NO_TASK),
    )


def _nets(source: Source, posts: list[Post], marks: Marks) -> Grid:
    nets = source.view.rows(Net)
    used = sorted({post.net_id for post in posts if post.net_id is not None} & nets.keys())
    heard = grouped(source.view.rows(CommandPostNet).values(), "net_id")
    stations = source.view.rows(CommandPost)
    rows: list[tuple[Value, ...]] = []
    for key in used:
        net = nets[key]
        marks.note(net)
        names = (
            Words(stations[each.command_post_id].name)
            for each in heard.get(key, [])
            if each.command_post_id in stations
        )
        rows.append((Words(net.name), words(net.purpose), listed(names)))
    return Grid(
        name="ics-communications",
        columns=("net", "purpose", "command-posts"),
        rows=tuple(rows),
        empty=Sentence(NO_NET),
    )
