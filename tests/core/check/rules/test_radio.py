import pytest
from msgspec.structs import replace

from summitry.plan.attestation import AttestationKind
from summitry.plan.aviation import Frequency
from summitry.plan.command import CommandPostNet, DetailNet, Net
from summitry.plan.communications import Channel, ChannelMode, Radio
from summitry.plan.posts import Post
from summitry.plan.terms import Field
from tests.plans.one_rule import HOUR, NOW, OPENS, found, limit, person, told, word

VERIFIED = AttestationKind.VERIFIED
RING = Net(net_id="ring", name="Ring")
SPARE = Net(net_id="spare", name="Spare")
GATE = Post(
    post_id="gate",
    name="Gate",
    site_id="hall",
    start=OPENS,
    end=OPENS + HOUR,
    net_id="ring",
    field=Field.MEDICAL,
)
SET = Radio(radio_id="set", net_id="ring", post_id="gate")
OFFICER = person("officer")


def radios(*rows, checked=()):
    words = [word(row, VERIFIED, "officer") for row in checked]
    return found("C-14", [RING, SPARE, OFFICER, *rows], attested=words)


def test_post_with_a_checked_radio_on_its_net_is_silent():
    assert radios(GATE, SET, checked=[SET]) == ()


def test_radio_that_nobody_checked_is_found():
    (gap,) = radios(GATE, SET)

    assert (gap.case, gap.table, gap.key, gap.field) == (
        "unchecked",
        "posts",
        "gate",
        Field.MEDICAL,
    )


def test_radio_set_to_another_net_is_found_though_checked():
    other = replace(SET, net_id="spare")
    fitting = Radio(radio_id="far", net_id="ring", post_id="elsewhere")

    (gap,) = radios(GATE, other, fitting, checked=[other])

    assert (gap.case, gap.facts["nets"]) == ("other-net", ("spare",))


def test_one_checked_radio_of_two_is_enough():
    other = replace(SET, radio_id="old", net_id="spare")

    assert radios(GATE, SET, other, checked=[SET]) == ()


def test_post_without_a_radio_is_found_where_others_on_the_net_have_one():
    door = replace(GATE, post_id="door")

    assert told(radios(GATE, door, SET, checked=[SET])) == [("none", "posts", "door", "", "high")]


def test_net_without_any_radio_is_told_once():
    door = replace(GATE, post_id="door")

    (gap,) = radios(GATE, door)

    assert (gap.case, gap.table, gap.key, gap.facts["posts"]) == ("no-radios", "nets", "ring", 2)


def test_post_that_is_over_and_post_on_no_known_net_need_none():
    over = replace(GATE, start=NOW - HOUR, end=NOW)

    assert radios(over, replace(GATE, post_id="b", net_id=None)) == ()
    assert radios(replace(GATE, net_id="nowhere")) == ()


def loads(*rows, stations=2, functions=2):
    limits = [limit("net_stations_max", stations), limit("net_functions_max", functions)]
    return [(gap.case, gap.facts["count"]) for gap in found("C-47", [RING, *limits, *rows])]


def test_stations_are_counted_at_the_busiest_moment():
    after = replace(GATE, post_id="after", start=GATE.end, end=GATE.end + HOUR)
    beside = replace(GATE, post_id="beside")

    assert loads(GATE, after, beside) == []
    assert loads(GATE, after, beside, stations=1) == [("stations", 2)]


def test_command_posts_and_details_are_stations_too():
    command = CommandPostNet(command_post_id="cp", net_id="ring")
    detail = DetailNet(detail_id="d", net_id="ring")

    assert loads(GATE, command) == []
    assert loads(GATE, command, detail) == [("stations", 3)]


def test_fields_on_one_net_are_counted():
    fire = replace(GATE, post_id="fire", field=Field.FIRE)

    assert loads(GATE, fire) == []
    assert loads(GATE, fire, functions=1) == [("functions", 2)]


LINE = Channel(plan_id="a", channel="RING 1", net_id="ring", receive_mhz=380.0, transmit_mhz=390.0)


def test_net_of_posts_that_no_radio_plan_names_is_found():
    (gap,) = found("C-78", [RING, GATE])

    assert (gap.table, gap.key, gap.facts["posts"]) == ("nets", "ring", 1)


def test_net_in_a_radio_plan_or_without_posts_is_silent():
    assert found("C-78", [RING, GATE, LINE]) == ()
    assert found("C-78", [RING]) == ()


@pytest.mark.parametrize(
    ("cells", "cases"),
    [
        ({}, []),
        ({"net_id": "spare"}, ["net"]),
        ({"receive_mhz": 380.1}, ["frequency"]),
        ({"transmit_mhz": 390.1}, ["frequency"]),
        ({"receive_mhz": None, "transmit_mhz": None}, []),
        ({"tone": "123"}, []),
        ({"mode": ChannelMode.ANALOGUE}, ["frequency"]),
        ({"channel": " ring 1", "net_id": "spare"}, ["net"]),
        ({"channel": "RING 2", "net_id": "spare"}, []),
    ],
)
def test_one_label_means_one_thing(cells, cases):
    other = replace(LINE, plan_id="b", **cells)

    gaps = found("C-79", [LINE, other])

    assert [(gap.case, gap.key) for gap in gaps] == [(case, f"b|{other.channel}") for case in cases]


def test_two_tones_are_two_meanings():
    gaps = found("C-79", [replace(LINE, tone="1"), replace(LINE, plan_id="b", tone="2")])

    assert [gap.case for gap in gaps] == ["frequency"]


FOREIGN = Frequency(frequency_id="f", delegation_id="d", mhz=380.0)


@pytest.mark.parametrize(
    ("mhz", "hits"), [(380.0, 1), (380.0124, 1), (380.0126, 0), (390.0, 1), (385.0, 0)]
)
def test_foreign_frequency_must_lie_beside_the_host_s_channels(mhz, hits):
    gaps = found("C-127", [LINE, replace(FOREIGN, mhz=mhz)])

    assert [(gap.key, gap.facts["channel"]) for gap in gaps] == [("f", "a|RING 1")] * hits


def test_width_of_the_host_s_channels_is_the_event_s():
    wide = limit("channel_width_khz", 25)

    assert len(found("C-127", [LINE, wide, replace(FOREIGN, mhz=380.018)])) == 1
