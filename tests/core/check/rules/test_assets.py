import pytest
from msgspec.structs import replace

from summitry.outcome.live import LiveState
from summitry.plan.attestation import AttestationKind
from summitry.plan.command import CommandPost, CommandPostNet, Link
from summitry.plan.posts import Post, Shift
from summitry.plan.readiness import Asset, AssetDemand, AssetKind
from summitry.plan.terms import Field
from tests.plans.one_rule import HOUR, NOW, OPENS, during, found, person, told, word

VERIFIED = AttestationKind.VERIFIED
SERVER = Asset(
    asset_id="server",
    name="Server",
    kind=AssetKind.REGISTRATION,
    site_id="hall",
    backup_asset_id="spare",
    playbook_id="plan",
)
SPARE = Asset(
    asset_id="spare", name="Spare", kind=AssetKind.REGISTRATION, site_id="depot", critical=False
)


def single(*rows, live=None):
    return [(g.case, g.key) for g in found("C-83", rows, live=live or LiveState())]


def test_asset_with_a_stand_in_elsewhere_is_silent():
    assert single(SERVER, SPARE) == []


@pytest.mark.parametrize(
    ("cells", "cases"),
    [
        ({"backup_asset_id": None}, ["none"]),
        ({"backup_asset_id": None, "critical": False}, []),
        ({"backup_asset_id": "server"}, ["itself"]),
        ({"backup_asset_id": "nowhere"}, []),
        ({"site_id": "depot"}, ["same-site"]),
        ({"site_id": "depot", "kind": AssetKind.POWER}, []),
        ({"site_id": None}, []),
    ],
)
def test_stand_in_must_stand_apart(cells, cases):
    assert single(replace(SERVER, **cells), SPARE) == [(case, "server") for case in cases]


def test_stand_in_on_the_same_power_falls_too():
    mains = Asset(asset_id="mains", name="Mains", kind=AssetKind.POWER, critical=False)
    rows = [
        AssetDemand(asset_id="mains", subject_table="assets", subject_key=key)
        for key in ("server", "spare")
    ]

    assert single(SERVER, SPARE, mains, *rows) == [("same-power", "server")]
    assert single(SERVER, SPARE, mains, rows[0]) == []
    assert single(SERVER, SPARE, replace(mains, kind=AssetKind.WATER), *rows) == []


def test_stand_in_that_has_failed_is_none():
    assert single(SERVER, SPARE, live=LiveState(failed_assets=("spare",))) == [("failed", "server")]


def command_post(key):
    return CommandPost(command_post_id=key, name=key, level="tactical")


LINKED = [
    command_post("east"),
    command_post("west"),
    Link(link_id="line", from_command_post_id="east", to_command_post_id="west"),
]


def test_command_post_on_one_link_is_found():
    assert single(*LINKED) == [("one-link", "east"), ("one-link", "west")]


def test_second_link_or_a_shared_net_is_a_second_way():
    nets = [CommandPostNet(command_post_id=key, net_id="all") for key in ("east", "west")]
    second = Link(link_id="line-2", from_command_post_id="west", to_command_post_id="east")

    assert single(*LINKED, second) == []
    assert single(*LINKED, *nets) == []
    assert len(single(*LINKED, *nets[:1])) == 2
    assert len(single(*LINKED, *nets, live=LiveState(dead_nets=("all",)))) == 2


def test_asset_with_a_playbook_that_was_tried_is_silent():
    words = [word(SERVER, VERIFIED, "officer")]

    assert found("C-123", [SERVER, person("officer")], attested=words) == ()


def test_asset_without_playbook_or_test_is_found():
    bare = replace(SERVER, playbook_id=None)

    assert [gap.case for gap in found("C-123", [bare])] == ["playbook", "untested"]
    assert found("C-123", [replace(bare, critical=False, field=Field.VENUES)]) == ()
    assert len(found("C-123", [replace(bare, critical=False)])) == 2


GATE = Post(post_id="hands", name="By hand", site_id="hall", start=NOW - HOUR, end=OPENS)
NEEDS = AssetDemand(
    asset_id="server",
    subject_table="posts",
    subject_key="hands",
    fallback="By hand",
    fallback_post_ids=("hands",),
)
STAFF = [
    GATE,
    person("officer"),
    Shift(post_id="hands", start=GATE.start, end=GATE.end, person_id="officer", unit_id="u"),
]


def demands(*rows, live=None):
    gaps = found("C-124", [SERVER, SPARE, *STAFF, *rows], live=live or LiveState())
    return [(case, severity) for case, _, _, _, severity in told(gaps)]


def test_demand_with_a_fallback_is_silent():
    assert demands(NEEDS) == []
    assert demands(replace(NEEDS, fallback=" ")) == []
    assert demands(replace(NEEDS, fallback_post_ids=())) == []


def test_demand_without_a_fallback_is_found():
    bare = replace(NEEDS, fallback=" ", fallback_post_ids=())

    assert demands(bare) == [("nothing", "high")]


@pytest.mark.parametrize("cells", [{"subject_key": "gone"}, {"subject_table": "castles"}])
def test_demand_of_a_row_that_is_not_there_is_found(cells):
    assert demands(replace(NEEDS, **cells)) == [("no-row", "high")]


BOTH_FAIL = LiveState(failed_assets=("server", "spare"))


def test_failed_asset_is_taken_over_by_staffed_posts():
    assert demands(NEEDS, live=BOTH_FAIL) == []


def test_failed_asset_without_a_post_that_takes_over_is_critical():
    bare = replace(NEEDS, fallback_post_ids=())

    assert demands(bare, live=BOTH_FAIL) == [("nobody", "critical")]
    assert demands(bare, live=LiveState(failed_assets=("server",))) == []


def test_post_that_takes_over_must_be_staffed_now():
    absent = LiveState(
        failed_assets=("server", "spare"), absences=(("officer", during(-400, -300)),)
    )
    nobody = replace(NEEDS, fallback_post_ids=("elsewhere",))

    assert demands(NEEDS, live=absent) == [("unstaffed", "critical")]
    assert demands(nobody, live=BOTH_FAIL) == [("unstaffed", "critical")]
