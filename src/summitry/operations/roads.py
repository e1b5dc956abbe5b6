"""Ways to mend what a blocked road, a late movement or a dead net uncovers."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from summitry.kit.time import MINUTE_SECONDS
from summitry.operations.assurance import Watch
from summitry.operations.ways import Candidate, Way
from summitry.outcome.finding import Finding
from summitry.plan.change import Edit
from summitry.plan.command import CommandPostNet, Net
from summitry.plan.movements import Closure, Leg, Route
from summitry.plan.posts import Post


def rerouted(watch: Watch, finding: Finding) -> Iterator[Candidate]:
    """Yield the other routes between the same two places, for the leg of the finding."""
    leg = watch.run.view.rows(Leg).get(finding.key) if finding.table == "legs" else None
    routes = watch.run.view.rows(Route)
    route = None if leg is None else routes.get(leg.route_id)
    if leg is None or route is None:
        return
    for other in routes.values():
        same_ends = (other.from_site_id, other.to_site_id) == (route.from_site_id, route.to_site_id)
        if same_ends and other.route_id != route.route_id:
            yield Candidate(
                way=Way.REROUTE,
                edits=(Edit("legs", finding.key, replace(leg, route_id=other.route_id)),),
                changed=1,
                minutes=0,
            )


def closed_longer(watch: Watch, finding: Finding) -> Iterator[Candidate]:
    """Yield the closures of the segment made longer, so that they cover a late passage."""
    if finding.table != "legs" or finding.start is None or finding.end is None:
        return
    segments = {key for table, key in finding.joins if table == "segments"}
    margin = timedelta(minutes=watch.run.view.limits.closure_minutes_min)
    wanted = (finding.start - margin, finding.end + margin)
    for key, closure in sorted(
        watch.run.view.rows(Closure).items(),
        key=lambda each: _apart(each[1], finding.start or each[1].start),
    ):
        if closure.segment_id in segments:
            longer = replace(
                closure, start=min(closure.start, wanted[0]), end=max(closure.end, wanted[1])
            )
            added = (longer.end - longer.start) - (closure.end - closure.start)
            yield Candidate(
                way=Way.CLOSE_LONGER,
                edits=(Edit("closures", key, longer),),
                changed=1,
                minutes=round(added.total_seconds() / MINUTE_SECONDS),
            )


def _apart(closure: Closure, moment: datetime) -> timedelta:
    return abs(closure.start - moment)


def other_nets(watch: Watch, finding: Finding) -> Iterator[Candidate]:
    """Yield the nets that live and that a command post hears, for all posts of a dead one."""
    if finding.table != "nets" or finding.key not in watch.live.dead_nets:
        return
    posts = {
        key: post for key, post in watch.run.view.rows(Post).items() if post.net_id == finding.key
    }
    heard = {row.net_id for row in watch.run.view.rows(CommandPostNet).values()}
    for net in watch.run.view.rows(Net).values():
        if net.net_id in heard and net.net_id not in watch.live.dead_nets:
            yield Candidate(
                way=Way.OTHER_NET,
                edits=tuple(
                    Edit("posts", key, replace(post, net_id=net.net_id))
                    for key, post in posts.items()
                ),
                changed=len(posts),
                minutes=0,
            )
