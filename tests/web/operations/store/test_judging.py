"""One flipped bit anywhere in the files is seen, or it changes nothing that anybody reads."""

import os
import shutil
import sqlite3
from itertools import count

import pytest

from summitry.kit.errors import SummitryError
from summitry.kit.streams import stream
from summitry_web.journal.file import JOURNAL
from summitry_web.operations.store import writer as writers
from summitry_web.operations.store.file import KEYS, PostFile
from summitry_web.operations.store.judging import Damage, damage_of
from summitry_web.operations.store.writer import Writer
from tests.web.operations.store.test_exchange import EVENT, KNOWN, Post, submission

WHOLE = os.environ.get("SUMMITRY_FULL") == "1"
BITS_EACH = 40 if WHOLE else 2
"""Of each page of each file."""
TABLES = {
    JOURNAL: ("entries", "bodies", "checkpoints", "cosignatures", "forks"),
    KEYS: ("body_keys",),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The folder of a post with entries of three posts, cosignatures, a fork and an erased body."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writers, "RESERVE_BYTES", 1)
        folder = tmp_path_factory.mktemp("sound")
        posts = [Post(folder, name) for name in ("CP-1", "CP-2", "CP-3")]
        one, two, three = posts
        for number in range(12):
            for post in posts:
                post.enter(number, b"smoke " * (1 + 40 * (number % 5)))
            two.take(one.parcel(two))
            for other in (two, three):
                one.take(other.parcel(one))
        twin = Post(folder / "twin", "CP-2")
        for number in range(12):
            twin.enter(100 + number)
        one.take(twin.parcel_beyond({}, "CP-1"))
        one.file.erase([submission("CP-1", 3, b"smoke " * 121).draft.body])
        for post in (*posts, twin):
            post.file.close()
        return one.folder


def contents(folder):
    """Return every cell of both files."""
    found = {}
    for name, tables in TABLES.items():
        link = sqlite3.connect(f"{(folder / name).as_uri()}?mode=ro", uri=True)
        for table in tables:
            found[table] = list(link.execute(f"SELECT * FROM {table} ORDER BY 1, 2"))  # noqa: S608  # names of ours
        link.close()
    return found


def test_a_sound_journal_has_no_damage(sound):
    assert damage_of(sound, EVENT, KNOWN) == ()
    assert all(len(table) > 0 for table in contents(sound).values())


def flipped(path, bit):
    content = bytearray(path.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    path.write_bytes(content)


@pytest.mark.parametrize("name", [JOURNAL, KEYS])
def test_a_flipped_bit_is_named_or_changes_nothing(sound, tmp_path, name):
    chance, before = stream(0, name), contents(sound)
    pages = (sound / name).stat().st_size // 4096
    silent = []
    for place in range(pages * BITS_EACH):
        bit = place % pages * 4096 * 8 + int(chance.integers(4096 * 8))
        folder = tmp_path / str(place)
        shutil.copytree(sound, folder)
        flipped(folder / name, bit)

        found = damage_of(folder, EVENT, KNOWN)

        assert {each.file for each in found[:1]} <= {name}
        if not found:
            silent.append(bit)
            after = contents(folder)
            changed_rows = [
                (bit, table, each)
                for table in before
                for each in set(after[table]) ^ set(before[table])
            ]
            assert changed_rows == []
        shutil.rmtree(folder)
    assert len(silent) < pages * BITS_EACH


def changed(folder, tmp_path, statement):
    """Change a cell under SQLite, as a bit on the disk would, past the triggers."""
    made = tmp_path / "changed"
    shutil.copytree(folder, made)
    for name, tables in TABLES.items():
        link = sqlite3.connect(made / name, isolation_level=None)
        triggers = link.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        kept = triggers.fetchall()
        for trigger, _ in kept:
            link.execute(f"DROP TRIGGER {trigger}")
        if statement.split()[1] in tables:
            assert link.execute(statement).rowcount == 1
        for _, sql in kept:
            link.execute(sql)
        link.close()
    return made


FIFTH, EIGHTH = "post = 'CP-2' AND seq = 5", "post = 'CP-2' AND size = 8"
FIRST = "commitment IN (SELECT min(commitment) FROM {})"
CELLS = [
    ("entries", "content = CAST(replace(content, 'N-1', 'N-3') AS BLOB)", FIFTH, 5),
    ("entries", "leaf = zeroblob(32)", FIFTH, 5),
    ("entries", "entry_id = 'f'", FIFTH, 5),
    ("entries", "seq = 50", "post = 'CP-2' AND seq = 12", 50),
    ("checkpoints", "peaks = zeroblob(32)", EIGHTH, 8),
    ("checkpoints", "size = 90", "post = 'CP-2' AND size = 1", 90),
    ("checkpoints", "note = replace(note, 'a', 'b')", EIGHTH, 8),
    ("cosignatures", "note = replace(note, 'a', 'b')", EIGHTH, 8),
    ("cosignatures", "name = 'x'", EIGHTH, 8),
    ("forks", "evidence = CAST(replace(evidence, 'a', 'b') AS BLOB)", "number = 1", 1),
    ("bodies", "sealed = CAST(replace(sealed, 'a', 'b') AS BLOB)", FIRST.format("bodies"), 0),
    ("bodies", "commitment = 'x'", FIRST.format("bodies"), 0),
    ("body_keys", "key = zeroblob(32)", FIRST.format("body_keys"), 0),
    ("body_keys", "commitment = 'x'", FIRST.format("body_keys"), 0),
]


@pytest.mark.parametrize(("table", "cell", "where", "number"), CELLS)
def test_a_changed_cell_is_named(sound, tmp_path, table, cell, where, number):
    folder = changed(sound, tmp_path, f"UPDATE {table} SET {cell} WHERE {where}")  # noqa: S608  # words of ours

    found = damage_of(folder, EVENT, KNOWN)

    assert (table, number) in {(each.table, each.number) for each in found}


@pytest.mark.parametrize(
    "statement",
    ["DROP TRIGGER entries_no_update", "CREATE VIEW other AS SELECT * FROM entries"],
)
def test_a_file_whose_guards_are_gone_is_not_opened(sound, tmp_path, statement):
    folder = tmp_path / "changed"
    shutil.copytree(sound, folder)
    link = sqlite3.connect(folder / JOURNAL, isolation_level=None)
    link.execute(statement)
    link.close()

    with pytest.raises(SummitryError, match=r"journal\.damaged"):
        PostFile(folder)
    assert damage_of(folder, EVENT, KNOWN) == (Damage(file=JOURNAL),)


def test_a_damaged_entry_is_not_shown(sound, tmp_path):
    folder = changed(
        sound, tmp_path,
        "UPDATE entries SET content = CAST(replace(content, 'N-1', 'N-3') AS BLOB) "
        "WHERE post = 'CP-2' AND seq = 5",
    )  # fmt: skip
    file = PostFile(folder, readonly=True)

    with pytest.raises(SummitryError, match=r"journal\.damaged"):
        list(file.entries("CP-2"))
    file.close()


@pytest.mark.parametrize(
    "cell", ["note = replace(note, 'at 19', 'at 29')", "note = replace(note, 'a', 'b')"]
)
def test_nothing_is_written_after_a_damaged_checkpoint(sound, tmp_path, cell):
    folder = changed(
        sound, tmp_path, f"UPDATE checkpoints SET {cell} WHERE post = 'CP-1' AND size = 12"  # noqa: S608  # words of ours
    )  # fmt: skip
    file = PostFile(folder)

    with pytest.raises(SummitryError, match=r"journal\.damaged"):
        Writer(file, Post.identity_of("CP-1"), count(90_000).__next__)
    file.close()
