"""The reachability graph."""

import pytest

from summitry.plan.command import CommandPost, CommandPostNet, DetailNet, Link, Net
from summitry.plan.posts import Detail, Post
from summitry.plan.terms import CommandLevel, Hearing
from summitry.report.pictures.reach import NODES_MAX, Group, draw, groups_of


def detail(detail_id):
    return Detail(detail_id=detail_id, name=detail_id, principal_id="PR")


def listens(detail_id, net_id, hearing=Hearing.BOTH):
    return DetailNet(detail_id=detail_id, net_id=net_id, hearing=hearing)


@pytest.fixture
def post(request):
    day = request.getfixturevalue("make")([]).assessment.event.opens

    def made(post_id, net_id):
        return Post(
            post_id=post_id,
            name=post_id,
            site_id="HALL",
            start=day,
            end=day.replace(hour=6),
            net_id=net_id,
        )

    return made


def wired():
    return [
        *(Net(net_id=net_id, name=f"Net {net_id}") for net_id in ("N-OUT", "N-IN", "N-VIP")),
        CommandPost(command_post_id="CP-1", name="Joint", level=CommandLevel.TACTICAL),
        CommandPost(command_post_id="CP-2", name="City", level=CommandLevel.TACTICAL),
        CommandPostNet(command_post_id="CP-1", net_id="N-IN", hearing=Hearing.LISTENS),
        CommandPostNet(command_post_id="CP-1", net_id="N-VIP", hearing=Hearing.TALKS),
        Link(link_id="L-1", from_command_post_id="CP-1", to_command_post_id="CP-2"),
        *(detail(each) for each in ("D-1", "D-2", "D-3")),
        listens("D-1", "N-VIP"),
        listens("D-2", "N-VIP"),
        listens("D-3", "N-VIP"),
        listens("D-3", "N-OUT"),
    ]


def test_details_that_hear_the_same_nets_are_one_group():
    listening = [
        listens("D-1", "N"),
        listens("D-2", "N"),
        listens("D-2", "M", Hearing.TALKS),
        listens("D-3", "M"),
    ]

    assert groups_of(["D-1", "D-2", "D-3", "D-4"], listening) == (
        Group(("N",), ("D-1", "D-2")),
        Group((), ("D-4",)),
        Group(("M",), ("D-3",)),
    )


def test_group_says_over_how_many_relays_it_is_reached(make, seen, post):
    drawn = seen(draw(make([*wired(), post("P-1", "N-IN"), post("P-2", "N-IN")])))

    assert {"2 posts", "Net N-IN", "Joint", "2 details", "at most 1 relay"} <= set(drawn.texts())
    assert len(drawn.hatched()) == 1  # the key alone


def test_group_that_does_not_hear_a_net_says_so(make, seen, post):
    drawn = seen(draw(make([*wired(), post("P-1", "N-OUT")])))

    assert "‼ does not hear 1 net" in drawn.texts()
    assert "at most 0 relays" in drawn.texts()
    assert len(drawn.hatched()) == 2


def test_lines_go_from_hearing_to_talking_and_directly(make, seen, post):
    rows = [*wired(), post("P-1", "N-IN"), post("P-2", "N-VIP")]

    drawn = seen(draw(make(rows)))

    wires = [each for each in drawn.titles("wire") if each]
    assert sorted(wires) == sorted(
        ["N-IN · CP-1", "N-VIP · CP-1", "N-VIP", "N-VIP", "N-OUT", "N-VIP", "L-1"]
    )
    assert [each for each in drawn.titles("direct") if each] == ["N-VIP"]


def test_post_without_a_net_is_told(make, seen, post):
    assert "1 post reports on no net." in seen(draw(make([*wired(), post("P-1", None)]))).texts()


@pytest.mark.parametrize(("count", "rest"), [(NODES_MAX, 0), (NODES_MAX + 3, 3)])
def test_nodes_beyond_the_limit_are_told(make, seen, post, count, rest):
    nets = [Net(net_id=f"N-{number:03}", name="Net") for number in range(count)]
    posts = [post(f"P-{number:03}", f"N-{number:03}") for number in range(count)]

    drawn = seen(draw(make([*nets, *posts])))

    told = f"{rest} nets, command posts and groups of details are not drawn."
    assert (told in drawn.texts()) == bool(rest)
    assert drawn.texts().count("1 post") == NODES_MAX


def test_plan_without_nets_says_so(make, seen):
    assert "The plan has no nets." in seen(draw(make([]))).texts()


@pytest.mark.parametrize("code", ["en", "ar"])
def test_nothing_lies_outside_the_drawing(make, seen, post, code):
    drawn = seen(draw(make([*wired(), post("P-1", "N-IN")], code)))

    assert min(drawn.numbers()) >= 0
    assert max(drawn.numbers()) <= 1_000
