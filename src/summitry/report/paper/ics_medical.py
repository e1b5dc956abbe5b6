"""ICS 206: the medical plan of one period: aid stations, transport, hospitals with travel times."""

from collections.abc import Iterator, Mapping, Sequence

from summitry.kit.errors import Text
from summitry.kit.time import Interval
from summitry.plan.command import Net
from summitry.plan.movements import TravelTime
from summitry.plan.places import Site
from summitry.plan.posts import Post
from summitry.plan.terms import Field, SiteKind
from summitry.report.paper.document import (
    Blank,
    Content,
    Day,
    Grid,
    Listed,
    Marks,
    Number,
    Sentence,
    Span,
    Value,
    Words,
    said,
    words,
)
from summitry.report.paper.ics import day_subjects, head, period, signed
from summitry.report.paper.source import Source, clipped

NO_AID_STATION = Text("No medical post is staffed in this period.")
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
            _hospitals(source, posts, marks),
        ),
        beside=(signed("ics-transport", "ics-procedures", "ics-prepared-7", "ics-approved-8"),),
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


def _hospitals(source: Source, posts: list[Post], marks: Marks) -> Grid:
    sites = source.view.rows(Site)
    times = source.view.rows(TravelTime)
    from_sites = sorted({post.site_id for post in posts})
    rows: list[tuple[Value, ...]] = []
    for hospital in sites.values():
        if hospital.kind is not SiteKind.HOSPITAL:
            continue
        travel = tuple(_travel(times, from_sites, hospital, sites, marks))
        marks.note(hospital)
        shown = Listed(travel) if travel else Blank()
        rows.append((Words(hospital.name), shown, Blank(), Blank(), Blank(), Blank()))
    return Grid(
        name="ics-hospitals",
        columns=("hospital", "travel", "phone", "trauma", "burns", "helipad"),
        rows=tuple(rows),
        empty=Sentence(NO_HOSPITAL),
    )


def _travel(
    times: Mapping[str, TravelTime],
    from_sites: Sequence[str],
    hospital: Site,
    sites: Mapping[str, Site],
    marks: Marks,
) -> Iterator[Value]:
    """Yield the minutes from each aid station's site, those of the way back where only they are."""
    for site_id in from_sites:
        there = times.get(f"{site_id}|{hospital.site_id}")
        time = there or times.get(f"{hospital.site_id}|{site_id}")
        if time is None:
            continue
        marks.note(time)
        name = sites[site_id].name if site_id in sites else site_id
        yield said(TRAVEL, minutes=Number(time.minutes), site=Words(name))
