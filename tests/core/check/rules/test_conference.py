"""C-200 and C-201: documents in every language, broadcast with a second line."""

import pytest

from summitry.plan.attestation import Attestation, AttestationKind
from summitry.plan.conference import Document, Feed, Translation
from summitry.plan.programme import Item
from tests.plans.one_rule import HOUR, MINUTE, NOW, OPENS, found, person, told, word

DONE, ISSUED, TRIED = AttestationKind.COMPLETED, AttestationKind.ISSUED, AttestationKind.VERIFIED
CLERK = person("N-clerk")
SECOND = MINUTE / 60


def item(*languages: str, broadcast: bool = False) -> Item:
    return Item(
        item_id="talks",
        title="Talks",
        kind="plenary",
        room_id="hall",
        start=OPENS,
        end=OPENS + HOUR,
        languages=languages,
        broadcast=broadcast,
    )


def document(**cells: object) -> Document:
    return Document(
        **{"document_id": "D", "title": "Draft", "original": "en", "item_id": "talks", **cells}
    )


def translation(language: str = "fr", **cells: object) -> Translation:
    return Translation(**{"document_id": "D", "language": language, "due": OPENS, **cells})


def test_language_of_the_item_and_of_the_document_is_needed() -> None:
    rows = [item("en", "es"), document(languages=("fr",))]

    assert told(found("C-200", rows)) == [
        ("missing", "documents", "D", "es", "medium"),
        ("missing", "documents", "D", "fr", "medium"),
    ]


def test_document_with_all_its_translations_is_let_through() -> None:
    rows = [item("en", "es"), document(), translation("es")]

    assert found("C-200", rows) == ()


def test_language_is_unknown_while_the_original_is_not_said() -> None:
    (gap,) = found("C-200", [item("en"), document(original=" ")])

    assert (gap.case, gap.status) == ("unknown", "unknown")


@pytest.mark.parametrize(
    ("cells", "case"),
    [
        ({"due": NOW + SECOND}, None),
        ({"due": NOW}, "late"),
        ({"due": None}, "no-date"),
        ({"due": OPENS + SECOND}, "after"),
        ({"due": OPENS}, None),
    ],
)
def test_translation_is_due_before_its_item(cells: dict[str, object], case: str | None) -> None:
    row = translation(**cells)
    rows = [item("en", "fr"), document(), row, CLERK]
    done: list[Attestation] = [word(row, DONE, "N-clerk")]

    assert [gap.case for gap in found("C-200", rows)] == ([case] if case else [])
    assert found("C-200", rows, attested=done) == ()


def test_translation_is_due_before_the_document_goes_out() -> None:
    rows = [item("en", "fr"), document(due=OPENS - HOUR), translation(due=OPENS - HOUR + SECOND)]

    assert [gap.case for gap in found("C-200", rows)] == ["after"]


def test_word_of_a_stranger_does_not_complete_a_translation() -> None:
    row = translation(due=NOW)
    rows = [item("en", "fr"), document(), row]

    gaps = found("C-200", rows, attested=[word(row, DONE, "N-nobody")])

    assert [gap.case for gap in gaps] == ["late"]


def test_document_is_to_go_out_by_its_date_and_before_its_item() -> None:
    due, after = document(due=NOW), document(due=OPENS + SECOND)

    assert [gap.case for gap in found("C-200", [item("en"), due])] == ["not-issued"]
    assert [gap.case for gap in found("C-200", [item("en"), after])] == ["after-item"]
    assert found("C-200", [item("en"), document(due=NOW + SECOND)]) == ()
    assert found("C-200", [item("en"), due, CLERK], attested=[word(due, ISSUED, "N-clerk")]) == ()


def feed(key: str, kind: str = "clean-picture", **cells: object) -> Feed:
    return Feed(
        **{"feed_id": key, "item_id": "talks", "kind": kind, "tested_by": OPENS - HOUR, **cells}
    )


PICTURES = (feed("F-1", backup_feed_id="F-2"), feed("F-2"))


def test_broadcast_needs_a_clean_picture_and_every_language() -> None:
    rows = [item("en", "fr", broadcast=True), feed("F-3", "language-sound", language="en")]

    assert told(found("C-201", rows)) == [
        ("sound", "programme", "talks", "fr", "medium"),
        ("picture", "programme", "talks", "picture", "medium"),
    ]


def test_item_that_is_not_broadcast_needs_none() -> None:
    assert found("C-201", [item("en")]) == ()


def test_picture_with_a_second_line_is_let_through() -> None:
    assert found("C-201", [item(broadcast=True), *PICTURES]) == ()


@pytest.mark.parametrize(
    "second",
    [
        {"backup_feed_id": None},
        {"backup_feed_id": "F-1"},
        {"backup_feed_id": "F-elsewhere"},
        {"backup_feed_id": "F-sound"},
        {"backup_feed_id": "F-nowhere"},
    ],
)
def test_picture_without_a_second_line_is_found(second: dict[str, object]) -> None:
    others = [feed("F-elsewhere", item_id="banquet"), feed("F-sound", "floor-sound")]

    gaps = found("C-201", [item(broadcast=True), feed("F-1", **second), *others])

    assert told(gaps) == [("backup", "feeds", "F-1", "backup", "medium")]


@pytest.mark.parametrize(
    ("tested_by", "case"),
    [
        (NOW + SECOND, None),
        (NOW, "late"),
        (None, "no-date"),
        (OPENS, None),
        (OPENS + SECOND, "after"),
    ],
)
def test_line_is_tried_before_the_item(tested_by: object, case: str | None) -> None:
    row = feed("F-1", "stream", tested_by=tested_by)
    rows = [item(), row, CLERK]

    assert [gap.case for gap in found("C-201", rows)] == ([case] if case else [])
    assert found("C-201", rows, attested=[word(row, TRIED, "N-clerk")]) == ()
