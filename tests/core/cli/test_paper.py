"""`summitry paper`: papers of the day from a plan and the entries of a file."""

import json
from pathlib import Path

import pytest

from summitry.cli.files import save
from summitry.cli.main import main
from summitry.operations.papers.paper import Kind
from summitry.package.package import Package
from tests.plans.small import small
from tests.plans.small_moments import at

LINES = [
    {"at": at(0).isoformat(), "by": "N-U-1", "id": "fire", "text": "Smoke in the kitchen"},
    {
        "at": at(0.1).isoformat(), "by": "N-U-1", "id": "order",
        "body": {"kind": "order", "text": "Clear it", "unit_ids": ["U-2"], "to": "fire"},
    },
    {
        "at": at(0.2).isoformat(), "by": "N-U-1", "marking": "TLP:RED", "text": "Canary on fire",
    },
]  # fmt: skip
NEEDED = {
    Kind.SITREP: ["--approved-by", "N-U-1"],
    Kind.HANDOVER: ["--outgoing", "N-U-1", "--incoming", "N-U-2"],
    Kind.ICS_209: ["--entry", "fire"],
    Kind.ICS_211: [],
    Kind.ICS_213: ["--entry", "order"],
    Kind.ICS_214: ["--person", "N-U-1"],
}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("SUMMITRY_LANG", "en")
    monkeypatch.chdir(tmp_path)
    snapshot, attestations = small()
    save(Package(snapshot=snapshot, attestations=attestations, key=b"k" * 32), Path("plan"))
    Path("day.jsonl").write_text("\n".join(map(json.dumps, LINES)))


def run(capsys, kind, *arguments):
    status = main(["paper", kind, "plan", "day.jsonl", *arguments])
    told = capsys.readouterr()
    return status, told.out, told.err


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_written_beside_and_says_where(capsys, kind):
    status, out, _ = run(capsys, kind.value, *NEEDED[kind])
    page = Path(f"{kind}.html").read_text()

    assert (status, out) == (0, f"Written: {kind}.html\n")
    assert "Trial signing" in page


def test_language_marking_and_time_are_those_asked_for(capsys):
    status, _, _ = run(
        capsys, "sitrep", "--lang", "ar", "--marking", "TLP:AMBER", "--out", "report.html",
        "--from", at(0.05).isoformat(), "--to", at(0.15).isoformat(),
    )  # fmt: skip
    page = Path("report.html").read_text()

    assert status == 0
    assert '<html lang="ar" dir="rtl">' in page
    assert ("Canary" in page, "Clear it" in page) == (False, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ics213"], "Add --entry"),
        (["ics214"], "Add --person"),
        (["ics213", "--entry", "none"], "There is no entry none"),
        (["ics209", "--entry", "order"], "of another kind"),
        (["ics211", "--entry", "fire"], "--entry changes nothing"),
        (["sitrep", "--approved-by", "N-9"], "no office"),
        (["sitrep", "--from", "soon"], "“soon” is not a moment"),
    ],
)
def test_what_cannot_be_made_is_refused_in_a_sentence(capsys, arguments, said):
    status, out, err = run(capsys, *arguments)

    assert (status, out) == (2, "")
    assert said in err
    assert list(Path().glob("*.html")) == []
