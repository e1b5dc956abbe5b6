import csv
import re
from pathlib import Path

import pytest

from summitry.cli.main import main
from summitry_web import demo

EXAMPLE = Path(__file__).parents[2] / "examples" / "hanoi-2025"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The whole story, told once: the text of each step by its title."""
    out = tmp_path_factory.mktemp("demo") / "told.txt"
    with pytest.MonkeyPatch.context() as patch, out.open("w", encoding="utf-8") as stream:
        patch.setattr("sys.stdout", _Stream(stream))
        status = main(["demo", "--example", str(EXAMPLE), "--once", "--lang", "en"])
    assert status == 0
    return _by_step(out.read_text(encoding="utf-8"))


class _Stream:
    """A text stream that also takes bytes, as the terminal's does."""

    def __init__(self, stream) -> None:
        self.write = stream.write
        self.flush = stream.flush
        self.isatty = lambda: False
        self.encoding = "utf-8"
        self.buffer = self
        self._text = stream.write
        self.write = self._either

    def _either(self, content) -> int:
        return self._text(content.decode() if isinstance(content, bytes) else content)


def _by_step(text: str) -> dict[str, str]:
    parts = re.split(r"^\d/\d  (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_story_has_every_step_and_ends_with_the_page(told):
    titles = [str(title) for title, _ in demo.STEPS]

    assert list(told) == [*titles, "The report as a page"]


def test_first_step_tells_the_size_of_the_plan(told):
    persons = (EXAMPLE / "final" / "persons.csv").read_text().count("\n") - 1

    assert f"{persons:,}  Persons (persons)" in told["What the plan holds"]


def test_three_workbooks_collide(told):
    step = told["Three workbooks become one plan"]

    assert "12 clashes" in step
    assert "posts PM-04: CITYPOL owns it and counts on GUARD, which has not accepted it" in step
    assert step.rstrip().endswith("(exit status 1)")


def test_draft_tells_the_ten_that_matter_and_its_exit_status_is_only_shown(told):
    step = told["The draft is checked"]

    numbers = re.findall(r"^ ?(\d+)\. critical ", step, re.MULTILINE)

    assert numbers == [str(number) for number in range(1, 11)]
    assert "more findings are in the full report" in step
    assert step.rstrip().endswith("(exit status 1)")


def test_full_text_of_the_draft_names_every_planted_defect(capfdbinary):
    main(["check", str(EXAMPLE / "draft"), "--lang", "en"])

    text = capfdbinary.readouterr().out.decode()
    planted = list(csv.DictReader((EXAMPLE / "planted.csv").read_text("utf-8").splitlines()))
    assert planted
    assert [row for row in planted if row["rule"] not in text or row["key"] not in text] == []


def test_rule_is_explained_with_its_source(told):
    assert "Butler" in told["One rule is explained"]


def test_more_arrivals_make_a_queue(told):
    step = told["More people come than planned"]

    assert "Planned: 1800 people an hour. Coming: 2900." in step
    assert "C-05 critical" in step


def test_every_deleted_row_is_named_back(told):
    step = told["Name anything and delete it: the checker names what it uncovers"]
    blocks = step.split("\nWithout ")[1:]

    assert len(blocks) == len(demo.DELETED)
    assert [block for block in blocks if not re.search(r"^  C-\d\d ", block, re.MULTILINE)] == []


def test_changed_cell_is_the_only_difference(told):
    step = told["One cell is changed"]

    assert "headcount_min: “3” → “4”\n1 difference\n(exit status 1)" in step


def test_final_plan_has_nothing_critical(told):
    step = told["The final plan is checked"]

    assert "Nothing in the plan is uncovered" in step
    assert step.rstrip().endswith("(exit status 0)")


def test_page_is_fetched_once(told):
    assert "http://127.0.0.1:" in told["The report as a page"]


def test_row_of_ones_own_is_deleted(tmp_path, capsys):
    stage = demo.Stage(
        example=EXAMPLE, scratch=tmp_path, reader=demo.language("en"), waits=False,
        names=(("sectors", "ST-PHOTO-25-1"),),
    )  # fmt: skip

    demo.delete_anything(stage)

    assert "Without sectors ST-PHOTO-25-1:\n  C-03 critical" in capsys.readouterr().out


def test_row_that_is_not_there_is_refused(capsys):
    status = main(["demo", "--example", str(EXAMPLE / "nowhere"), "--once"])

    assert status == 2
    assert "nowhere" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["posts", "postz/P-1"])
def test_name_that_is_no_table_and_key_is_refused(name, capsys):
    status = main(["demo", "--example", str(EXAMPLE), "--once", "--delete", name])

    assert status == 2
    assert name in capsys.readouterr().err
