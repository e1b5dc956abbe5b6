from datetime import timedelta

import pytest
from msgspec import structs

from summitry.plan.access import ListCopy
from summitry.plan.attestation import AttestationKind
from summitry.plan.posts import Post
from summitry.plan.programme import Item, Signatory
from summitry.plan.risks import ContingencyCard, Control
from summitry.plan.terms import Field, ItemKind, Power, Rank
from tests.plans.one_rule import CLOSES, DAY, HOUR, NOW, OPENS, found, person, told, word

SECOND = timedelta(seconds=1)
POST = Post(
    post_id="roof", name="Roof", site_id="hall", start=OPENS, end=OPENS + HOUR, field=Field.FIRE,
    owner_unit_id="army", holder_unit_id="police",
)  # fmt: skip
ITEM = Item(
    item_id="signing", title="Signing", kind=ItemKind.SIGNING, room_id="hall", start=OPENS,
    end=OPENS + 2 * HOUR,
)  # fmt: skip
SIGNATORY = Signatory(
    signatory_id="s-1", delegation_id="d-1", rank=Rank.MINISTER, item_id="signing"
)
CONTROL = Control(control_id="screen", risk_id="view", title="Screen")
CARD = ContingencyCard(contingency_id="bomb", unit_id="police")
COPY = ListCopy(list_id="guests", version=2, gate_id="g-1")
PERSONS = [
    person("chief", Power.CLEAR_POWERS),
    person("deputy"),
    person("gate"),
    person("soldier", unit="army"),
]

NEEDED = [
    (POST, AttestationKind.ACCEPTED, POST.end, Field.FIRE),
    (SIGNATORY, AttestationKind.CLEARED, ITEM.end, Field.COMMAND),
    (CONTROL, AttestationKind.VERIFIED, CLOSES, Field.COMMAND),
    (CARD, AttestationKind.ACKNOWLEDGED, CLOSES, Field.COMMAND),
    (COPY, AttestationKind.ACKNOWLEDGED, CLOSES, Field.COMMAND),
]


@pytest.mark.parametrize(("row", "kind", "until"), [needed[:3] for needed in NEEDED])
def test_word_that_lasts_until_it_is_needed_is_silent(row, kind, until):
    words = [word(row, kind, "chief", expires=until)]

    assert found("C-88", [row, ITEM, *PERSONS], attested=words) == ()


@pytest.mark.parametrize(("row", "kind", "until", "field"), NEEDED)
def test_word_that_ends_a_second_before_it_is_needed_is_told(row, kind, until, field):
    words = [word(row, kind, "chief", expires=until - SECOND)]

    (finding,) = found("C-88", [row, ITEM, *PERSONS], attested=words)

    assert (finding.start, finding.end, finding.field) == (until - SECOND, until, field)
    assert finding.facts["by"] == "chief"


def test_word_without_expiry_lasts():
    words = [word(POST, AttestationKind.ACCEPTED, "chief")]

    assert found("C-88", [POST, *PERSONS], attested=words) == ()


def test_another_word_that_lasts_longer_is_enough():
    words = [
        word(POST, AttestationKind.ACCEPTED, "chief", expires=OPENS),
        word(POST, AttestationKind.ACCEPTED, "deputy", expires=POST.end),
    ]

    assert found("C-88", [POST, *PERSONS], attested=words) == ()


def test_of_two_words_that_end_too_soon_the_later_is_told():
    words = [
        word(POST, AttestationKind.ACCEPTED, "chief", expires=OPENS + SECOND),
        word(POST, AttestationKind.ACCEPTED, "deputy", expires=OPENS),
    ]

    findings = found("C-88", [POST, *PERSONS], attested=words)

    assert told(findings) == [("", "posts", "roof", "", "high")]
    assert findings[0].facts["by"] == "chief"


def test_word_that_has_ended_is_for_the_rule_that_counts_it():
    words = [word(POST, AttestationKind.ACCEPTED, "chief", at=NOW - DAY, expires=NOW)]

    assert found("C-88", [POST, *PERSONS], attested=words) == ()


def test_copy_given_back_is_needed_no_longer():
    words = [
        word(COPY, AttestationKind.ACKNOWLEDGED, "gate", expires=OPENS),
        word(COPY, AttestationKind.RECALLED, "gate"),
    ]

    assert found("C-88", [COPY, *PERSONS], attested=words) == ()


def test_signatory_of_an_unknown_item_is_needed_to_the_end_of_the_event():
    words = [word(SIGNATORY, AttestationKind.CLEARED, "chief", expires=CLOSES - SECOND)]

    (finding,) = found("C-88", [SIGNATORY, *PERSONS], attested=words)

    assert finding.end == CLOSES


@pytest.mark.parametrize(
    ("row", "kind", "by"),
    [
        (POST, AttestationKind.ACCEPTED, "soldier"),
        (SIGNATORY, AttestationKind.CLEARED, "deputy"),
        (CONTROL, AttestationKind.VERIFIED, "nobody-known"),
        (CARD, AttestationKind.ACKNOWLEDGED, "soldier"),
        (COPY, AttestationKind.ACKNOWLEDGED, "nobody-known"),
    ],
)
def test_lasting_word_of_somebody_who_may_not_say_it_takes_no_place(row, kind, by):
    words = [word(row, kind, "chief", expires=OPENS), word(row, kind, by)]

    (finding,) = found("C-88", [row, ITEM, *PERSONS], attested=words)

    assert (finding.facts["by"], finding.start) == ("chief", OPENS)


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (structs.replace(POST, holder_unit_id="army"), AttestationKind.ACCEPTED),
        (structs.replace(POST, holder_unit_id=None), AttestationKind.ACCEPTED),
        (structs.replace(SIGNATORY, rank=Rank.HEAD_OF_STATE), AttestationKind.CLEARED),
    ],
)
def test_row_that_needs_no_word_is_silent(row, kind):
    words = [word(row, kind, each.person_id, expires=OPENS) for each in PERSONS]

    assert found("C-88", [row, ITEM, *PERSONS], attested=words) == ()


def test_copy_that_only_a_stranger_gave_back_is_needed():
    words = [
        word(COPY, AttestationKind.ACKNOWLEDGED, "gate", expires=OPENS),
        word(COPY, AttestationKind.RECALLED, "nobody-known"),
    ]

    (finding,) = found("C-88", [COPY, *PERSONS], attested=words)

    assert finding.end == CLOSES
