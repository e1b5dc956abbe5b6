"""The journal's pages, for those who may read it and for those who may not."""

import re
from base64 import b64encode

import pytest

from summitry.kit.errors import Text
from summitry.kit.time import SystemClock
from summitry.operations.audit import judge_file
from summitry.operations.judge import Verified
from summitry_web.accounts.roles import Role
from summitry_web.journal import access, actions, kinds
from summitry_web.journal.handing import hand_over
from summitry_web.journal.keys import node_public_key
from summitry_web.journal.models import Entry
from tests.web.journal.test_actions import AT, written
from tests.web.made import a_grant, an_account, an_event, signed_in

pytestmark = pytest.mark.django_db
PAGES = ("", "1/", "verify/")


def reader_of(client, role: Role = Role.AUDITOR, **cells):
    event, account = an_event(**cells), an_account()
    a_grant(account, event, role)
    return signed_in(client, account)


def text(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_the_auditor_reads_every_page(client, page: str, language: str) -> None:
    event, account = an_event(), an_account(language=language)
    a_grant(account, event, Role.AUDITOR)
    written(3)

    assert signed_in(client, account).get(f"/e/summit/journal/{page}").status_code == 200


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", [Role.ORGANISER, Role.PLANNER, Role.REPORTER])
def test_nobody_else_reads_any(client, page: str, role: Role) -> None:
    written(3)

    assert reader_of(client, role).get(f"/e/summit/journal/{page}").status_code == 404


def test_entries_are_told_as_sentences_and_unknown_kinds_by_their_code(client) -> None:
    kinds.add({"seal.broken": Text("{actor} broke the seal {subject} on door {door}.")})
    actions.record(
        "seal.broken", journal="summit", actor="P-1", at=AT, subject="S-7", facts={"door": 3}
    )
    actions.record("seal.unheard-of", journal="summit", actor="P-1", at=AT, subject="S-8")
    actions.record("seal.broken", journal="summit", actor="P-1", at=AT, subject="S-9")

    shown = text(reader_of(client).get("/e/summit/journal/"))

    assert "P-1 broke the seal S-7 on door 3." in shown
    assert "seal.unheard-of S-8" in shown
    assert "seal.broken S-9" in shown


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("", [4, 3, 2, 1]),
        ("?kind=row.read", [4]),
        ("?actor=P-2", [2]),
        ("?day=2026-05-01", [4, 3, 2, 1]),
        ("?day=2026-05-02", []),
        ("?day=nonsense", [4, 3, 2, 1]),
        ("?q=posts/3", [3]),
        ("?sort=number", [1, 2, 3, 4]),
    ],
)
@pytest.mark.parametrize("handed_over_at", [(), (2,), (1, 3), (4,)])
def test_entries_are_filtered_searched_and_sorted(
    client, asked: str, numbers: list[int], handed_over_at: tuple[int, ...]
) -> None:
    for number in range(1, 5):
        if number < 4:
            written(1, first=number)
        else:
            actions.record("row.read", journal="summit", actor="P-9", at=AT)
        if number in handed_over_at:
            hand_over("summit", AT)

    answer = reader_of(client).get(f"/e/summit/journal/{asked}")

    found = re.findall(r'href="/e/summit/journal/(\d+)/"', text(answer))
    assert [int(each) for each in found] == numbers


def test_a_day_is_the_venues_own(client) -> None:
    written(1)

    found = reader_of(client, timezone="Pacific/Kiritimati").get(
        "/e/summit/journal/?day=2026-05-01"
    )

    # 08:00 UTC is 22:00 there, still the first of May.
    assert 'href="/e/summit/journal/1/"' in text(found)


def test_the_page_says_up_to_where_it_is_signed(client) -> None:
    written(3)
    hand_over("summit", AT)
    written(1)

    assert "Signed up to entry 3 of 4, on " in text(reader_of(client).get("/e/summit/journal/"))


def test_what_waits_is_marked_with_its_age(client) -> None:
    written(2)
    hand_over("summit", AT)
    reader = reader_of(client)
    assert "not in the journal" not in text(reader.get("/e/summit/journal/"))

    actions.record("row.read", journal="summit", actor="P-9", at=SystemClock().now())

    shown = text(reader.get("/e/summit/journal/"))
    assert "1 entry is not in the journal&#39;s file yet." in shown
    assert shown.count("not yet; written ") == 1
    assert 'data-age="It was written {age}."' in text(reader.get("/e/summit/journal/3/"))
    assert "data-age" not in text(reader.get("/e/summit/journal/2/"))


def test_the_evidence_verifies_and_its_taking_is_its_last_entry(client) -> None:
    written(5)

    answer = reader_of(client).post("/e/summit/journal/evidence/")
    lines = b"".join(answer.streaming_content).splitlines()

    key = b64encode(node_public_key()).decode()
    assert judge_file(lines, public_key=key) == Verified(6, 6)
    assert Entry.objects.get(number=6).kind == "journal.exported"
    assert access.verify("summit") == Verified(6, 6)


def test_an_entry_of_another_event_is_not_there(client) -> None:
    written(1, "other")

    assert reader_of(client).get("/e/summit/journal/1/").status_code == 404
