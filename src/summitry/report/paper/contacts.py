"""The contact sheet: command posts, nets and offices; never a person."""

from collections.abc import Iterator

from summitry.check.view import grouped
from summitry.kit.errors import Text
from summitry.plan.command import CommandPost, CommandPostNet, Link, Net
from summitry.plan.communications import Contact
from summitry.plan.organisation import Unit
from summitry.plan.places import Site
from summitry.report.paper.document import (
    Blank,
    Content,
    Grid,
    Listed,
    Marks,
    Sentence,
    Term,
    Value,
    Words,
    listed,
    words,
)
from summitry.report.paper.source import Source

NO_DESK = Text("The plan has no duty desk.")
NO_COMMAND_POST = Text("The plan has no command post.")
NO_NET = Text("The plan has no radio net.")
NO_LINK = Text("The plan has no direct line between command posts.")
NO_UNIT = Text("The plan has no unit.")


def subjects(_source: Source) -> Iterator[str]:
    """Yield the one contact sheet that there is."""
    yield ""


def content(source: Source, _subject: str) -> Content:
    """Return duty desks, command posts with their nets, nets, direct lines, and units' offices.

    A number that the plan does not hold has a place for handwriting.
    """
    marks = Marks()
    return Content(
        heading=Words(source.event.name),
        marks=marks,
        blocks=(
            _desks(source, marks),
            _command_posts(source, marks),
            _nets(source, marks),
            _links(source, marks),
            _units(source, marks),
        ),
    )


def _desks(source: Source, marks: Marks) -> Grid:
    desks = source.view.rows(Contact).values()
    marks.note_all(desks)
    return Grid(
        name="desks",
        columns=("office", "unit", "phone", "call-sign", "hours"),
        rows=tuple(
            (
                Words(desk.office),
                source.unit_name(desk.unit_id),
                words(desk.phone),
                words(desk.call_sign),
                words(desk.hours),
            )
            for desk in desks
        ),
        empty=Sentence(NO_DESK),
    )


def _command_posts(source: Source, marks: Marks) -> Grid:
    view = source.view
    nets = view.rows(Net)
    heard = grouped(view.rows(CommandPostNet).values(), "command_post_id")
    rows: list[tuple[Value, ...]] = []
    for key, post in view.rows(CommandPost).items():
        site = view.rows(Site).get(post.site_id or "")
        on_nets = heard.get(key, [])
        marks.note(post, site, *on_nets)
        names = (nets[each.net_id].name for each in on_nets if each.net_id in nets)
        rows.append(
            (
                Words(post.name),
                Term(post.level),
                source.unit_name(post.owner_unit_id),
                words(site.name if site is not None else post.site_id),
                listed(map(Words, names)),
                Blank(),
            )
        )
    return Grid(
        name="command-posts",
        columns=("command-post", "level", "unit", "site", "nets", "phone"),
        rows=tuple(rows),
        empty=Sentence(NO_COMMAND_POST),
    )


def _nets(source: Source, marks: Marks) -> Grid:
    nets = source.view.rows(Net).values()
    marks.note_all(nets)
    return Grid(
        name="nets",
        columns=("net", "purpose", "unit"),
        rows=tuple(
            (Words(net.name), words(net.purpose), source.unit_name(net.owner_unit_id))
            for net in nets
        ),
        empty=Sentence(NO_NET),
    )


def _links(source: Source, marks: Marks) -> Grid:
    posts = source.view.rows(CommandPost)
    links = source.view.rows(Link).values()
    marks.note_all(links)

    def name(key: str) -> Value:
        return Words(posts[key].name if key in posts else key)

    return Grid(
        name="links",
        columns=("between", "kind", "unit"),
        rows=tuple(
            (
                Listed((name(link.from_command_post_id), name(link.to_command_post_id))),
                Term(link.kind),
                source.unit_name(link.owner_unit_id),
            )
            for link in links
        ),
        empty=Sentence(NO_LINK),
    )


def _units(source: Source, marks: Marks) -> Grid:
    units = source.view.rows(Unit).values()
    marks.note_all(units)
    return Grid(
        name="offices",
        columns=("unit", "kind", "phone"),
        rows=tuple((Words(unit.name), Term(unit.kind), Blank()) for unit in units),
        empty=Sentence(NO_UNIT),
    )
