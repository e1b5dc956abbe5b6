"""`summitry verify` on the evidence of a journal."""

import json
from hashlib import sha256

import pytest

from summitry.cli.main import main
from tests.core.operations.posts import Posts
from tests.core.operations.tampered import encoded_line
from tests.core.operations.test_audit import Case as SiteCase
from tests.core.operations.test_audit import public_of

POSTS = Posts(6)
COUNT = len(POSTS.first.entries)


@pytest.fixture(autouse=True)
def _english(monkeypatch, tmp_path):
    monkeypatch.setenv("SUMMITRY_LANG", "en")
    monkeypatch.chdir(tmp_path)
    keys = [key.vkey() for key in POSTS.trust().keys]
    (tmp_path / "keys.txt").write_text("\n".join(keys) + "\n")


def run(capsys, *arguments):
    status = main(["verify", *arguments])
    told = capsys.readouterr()
    return status, told.out + told.err


def written(tmp_path, change=None):
    lines = [json.loads(line) for line in POSTS.lines()]
    if change is not None:
        change(next(line for line in lines if line.get("entry", {}).get("seq") == 4)["entry"])
    encoded = [encoded_line(line) + b"\n" for line in lines]
    (tmp_path / "pack.jsonl").write_bytes(b"".join(encoded))


def test_a_whole_pack_ends_with_status_0(capsys, tmp_path):
    (tmp_path / "pack.jsonl").write_bytes(b"".join(POSTS.lines()))

    status, told = run(capsys, "pack.jsonl", "--keys", "keys.txt")
    unknown = run(capsys, "pack.jsonl")

    assert status == 0
    assert told.splitlines()[0] == (
        f"Journal of CP-A: whole, {COUNT} entries, signed up to entry {COUNT}."
    )
    assert told.splitlines()[1].startswith(f"  Sealed by witnesses up to entry {COUNT}, at 2026-")
    assert unknown[0] == 0
    assert unknown[1].splitlines()[-1] == (
        "The keys were taken from the pack itself. Name those that you know from elsewhere "
        "with --keys."
    )


def test_an_edited_pack_names_the_entry(capsys, tmp_path):
    written(tmp_path, lambda entry: entry.update(author="P-77"))

    status, told = run(capsys, "pack.jsonl", "--keys", "keys.txt")
    data = json.loads(run(capsys, "pack.jsonl", "--format", "json")[1])

    entry_id = POSTS.first.entries[3].entry_id
    assert status == 1
    first, second = told.splitlines()[:2]
    assert first == (
        "Journal of CP-A: Entry 4 was changed after it was written; the change may reach to "
        "entry 4."
    )
    assert second == f"  The entry's id is {entry_id}."
    assert data["whole"] is False
    assert data["faults"][0] == {
        "post": "CP-A",
        "fault": {"reason": "changed", "number": 4, "last": 4, "checkpoint": 0},
        "entry_id": entry_id,
    }


def test_what_was_kept_shows_a_journal_written_anew(capsys, tmp_path):
    other = Posts(7)
    other.first.key, other.first.public = POSTS.first.key, POSTS.first.public
    (tmp_path / "pack.jsonl").write_bytes(b"".join(POSTS.lines()))
    (tmp_path / "mine.receipt").write_text(POSTS.first.receipts[2].note())
    (tmp_path / "mine.checkpoint").write_text(POSTS.first.checkpoints[0].note())
    (tmp_path / "other.checkpoint").write_text(
        other.first.resign(5, POSTS.first.checkpoints[0].at).note()
    )
    held = ("--held", "mine.receipt", "--held", "mine.checkpoint")

    good = run(capsys, "pack.jsonl", "--keys", "keys.txt", *held)
    bad = run(capsys, "pack.jsonl", "--keys", "keys.txt", "--held", "other.checkpoint")

    assert good[0] == 0
    assert bad[0] == 1
    assert bad[1].splitlines()[0] == (
        "Journal of CP-A: Two signed checkpoints at entry 5 contradict each other: there are two "
        "versions of this journal."
    )


def test_attached_files_are_compared_with_their_hashes(capsys, tmp_path):
    posts = Posts(8)
    name = sha256(b"a photo").hexdigest()
    posts.first.write(posts.now_ms + 1, attachments=(name,))
    posts.first.sign(posts.now_ms + 2)
    (tmp_path / "pack.jsonl").write_bytes(b"".join(posts.lines()))
    folder = tmp_path / "files"
    folder.mkdir()

    (folder / name).write_bytes(b"a photo")
    good = run(capsys, "pack.jsonl", "--attachments", "files")
    (folder / name).write_bytes(b"another photo")
    bad = run(capsys, "pack.jsonl", "--attachments", "files")

    assert (good[0], bad[0]) == (0, 1)
    assert "A file attached to entry" in bad[1]


def test_the_evidence_of_the_site_s_own_journal_is_judged_as_well(capsys, tmp_path):
    case = SiteCase(7)
    (tmp_path / "site.jsonl").write_text("".join(json.dumps(line) + "\n" for line in case.lines))
    whole = f"The journal is whole: {case.count} entries, signed up to entry {case.count}.\n"

    assert public_of(case.key)
    assert run(capsys, "site.jsonl") == (0, whole)
    assert json.loads(run(capsys, "site.jsonl", "--format", "json")[1]) == {
        "whole": True, "size": case.count, "signed": case.count,
    }  # fmt: skip
    assert run(capsys, "site.jsonl", "--keys", "keys.txt")[0] == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("none.jsonl",), "is no evidence of a journal"),
        (("pack.jsonl", "--keys", "none.txt"), "could not be read"),
        (("pack.jsonl", "--keys", "bad.txt"), "is no public key"),
        (("pack.jsonl", "--held", "bad.txt"), "not a signed checkpoint or receipt"),
        (("pack.jsonl", "--attachments", "none"), "could not be read"),
    ],
)
def test_what_cannot_be_read_is_refused(capsys, tmp_path, arguments, told):
    (tmp_path / "pack.jsonl").write_bytes(b"".join(POSTS.lines()))
    (tmp_path / "bad.txt").write_bytes(b"\xff" if "--held" in arguments else b"bad")

    found = run(capsys, *arguments)

    assert found[0] == 2
    assert told in found[1]
