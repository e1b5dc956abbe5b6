"""Radio: whether what a post reports reaches the details around the principals."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from summitry.check.registry import Scope, rule
from summitry.check.view import View
from summitry.kit.errors import Fact, Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.command import CommandPostNet, DetailNet, Link, Net
from summitry.plan.posts import Detail, Post
from summitry.plan.programme import Principal
from summitry.plan.terms import Field, Severity
from summitry.policy.reach import Wiring, relays_to_details, wiring


def _wires(view: View) -> Wiring:
    return wiring(
        view.rows(CommandPostNet).values(),
        view.rows(DetailNet).values(),
        view.rows(Link).values(),
        dead=view.live.dead_nets,
    )


def _posts_by_net(view: View) -> Mapping[str | None, int]:
    """Return how many posts report on each net, and under None how many have no net."""
    return Counter(post.net_id for post in view.rows(Post).values())


@rule(
    "C-12",
    title=Text("A post that the protective detail cannot hear"),
    why=Text(
        "Butler 2024: two command posts about 300 yards apart had no direct link; what was seen of "
        "the suspect on the local net was not heard by the detail."
    ),
    cases={
        "mute": Text("Post {post} reports on no net."),
        "no-detail": Text(
            "No protective detail is set around protected principal {principal}: nobody there can "
            "hear a post."
        ),
        "unreachable": Text(
            "What is reported on net {net} (number of posts: {posts}) never reaches {detail}: "
            "no command post that hears it can pass it on."
        ),
        "relays": Text(
            "What is reported on net {net} (number of posts: {posts}) reaches {detail} over too "
            "many relays: {relays}; allowed: {limit}."
        ),
    },
    remedy=Text(
        "Put the detail on the net; or put on it a command post that talks where the detail "
        "listens; or join the command posts by a line or a liaison officer."
    ),
    source=Text(
        "Butler, 13 July 2024: two command posts without a direct link, radio traffic that never "
        "reached the agency (Senate interim report; Independent Review Panel). Manchester Arena "
        "Inquiry volume 2: no talkgroup between the control rooms."
    ),
    field=Field.COMMAND,
    severity=Severity.CRITICAL,
    phase=Phase.D7,
    scope=Scope.WHOLE,
    reads=("command_post_nets", "detail_nets", "details", "links", "nets", "posts", "principals"),
    limits=("relays_max",),
)
def unheard(view: View) -> Iterator[Gap]:
    """Yield posts without a net, nets too far from a detail, and principals without a detail."""
    for post in view.rows(Post).values():
        if post.net_id is None:
            yield Gap(
                table="posts",
                key=post.post_id,
                column="net_id",
                case="mute",
                facts={"post": post.post_id},
                field=post.field,
            )
    yield from _undetailed(view)
    wires = view.derive(_wires)
    by_net = view.derive(_posts_by_net)
    for net_id in view.rows(Net):
        if by_net.get(net_id):
            yield from _far_details(view, net_id, relays_to_details(wires, net_id))


def _undetailed(view: View) -> Iterator[Gap]:
    """Yield the protected principals without a detail."""
    guarded = {detail.principal_id for detail in view.rows(Detail).values()}
    for principal in view.rows(Principal).values():
        if principal.protected and principal.principal_id not in guarded:
            yield Gap(
                table="principals",
                key=principal.principal_id,
                case="no-detail",
                facts={"principal": principal.principal_id},
                field=Field.PROTECTEES,
            )


def _far_details(view: View, net_id: str, reached: Mapping[str, int]) -> Iterator[Gap]:
    """Yield one gap for all details that never hear the net, and one for those that hear it late.

    A net that is cut off is cut off from dozens of details at once, and one wire mends it.
    """
    limit = view.limits.relays_max
    details = view.rows(Detail)
    deaf = [detail_id for detail_id in details if detail_id not in reached]
    late: dict[str, int] = {
        detail_id: reached[detail_id] for detail_id in details if reached.get(detail_id, 0) > limit
    }
    posts = view.derive(_posts_by_net)[net_id]
    facts: dict[str, Fact] = {"net": net_id, "posts": posts, "limit": limit}
    if deaf:
        yield _gap(net_id, "unreachable", deaf, facts)
    if late:
        relays = tuple(late.values())
        more = {**facts, "relays": max(relays), "relays_each": relays}
        yield _gap(net_id, "relays", list(late), more)


def _gap(net_id: str, case: str, details: Sequence[str], facts: Mapping[str, Fact]) -> Gap:
    return Gap(
        table="nets",
        key=net_id,
        case=case,
        discriminator=case,
        facts={**facts, "detail": tuple(details)},
        joins=tuple(("details", detail_id) for detail_id in details),
    )
