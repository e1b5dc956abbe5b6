from hypothesis import given
from hypothesis import strategies as st

from summitry.plan.command import CommandPostNet, DetailNet, Link
from summitry.plan.terms import Hearing
from summitry.policy.reach import relays_to_details, wiring

POSTS, NETS, DETAILS = ("p", "q", "r"), ("a", "b", "c", "d"), ("x", "y")
HEARINGS = st.sampled_from(list(Hearing))


def on_net(post, net, hearing=Hearing.BOTH):
    return CommandPostNet(command_post_id=post, net_id=net, hearing=hearing)


def listening(detail, net, hearing=Hearing.BOTH):
    return DetailNet(detail_id=detail, net_id=net, hearing=hearing)


def link(one, other):
    return Link(link_id=f"{one}-{other}", from_command_post_id=one, to_command_post_id=other)


def test_a_detail_on_the_net_hears_without_a_relay():
    wires = wiring([], [listening("x", "a")], [])

    assert relays_to_details(wires, "a") == {"x": 0}


def test_a_post_that_hears_here_and_talks_there_is_one_relay():
    wires = wiring([on_net("p", "a"), on_net("p", "b")], [listening("x", "b")], [])

    assert relays_to_details(wires, "a") == {"x": 1}


def test_a_link_is_a_relay_more_and_works_both_ways():
    for joined in (link("p", "q"), link("q", "p")):
        wires = wiring([on_net("p", "a"), on_net("q", "b")], [listening("x", "b")], [joined])

        assert relays_to_details(wires, "a") == {"x": 2}


def test_without_the_link_the_detail_never_hears():
    wires = wiring([on_net("p", "a"), on_net("q", "b")], [listening("x", "b")], [])

    assert relays_to_details(wires, "a") == {}


def test_a_post_that_only_talks_here_or_only_listens_there_passes_nothing_on():
    deaf = wiring([on_net("p", "a", Hearing.TALKS), on_net("p", "b")], [listening("x", "b")], [])
    dumb = wiring([on_net("p", "a"), on_net("p", "b", Hearing.LISTENS)], [listening("x", "b")], [])

    assert relays_to_details(deaf, "a") == relays_to_details(dumb, "a") == {}


def test_a_detail_that_only_talks_does_not_hear():
    assert relays_to_details(wiring([], [listening("x", "a", Hearing.TALKS)], []), "a") == {}


def test_a_dead_net_carries_nothing():
    wires = wiring(
        [on_net("p", "a"), on_net("p", "b")],
        [listening("x", "a"), listening("y", "b")],
        [],
        dead=("a",),
    )

    assert relays_to_details(wires, "a") == {}
    assert relays_to_details(wires, "b") == {"y": 0}


def lowered(relays, station, value):
    relays[station] = min(value, relays.get(station, value))


def slowly(at_posts, at_details, links, net):
    """Let everybody tell everybody, round after round: the fewest relays by exhaustion."""
    nets, posts = {net: 0}, {}
    ends = [(each.from_command_post_id, each.to_command_post_id) for each in links]
    for _ in range(20):
        for row in at_posts:
            if row.net_id in nets and row.hearing != Hearing.TALKS:
                lowered(posts, row.command_post_id, nets[row.net_id])
            if row.command_post_id in posts and row.hearing != Hearing.LISTENS:
                lowered(nets, row.net_id, posts[row.command_post_id] + 1)
        for one, other in [*ends, *(pair[::-1] for pair in ends)]:
            if one in posts:
                lowered(posts, other, posts[one] + 1)
    heard = {}
    ears = [row for row in at_details if row.net_id in nets and row.hearing != Hearing.TALKS]
    for row in ears:
        lowered(heard, row.detail_id, nets[row.net_id])
    return heard


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(POSTS), st.sampled_from(NETS)), HEARINGS, max_size=10
    ),
    st.dictionaries(
        st.tuples(st.sampled_from(DETAILS), st.sampled_from(NETS)), HEARINGS, max_size=5
    ),
    st.sets(st.sampled_from([("p", "q"), ("q", "r"), ("p", "r")])),
)
def test_the_search_agrees_with_telling_everybody(at_posts, at_details, joined):
    on_nets = [on_net(post, net, hearing) for (post, net), hearing in at_posts.items()]
    details = [listening(detail, net, hearing) for (detail, net), hearing in at_details.items()]
    links = [link(one, other) for one, other in sorted(joined)]

    wires = wiring(on_nets, details, links)

    for net in NETS:
        assert relays_to_details(wires, net) == slowly(on_nets, details, links, net)
