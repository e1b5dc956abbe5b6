import pytest

from summitry.outcome.live import LiveState
from summitry.plan.command import CommandPostNet, DetailNet, Link, Net
from summitry.plan.posts import Detail, Post
from summitry.plan.programme import Principal
from summitry.plan.terms import Field, Hearing
from tests.plans.one_rule import CLOSES, OPENS, found, limit, told

DETAIL = Detail(detail_id="guard", name="Detail", principal_id="guest")
LOCAL, OWN = Net(net_id="local", name="Local"), Net(net_id="own", name="Own")


def post(net="local", post_id="roof"):
    return Post(
        post_id=post_id,
        name="Roof",
        site_id="hall",
        start=OPENS,
        end=CLOSES,
        net_id=net,
        field=Field.PROTECTEES,
    )


def station(command_post, net, hearing=Hearing.BOTH):
    return CommandPostNet(command_post_id=command_post, net_id=net, hearing=hearing)


HEARS_OWN = DetailNet(detail_id="guard", net_id="own")
SOUND = [post(), LOCAL, OWN, DETAIL, HEARS_OWN, station("cp", "local"), station("cp", "own")]


def test_one_relay_is_allowed():
    assert found("C-12", SOUND) == ()


@pytest.mark.parametrize("gone", [HEARS_OWN, station("cp", "local"), station("cp", "own")])
def test_each_membership_on_the_way_matters(gone):
    findings = found("C-12", [row for row in SOUND if row != gone])

    assert told(findings) == [("unreachable", "nets", "local", "unreachable", "critical")]


def test_a_command_post_that_only_talks_does_not_hear():
    rows = [row for row in SOUND if row != station("cp", "local")]

    findings = found("C-12", [*rows, station("cp", "local", Hearing.TALKS)])

    assert [finding.case for finding in findings] == ["unreachable"]


def test_two_command_posts_without_a_link_are_butler():
    rows = [post(), LOCAL, OWN, DETAIL, HEARS_OWN, station("city", "local"), station("lead", "own")]

    findings = found("C-12", rows)

    assert told(findings) == [("unreachable", "nets", "local", "unreachable", "critical")]
    assert findings[0].facts == {
        "net": "local",
        "detail": ("guard",),
        "posts": 1,
        "limit": 1.0,
    }


@pytest.mark.parametrize(("relays_max", "cases"), [(1, ["relays"]), (2, [])])
def test_a_link_between_them_makes_two_relays(relays_max, cases):
    rows = [
        *(post(), LOCAL, OWN, DETAIL, HEARS_OWN),
        *(station("city", "local"), station("lead", "own")),
        Link(link_id="line", from_command_post_id="city", to_command_post_id="lead"),
        limit("relays_max", relays_max),
    ]

    assert [finding.case for finding in found("C-12", rows)] == cases


def test_a_dead_net_is_heard_by_nobody():
    findings = found("C-12", SOUND, live=LiveState(dead_nets=("local",)))

    assert [finding.case for finding in findings] == ["unreachable"]


def test_a_post_without_a_net_is_mute():
    findings = found("C-12", [*SOUND, post(None, "gate")])

    assert told(findings) == [("mute", "posts", "gate", "", "critical")]
    assert findings[0].field is Field.PROTECTEES


def test_a_net_that_no_post_uses_needs_no_listener():
    assert found("C-12", [*SOUND, Net(net_id="kitchen", name="Kitchen")]) == ()


def test_all_details_that_a_net_does_not_reach_are_told_at_once():
    far = DetailNet(detail_id="guard", net_id="far")
    details = [Detail(detail_id=each, name="Detail", principal_id="guest") for each in ("d1", "d2")]
    rows = [
        *(post(), LOCAL, OWN, Net(net_id="far", name="Far"), DETAIL, far, *details),
        *(station("cp", "local"), station("cp", "own"), station("hq", "own"), station("hq", "far")),
    ]

    findings = found("C-12", rows)

    assert [(f.case, f.facts["detail"]) for f in findings] == [
        ("relays", ("guard",)),
        ("unreachable", ("d1", "d2")),
    ]
    assert findings[0].facts["relays_each"] == (2,)


def guest(protected):
    return Principal(
        principal_id="visitor", office="Visitor", delegation_id="land", protected=protected
    )


def test_a_protected_principal_without_a_detail_is_found():
    (finding,) = found("C-12", [*SOUND, guest(protected=True)])

    assert told([finding]) == [("no-detail", "principals", "visitor", "", "critical")]
    assert finding.field is Field.PROTECTEES


@pytest.mark.parametrize(
    "rows",
    [
        [guest(protected=False)],
        [guest(protected=True), Detail(detail_id="guard", name="Detail", principal_id="visitor")],
    ],
)
def test_others_need_no_detail_of_their_own(rows):
    sound = [row for row in SOUND if row != DETAIL]

    assert found("C-12", [*sound, *rows]) == ()
