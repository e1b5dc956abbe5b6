"""Names of States in eight languages, as protocol writes them."""

import pytest

from summitry.plan.programme import Delegation
from summitry.plan.snapshot import Snapshot
from summitry.plan.treaty import State
from summitry.policy.state_names import ENGLISH
from summitry.report.formats import Formats
from summitry.report.language import NAMES, language
from summitry.report.sentences import Teller
from summitry.report.state_names import PROTOCOL
from summitry.report.states import english_protocol_name, protocol_name, states_of_delegations
from tests.plans.one_rule import EVENT

MEMBERS_AND_OBSERVERS = 193 + 2
BESIDE_THEM = ("CK", "EU", "NU")


def test_every_member_and_observer_is_named_in_english() -> None:
    assert len(ENGLISH) == MEMBERS_AND_OBSERVERS + len(BESIDE_THEM)
    assert len(set(ENGLISH.values())) == len(ENGLISH)
    assert all(len(code) == 2 and code.isupper() and name for code, name in ENGLISH.items())


@pytest.mark.parametrize("reader", NAMES)
def test_every_state_has_a_name_in_every_language(reader: str) -> None:
    names = {code: protocol_name(code, reader) for code in ENGLISH}

    assert all(names.values())
    assert len(set(names.values())) == len(names)


def test_every_other_language_overrides_the_same_codes() -> None:
    assert set(PROTOCOL) == set(NAMES) - {"en"}
    assert len({tuple(sorted(names)) for names in PROTOCOL.values()}) == 1


@pytest.mark.parametrize(
    ("code", "reader", "name"),
    [
        ("VN", "en", "Viet Nam"),
        ("VN", "fr", "Viet Nam"),
        ("VN", "vi", "Việt Nam"),
        ("TR", "es", "Türkiye"),
        ("IR", "en", "Iran (Islamic Republic of)"),
        ("KP", "zh", "朝鲜民主主义人民共和国"),
        ("PS", "ar", "دولة فلسطين"),
        ("EU", "ru", "Европейский союз"),
        ("DE", "fr", "Allemagne"),
        ("XX", "en", ""),
        ("", "ar", ""),
    ],
)
def test_protocol_name_stands_before_the_common_one(code: str, reader: str, name: str) -> None:
    assert protocol_name(code, reader) == name


def test_common_english_names_lead_to_the_protocol_name() -> None:
    assert english_protocol_name("Iran") == "Iran (Islamic Republic of)"
    assert english_protocol_name("Viet Nam") == "Viet Nam"
    assert english_protocol_name("Institute") == "Institute"


def test_teller_names_states_and_their_delegations_as_protocol_does() -> None:
    snapshot = Snapshot.of(
        [
            EVENT,
            Delegation(delegation_id="D-1", name="Laos"),
            Delegation(delegation_id="D-2", name="Institute"),
            State(state_id="LA", name="Laos", delegation_id="D-1"),
            State(state_id="UN-1", name="Unnamed"),
        ]
    )
    teller = Teller(snapshot, Formats(language("fr"), EVENT.zone))

    assert teller.name_of("states", "LA") == "République démocratique populaire lao"
    assert teller.name_of("delegations", "D-1") == "République démocratique populaire lao"
    assert teller.name_of("delegations", "D-2") == "Institute"
    assert teller.name_of("states", "UN-1") == "Unnamed"
    assert states_of_delegations(snapshot).keys() == {"D-1"}
