"""A day that holds little tells the same as one that holds every entry of the journal, opened."""

from itertools import islice

import pytest

from summitry.operations.bodies import BODIES, Body, FieldReport, Incident, Note
from summitry.operations.entry import Correction
from summitry.operations.record import Record, is_passing
from summitry.plan.terms import Marking
from summitry_web.accounts.can import is_readable
from summitry_web.accounts.roles import Role
from summitry_web.operations.access import Day, cited, readable, thing_of
from summitry_web.operations.store.asking import Sieve
from summitry_web.operations.store.file import PostFile
from summitry_web.operations.store.opening import entered_of
from summitry_web.operations.store.shown import Shown
from summitry_web.operations.store.shown_file import SHOWN
from tests.web.made import AT
from tests.web.operations.made import a_command_post, somebody
from tests.web.operations.made_journal import EVENT, POSTS, Journals, damage

pytestmark = pytest.mark.django_db

NO_LIST, PART, WHOLE = 0, 700, 1_000_000


def a_day(**cells):
    return Day(EVENT, POSTS[0], is_trial=cells.get("is_trial", False))


def list_up(journals, most):
    if most:
        shown = Shown(journals.folder, EVENT)
        shown.bring_up(most=most)
        shown.close()


def told(record, ids):
    said = {kind: record.said(kind) for kind in BODIES.values()}
    answers = {each: record.answers(each, Body) for each in ids}
    return [*record], said, answers, {each: record.corrections(each) for each in ids}


def require_same(day, journals, actors):
    every, ids = journals.opened(), [each.entry_id for each in journals.written]
    middle = every[len(every) // 2].received
    assert told(day.whole(), ids) == told(Record(every), ids)
    assert [*day.backwards()] == every[::-1]
    assert len(day.held) == sum(not is_passing(each) for each in every)
    for actor in actors:
        mine = [each for each in every if is_readable(actor, thing_of(each), at=AT)]
        record = day.record_for(actor, at=AT)
        assert told(record, ids) == told(Record(mine), ids)
        assert told(record.as_at(middle), ids) == told(Record(mine).as_at(middle), ids)
        assert [*readable(day, actor, at=AT)] == mine[::-1]
        assert [
            each for each in readable(day, actor, at=AT, sieve=Sieve(as_at=middle))
            if each.received <= middle
        ] == [each for each in mine[::-1] if each.received <= middle]  # fmt: skip
        assert [
            each for each in readable(day, actor, at=AT, sieve=Sieve(author="S-1"))
            if each.author == "S-1"
        ] == [each for each in mine[::-1] if each.author == "S-1"]  # fmt: skip
        assert cited(day, actor, ids, at=AT) == {each.entry_id: each for each in mine}


@pytest.mark.parametrize(("seed", "listed"), [(1, NO_LIST), (2, PART), (3, WHOLE), (4, WHOLE)])
def test_it_tells_the_same_as_all_entries_opened(seed, listed):
    event, organiser = a_command_post()
    actors = [organiser, somebody(event, Role.READER, Marking.AMBER_STRICT, unit="U-1")[1],
              somebody(event, Role.READER, Marking.GREEN)[1]]  # fmt: skip
    journals, day = Journals(seed), a_day()
    journals.some(1_100)
    list_up(journals, listed)
    day.bring_up()
    require_same(day, journals, actors)

    journals.some(60)
    day.bring_up()
    require_same(day, journals, actors)
    journals.some(1_010)
    list_up(journals, listed)
    day.bring_up()
    require_same(day, journals, actors)


def another_key(journals, entries):
    """Give the bodies of these entries a key that does not open them: opening one is refused."""
    file = PostFile(journals.folder)
    file._keys.executemany(
        "UPDATE body_keys SET key = ? WHERE commitment = ?",
        [(bytes(32), each.body) for each in entries],
    )
    file.close()


def test_no_body_of_a_passing_entry_is_opened_before_somebody_asks_for_it(caplog):
    _, organiser = a_command_post()
    journals = Journals()
    passing = [journals.write("CP-1", Note(text=f"line {number}")) for number in range(1_500)]
    fire = journals.write("CP-1", Incident(title="fire"))
    passing += [journals.write("CP-1", Note(text=f"later {number}")) for number in range(60)]
    journals.flush()
    list_up(journals, WHOLE)
    another_key(journals, passing[:-40])

    day = a_day()
    day.bring_up()
    newest = [*islice(readable(day, organiser, at=AT), 15)]

    assert [each.entry_id for each in day.held] == [fire.entry_id]
    assert [each.entry_id for each in day.whole()] == [fire.entry_id]
    assert [each.body.text for each in newest] == [f"later {n}" for n in range(59, 44, -1)]
    assert not caplog.records
    assert len([*readable(day, organiser, at=AT)]) == 41
    assert len(day.damaged) == len(caplog.records) == len(passing) - 40


def test_what_a_reader_may_not_know_is_not_opened_for_them(caplog):
    event, _ = a_command_post()
    _, reader = somebody(event, Role.READER, Marking.GREEN)
    journals = Journals()
    green = journals.write("CP-1", Note(text="for all"), marking=Marking.GREEN)
    amber = [journals.write("CP-1", Note(text="amber")) for _ in range(1_200)]
    journals.flush()
    day = a_day()
    day.bring_up()
    another_key(journals, amber)

    assert [each.entry_id for each in readable(day, reader, at=AT)] == [green.entry_id]
    assert not caplog.records
    assert [each.entry_id for each in day.backwards()] == [green.entry_id]
    assert len(caplog.records) == len(amber)


@pytest.mark.parametrize("listed", [NO_LIST, WHOLE])
def test_a_correction_and_an_erasure_of_a_passing_entry_count_when_they_come(listed):
    _, organiser = a_command_post()
    journals = Journals()
    wrong, gone = (journals.write("CP-1", Note(text=text)) for text in ("gate 1", "Zebrafinch"))
    for number in range(1_200):
        journals.write("CP-2", Note(text=f"line {number}"))
    journals.flush()
    list_up(journals, listed)
    day = a_day()
    day.bring_up()
    before = [*day.whole()]

    right = journals.write(
        "CP-2", Note(text="gate 2"), corrects=wrong.entry_id, reason=Correction.MISTAKE
    )
    belongs = journals.write("CP-1", Note(text="with it", to=wrong.entry_id))
    journals.erase("CP-2", gone)
    journals.flush()
    day.bring_up()

    record = day.whole()
    assert before == []
    assert [each.entry_id for each in record.corrections(wrong.entry_id)] == [right.entry_id]
    assert [e.event.entry_id for e in record.answers(wrong.entry_id, Note)] == [belongs.entry_id]
    assert [each.body.text for each in day.named([wrong.entry_id, gone.entry_id])] == ["gate 1"]
    assert "Zebrafinch" not in [each.body.text for each in readable(day, organiser, at=AT)]


def test_a_list_of_another_journal_is_not_believed(tmp_path):
    a_command_post()
    journals = Journals(1)
    journals.some(1_050)
    list_up(journals, WHOLE)
    listed = tmp_path / SHOWN
    (journals.folder / SHOWN).rename(listed)
    for path in journals.folder.iterdir():
        path.unlink()
    other = Journals(2)
    other.some(1_100)
    listed.rename(other.folder / SHOWN)

    day = a_day()
    day.bring_up()

    assert [*day.backwards()] == other.opened()[::-1]
    assert [*day.whole()] == [*Record(other.opened())]


@pytest.mark.parametrize("count", [100, 400])
def test_bodies_are_asked_for_many_at_a_time(count):
    a_command_post()
    journals = Journals()
    for number in range(count):
        journals.write("CP-1", FieldReport(text=f"report {number}"))
    journals.flush()
    asked = []
    file = PostFile(journals.folder, readonly=True)
    for link in (file._journal, file._keys):
        link.set_trace_callback(asked.append)

    found = entered_of(file, EVENT, file.at("CP-1", range(1, count + 1)))
    file.close()

    assert [each.body.text for each in found] == [f"report {n}" for n in range(count)]
    assert len(asked) == 3


@pytest.mark.parametrize("place", [1, 200])
def test_a_damaged_body_takes_nothing_else_away(place):
    """One flipped bit on the disk: every other entry is shown, and each time it is told."""
    a_command_post()
    journals = Journals()
    first, second = (journals.write("CP-1", Incident(title=f"smoke {n}")) for n in range(2))
    journals.flush()
    damage(journals.folder, first.body, place)
    day = a_day()

    for _ in range(2):
        day.bring_up()
        assert [each.entry_id for each in day.whole()] == [second.entry_id]
        assert [*day.damaged] == [first.entry_id]
        assert day.damaged_places == "CP-1 1"
        assert [each.entry_id for each in day.backwards()] == [second.entry_id]


def test_a_damaged_body_that_is_erased_is_told_no_more():
    a_command_post()
    journals = Journals()
    broken = journals.write("CP-1", Incident(title="smoke"))
    journals.flush()
    damage(journals.folder, broken.body, 60)
    day = a_day()
    day.bring_up()
    assert day.damaged

    journals.erase("CP-1", broken)
    journals.flush()
    day.bring_up()

    assert not day.damaged
