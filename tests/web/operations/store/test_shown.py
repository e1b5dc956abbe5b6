"""The list of entries: made from the journal, searched in any script, and silent about the rest."""

import secrets  # noqa: TID251  # keys of the journal
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from summitry.operations import bodies
from summitry.operations.bodies import Absence, FieldReport, Incident, Note, Priority, Struck, Thing
from summitry.operations.entry import ERASED, Correction, Draft
from summitry.operations.sealing import KEY_BYTES, NONCE_BYTES, sealed
from summitry.plan.terms import Marking
from summitry_web.operations.store.asking import Reach, Sieve
from summitry_web.operations.store.file import PostFile
from summitry_web.operations.store.shown import Shown
from summitry_web.operations.store.shown_file import SHOWN
from summitry_web.operations.store.writer import Identity, Submission, Writer
from tests.web.made import AT

EVERYTHING = (Reach(height=4),)
NOW = round(AT.timestamp() * 1_000)


class Journal:
    """A journal that is written to, and the list beside it."""

    def __init__(self, folder):
        self.folder = folder
        self.count = 0
        identity = Identity(event="summit", post="CP-1", key=Ed25519PrivateKey.generate())
        self.file = PostFile(folder)
        self.writer = Writer(self.file, identity, lambda: NOW + 60_000 * self.count)

    def write(self, body, **cells):
        self.count += 1
        entry_id = f"{self.count:032x}"
        kept, submission = sealed_body(body, entry_id)
        draft = Draft(
            entry_id=entry_id, kind=body.kind, author="S-1", device="site",
            **{"observed_ms": NOW, "entered_ms": NOW + 60_000 * self.count, **cells}, body=kept,
        )  # fmt: skip
        return self.writer.submit(Submission(draft=draft, **submission)).result(5)

    def erase(self, entry):
        self.file.erase([entry.body])
        self.count += 1
        draft = Draft(
            entry_id=f"{self.count:032x}", kind=ERASED, author="S-1", device="site",
            observed_ms=NOW, entered_ms=NOW, about=(entry.entry_id,),
        )  # fmt: skip
        return self.writer.submit(Submission(draft=draft)).result(5)

    def shown(self):
        shown = Shown(self.folder, "summit")
        shown.bring_up()
        return shown


def sealed_body(body, entry_id):
    key = secrets.token_bytes(KEY_BYTES)
    content = bodies.bytes_of(body)
    made = sealed(
        content, key=key, nonce=secrets.token_bytes(NONCE_BYTES), event="summit", entry_id=entry_id
    )
    return made.commitment(), {"sealed": made, "key": key}


@pytest.fixture
def journal(tmp_path):
    made = Journal(tmp_path / "CP-1")
    yield made
    made.writer.close()


def words(lines):
    return [getattr(each.body, "text", "") or getattr(each.body, "title", "") for each in lines]


def test_the_newest_comes_first_and_pages_follow_each_other(journal):
    for number in range(7):
        journal.write(Note(text=f"line {number}"))
    shown = journal.shown()

    first = shown.page(EVERYTHING, Sieve(), most=3)
    second = shown.page(EVERYTHING, Sieve(), most=3, before=first[-1].number)
    back = shown.after(EVERYTHING, Sieve(), most=3, number=second[0].number)

    assert words(first) == ["line 6", "line 5", "line 4"]
    assert words(second) == ["line 3", "line 2", "line 1"]
    assert back == first


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("smoke", ["Smoke at the gate"]),
        ("SMOKE gate", ["Smoke at the gate"]),
        ("hoả hoạn", ["Có hỏa hoạn ở cổng"]),
        ("cong", ["Có hỏa hoạn ở cổng"]),
        ("火灾", ["东门发生火灾"]),
        ("门", ["东门发生火灾"]),
        ("发生火灾", ["东门发生火灾"]),
        ("灾东", []),
        ("دخان", ["دخان عند البوابة"]),
        ("at", ["Smoke at the gate"]),
        ('"', []),
        ("gates/G-1", ["Smoke at the gate"]),
    ],
)
def test_words_are_found_in_any_script(journal, asked, found):
    journal.write(Note(text="Smoke at the gate"), place="gates/G-1")
    for text in ("Có hỏa hoạn ở cổng", "东门发生火灾", "دخان عند البوابة"):
        journal.write(Note(text=text))
    shown = journal.shown()

    lines = shown.page(EVERYTHING, Sieve(words=asked), most=9)

    assert words(lines) == found
    assert shown.count(EVERYTHING, Sieve(words=asked)) == len(found)


def test_filters_narrow_the_list(journal):
    journal.write(Note(text="tea"))
    journal.write(FieldReport(text="smoke", priority=Priority.URGENT), place="posts/P-1")
    journal.write(Incident(title="fire"))
    shown = journal.shown()

    def found(**cells):
        return words(shown.page(EVERYTHING, Sieve(**cells), most=9))

    assert found(kind="incident") == ["fire"]
    assert found(priority=Priority.URGENT) == ["smoke"]
    assert found(place="posts/P-1") == ["smoke"]
    assert found(author="S-2") == []
    assert found(as_at=AT + timedelta(minutes=2)) == ["smoke", "tea"]
    assert found(since=AT + timedelta(minutes=2)) == ["fire", "smoke"]


def test_what_came_late_was_not_known_before_it_came_but_in_a_trial(journal):
    wrong = journal.write(Note(text="gate 1"))
    journal.write(
        Note(text="gate 2"), entered_ms=NOW, corrects=wrong.entry_id, reason=Correction.MISTAKE
    )
    shown = journal.shown()

    def known(minutes, **cells):
        sieve = Sieve(as_at=AT + timedelta(minutes=minutes), **cells)
        over = shown.corrections(EVERYTHING, [wrong.entry_id], sieve)
        return words(shown.page(EVERYTHING, sieve, most=9)), len(over)

    assert known(1) == (["gate 1"], 0)
    assert known(2) == (["gate 2", "gate 1"], 1)
    assert known(0, is_trial=True) == (["gate 2"], 1)
    assert [each.received for each in shown.page(EVERYTHING, Sieve(), most=9)] == [
        AT + timedelta(minutes=2), AT + timedelta(minutes=1),
    ]  # fmt: skip


def test_neither_page_nor_count_tells_of_what_is_not_ones_to_know(journal):
    journal.write(Note(text="for all"), marking=Marking.GREEN)
    journal.write(Note(text="amber"), marking=Marking.AMBER)
    journal.write(Note(text="of two"), marking=Marking.AMBER_STRICT, scope=("U-2",))
    journal.write(Note(text="of nobody"), marking=Marking.AMBER_STRICT)
    journal.write(Note(text="clear"), marking=Marking.CLEAR)
    shown = journal.shown()

    def told(*reaches):
        return words(shown.page(reaches, Sieve(), most=9)), shown.count(reaches, Sieve())

    assert told() == (["clear"], 1)
    assert told(Reach(height=1)) == (["clear", "for all"], 2)
    assert told(Reach(height=4, unit_id="U-1")) == (["clear", "amber", "for all"], 3)
    assert told(Reach(height=4, unit_id="U-2"))[0][:2] == ["clear", "of two"]
    assert told(*EVERYTHING)[1] == 5
    assert shown.page((), Sieve(words="amber"), most=9) == []


def test_what_was_written_over_an_entry_stands_with_it(journal):
    wrong = journal.write(Note(text="gate 1"))
    right = journal.write(Note(text="gate 2"), corrects=wrong.entry_id, reason=Correction.MISTAKE)
    struck = journal.write(Struck(), corrects=wrong.entry_id, reason=Correction.WITHDRAWN)
    shown = journal.shown()

    over = shown.corrections(EVERYTHING, [wrong.entry_id], Sieve())
    earlier = shown.corrections(EVERYTHING, [wrong.entry_id], Sieve(as_at=right.entered_at))

    assert [each.entry_id for each in over[wrong.entry_id]] == [right.entry_id, struck.entry_id]
    assert [each.entry_id for each in earlier[wrong.entry_id]] == [right.entry_id]
    assert shown.corrections((), [wrong.entry_id], Sieve()) == {}


def test_an_erased_entry_leaves_the_list_and_the_disk(journal):
    gone = journal.write(Note(text="Zebrafinch was here"))
    journal.write(Note(text="tea"))
    shown = journal.shown()
    before = shown.count(EVERYTHING, Sieve(words="zebrafinch"))
    journal.erase(gone)
    shown.bring_up()

    left = b"".join(path.read_bytes() for path in journal.folder.glob(f"{SHOWN}*"))
    assert before == 1
    assert words(shown.page(EVERYTHING, Sieve(), most=9)) == ["tea"]
    assert shown.count(EVERYTHING, Sieve(words="zebrafinch")) == 0
    assert [each for each in (b"ebrafinch", b"zeb", b"Zeb") if each in left] == []


def test_the_list_is_made_again_from_the_journal(journal):
    journal.write(Absence(person_id="N-1", start=AT), place="posts/P-1")
    journal.write(Note(text="tea"))
    first = journal.shown()
    lines = first.page(EVERYTHING, Sieve(), most=9)
    first.close()
    for path in journal.folder.glob(f"{SHOWN}*"):
        path.unlink()

    assert journal.shown().page(EVERYTHING, Sieve(), most=9) == lines
    assert lines[1].body.person_id == "N-1"
    assert lines[1].place == str(Thing("posts", "P-1").table + "/P-1")


def test_it_is_brought_up_in_parts_and_nothing_is_taken_twice(journal):
    for number in range(5):
        journal.write(Note(text=f"line {number}"))
    one, other = (Shown(journal.folder, "summit") for _ in range(2))

    left = [one.bring_up(most=2), other.bring_up(most=2), one.bring_up(), other.bring_up()]

    assert left == [3, 1, 0, 0]
    assert other.count(EVERYTHING, Sieve()) == 5


def test_a_list_that_is_ahead_of_its_journal_is_made_anew(journal, tmp_path):
    for number in range(3):
        journal.write(Note(text=f"line {number}"))
    shown = Shown(journal.folder, "summit")
    shown.bring_up()
    restored = Journal(tmp_path / "restored")
    restored.write(Note(text="line after the backup"))
    shown.close()
    (journal.folder / SHOWN).rename(restored.folder / SHOWN)

    lines = restored.shown().page(EVERYTHING, Sieve(), most=9)

    assert words(lines) == ["line after the backup"]
