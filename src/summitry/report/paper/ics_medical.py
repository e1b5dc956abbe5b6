"""ICS 206: the medical plan of one period: aid stations, transport, hospitals with travel times."""

from collections.abc import Sequence

from summitry.kit.errors import Text
from summitry.kit.time import Interval
from summitry.plan.command import Net
from summitry.plan.medical import Ambulance, Hospital
from summitry.plan.movements import TravelTime
from summitry.plan.places import Site
from summitry.plan.posts import Post
from summitry.plan.terms import Field, SiteKind
from summitry.report.paper.document import (
    Answer,
    Blank,
    Content,
    Day,
    Grid,
    Marks,
    Number,
    Sentence,
    Span,
    Term,
    Value,
    Words,
    listed,
    said,
    words,
)
from summitry.report.paper.ics import day_subjects, head, period, signed
from summitry.report.paper.source import Source, clipped

NO_AID_STATION = Text("No medical post is staffed in this period.")
NO_AMBULANCE = Text("No ambulance stands by in this period.")
NO_HOSPITAL = Text("The plan has no hospital.")
TRAVEL = Text("{minutes} min from {site}")

subjects = day_subjects


def content(source: Source, subject: str) -> Content:
    """Return the medical plan of a day."""
    day, span = period(source, subject)
    marks = Marks()
    posts = [post for post in source.post_days().get(day, []) if post.field is Field.MEDICAL]
    return Content(
        heading=Day(day),
        marks=marks,
        blocks=(
            head(source, span),
            _aid_stations(source, posts, span, marks),
            _transport(source, span, marks),
            _hospitals(source, posts, marks),
        ),
        beside=(signed("ics-procedures", "ics-prepared-7", "ics-approved-8"),),
    )


def _aid_stations(source: Source, posts: list[Post], span: Interval, marks: Marks) -> Grid:
    sites, nets = source.view.rows(Site), source.view.rows(Net)
    rows: list[tuple[Value, ...]] = []
    for post in posts:
        part = clipped(post.interval, span)
        if part is None:
            continue
        site, net = sites.get(post.site_id), nets.get(post.net_id or "")
        marks.note(post, site, net)
        rows.append(
            (
                Words(post.name),
                Words(site.name if site is not None else post.site_id),
                Span(part.start, part.end),
                Number(post.headcount_min),
                words(net.name if net is not None else post.net_id),
            )
        )
    return Grid(
        name="ics-aid-stations",
        columns=("name", "site", "on-duty", "headcount", "net"),
        rows=tuple(rows),
        empty=Sentence(NO_AID_STATION),
    )


def _transport(source: Source, span: Interval, marks: Marks) -> Grid:
    sites = source.view.rows(Site)
    rows: list[tuple[Value, ...]] = []
    for each in source.view.rows(Ambulance).values():
        part = clipped(Interval(each.start, each.end), span)
        if part is None:
            continue
        site = sites.get(each.site_id)
        marks.note(each, site)
        rows.append(
            (
                Words(each.ambulance_id),
                Words(site.name if site is not None else each.site_id),
                Span(part.start, part.end),
                Term(each.level),
                source.unit_name(each.unit_id),
            )
        )
    return Grid(
        name="ics-transport",
        columns=("ambulance", "site", "on-duty", "care", "unit"),
        rows=tuple(rows),
        empty=Sentence(NO_AMBULANCE),
    )


def _hospitals(source: Source, posts: list[Post], marks: Marks) -> Grid:
    """Return the hospitals that take people in, or at least the sites that are hospitals."""
    sites = source.view.rows(Site)
    from_sites = sorted({post.site_id for post in posts})
    rows: list[tuple[Value, ...]] = []
    for each in source.view.rows(Hospital).values():
        marks.note(each, sites.get(each.site_id))
        travel = _travel(source, from_sites, each.site_id, marks)
        care = (Term(each.level), Number(each.beds_reserved))
        rows.append((Words(each.name), travel, *care, Answer(each.burns), Answer(each.helipad)))
    listed_sites = {each.site_id for each in source.view.rows(Hospital).values()}
    for site in sites.values():
        if site.kind is SiteKind.HOSPITAL and site.site_id not in listed_sites:
            marks.note(site)
            travel = _travel(source, from_sites, site.site_id, marks)
            rows.append((Words(site.name), travel, Blank(), Blank(), Blank(), Blank()))
    return Grid(
        name="ics-hospitals",
        columns=("hospital", "travel", "care", "beds", "burns", "helipad"),
        rows=tuple(rows),
        empty=Sentence(NO_HOSPITAL),
    )


def _travel(source: Source, from_sites: Sequence[str], to_site: str, marks: Marks) -> Value:
    """Return the minutes from each aid station's site, or those of the way back."""
    times, sites = source.view.rows(TravelTime), source.view.rows(Site)
    told: list[Value] = []
    for site_id in from_sites:
        time = times.get(f"{site_id}|{to_site}") or times.get(f"{to_site}|{site_id}")
        if time is None:
            continue
        marks.note(time)
        name = sites[site_id].name if site_id in sites else site_id
        told.append(said(TRAVEL, minutes=Number(time.minutes), site=Words(name)))
    return listed(told)
