"""`summitry pack`: entries as evidence, and evidence as one page that `verify` judges."""

import json
from pathlib import Path

import pytest

from summitry.cli.files import save
from summitry.cli.main import main
from summitry.package.package import Package
from tests.core.operations.posts import Posts
from tests.core.report.test_evidence_page import read
from tests.plans.small import small
from tests.plans.small_moments import at

LINE = {"at": at(0).isoformat(), "by": "N-U-1", "text": "Smoke in the kitchen"}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("SUMMITRY_LANG", "en")
    monkeypatch.chdir(tmp_path)
    Path("pack.jsonl").write_bytes(b"".join(Posts(6).lines()))


def run(capsys, *arguments):
    status = main(list(arguments))
    told = capsys.readouterr()
    return status, told.out + told.err


def test_verify_accepts_the_page_of_a_pack(capsys):
    made = run(capsys, "pack", "pack.jsonl", "--html", "page.html")
    pack, page = run(capsys, "verify", "pack.jsonl"), run(capsys, "verify", "page.html")

    assert made == (0, "Written: page.html\n")
    assert pack[0] == 0
    assert page == pack


def test_verify_names_the_edited_entry_of_a_page(capsys):
    run(capsys, "pack", "pack.jsonl", "--html", "page.html")
    lines, _ = read(Path("page.html").read_bytes())
    Path("pack.jsonl").write_bytes(
        b"".join(line.replace(b'"seq":4,', b'"seq":4, ') for line in lines)
    )
    run(capsys, "pack", "pack.jsonl", "--html", "page.html")

    status, told = run(capsys, "verify", "page.html")

    assert status == 1
    assert told.startswith("Journal of CP-A: Entry 4 was changed after it was written")


def test_verify_rejects_a_page_that_was_edited_around_the_pack(capsys):
    run(capsys, "pack", "pack.jsonl", "--html", "page.html")
    page = Path("page.html")
    page.write_bytes(page.read_bytes().replace(b"<tbody>", b"<tbody><tr><td>Forged</td></tr>"))

    status, told = run(capsys, "verify", "page.html", "--format", "json")

    assert status == 1
    assert json.loads(told)["faults"] == [
        {
            "post": "CP-A",
            "fault": {"reason": "page-changed", "number": 0, "last": 0, "checkpoint": 0},
            "entry_id": "",
        }
    ]


def test_a_page_gives_its_pack_back_as_it_was(capsys):
    before = Path("pack.jsonl").read_bytes()
    run(capsys, "pack", "pack.jsonl", "--html", "page.html")

    run(capsys, "pack", "page.html", "--out", "again.jsonl")

    assert Path("again.jsonl").read_bytes() == before


def test_the_entries_of_a_day_become_evidence_with_their_plan(capsys):
    snapshot, attestations = small()
    save(Package(snapshot=snapshot, attestations=attestations, key=b"k" * 32), Path("plan"))
    Path("day.jsonl").write_text(json.dumps(LINE))

    made = run(
        capsys, "pack", "day.jsonl", "--plan", "plan", "--html", "a.html", "--out", "a.jsonl"
    )
    status, told = run(capsys, "verify", "a.html")

    assert made == (0, "Written: a.jsonl\nWritten: a.html\n")
    assert (status, told.splitlines()[0]) == (
        0, "Journal of CP: whole, 1 entries, signed up to entry 1.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["pack.jsonl"], "Add --html, --out"),
        (["day.jsonl", "--out", "x"], "Add --plan"),
        (["none.jsonl", "--out", "x"], "none.jsonl"),
    ],
)
def test_what_is_missing_is_named(capsys, arguments, said):
    Path("day.jsonl").write_text(json.dumps(LINE))

    status, told = run(capsys, "pack", *arguments)

    assert status == 2
    assert said in told
    assert not Path("x").exists()
