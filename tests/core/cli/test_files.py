import gc
import os
from pathlib import Path

import pytest
from msgspec import structs

from summitry.cli.files import load, save
from summitry.kit.errors import SummitryError
from summitry.kit.time import moment_of
from summitry.package.bounds import FILES_MAX
from summitry.package.package import Package
from summitry.package.problems import PackageRefused, Problem
from summitry.plan.mandate import Event
from summitry.plan.organisation import Unit
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Level


def plan(name: str = "Test") -> Package:
    event = Event(
        event_id="E1",
        name=name,
        level=Level.MINISTER,
        opens=moment_of(1_000_000_000),
        closes=moment_of(1_000_090_000),
    )
    return Package(snapshot=Snapshot.of([event, Unit(unit_id="U1", name="Unit")]), key=b"\x01\x02")


def refusal_of(path: Path) -> SummitryError:
    with pytest.raises(SummitryError) as refusal:
        load(path)
    return refusal.value


@pytest.mark.parametrize("name", ["plan", "plan.xlsx", "plan.v2", "deep/plan"])
def test_plan_is_loaded_as_it_was_saved_with_its_key_beside_it(tmp_path: Path, name: str) -> None:
    save(plan(), tmp_path / name)

    again = load(tmp_path / name)

    assert (again.root, again.key) == (plan().root, b"\x01\x02")


def test_saving_again_changes_no_byte_and_keeps_a_readme(tmp_path: Path) -> None:
    place = tmp_path / "plan"
    save(plan(), place)
    (place / "README.md").write_text("about")
    before = {file.name: file.read_bytes() for file in place.iterdir()}

    save(load(place), place)

    assert {file.name: file.read_bytes() for file in place.iterdir()} == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["plan", "plan.key"]


def test_tables_that_are_empty_now_leave_no_file(tmp_path: Path) -> None:
    save(plan(), tmp_path / "plan")
    event = Snapshot.of([plan().snapshot.event])

    save(Package(snapshot=event), tmp_path / "plan")

    assert sorted(file.name for file in (tmp_path / "plan").iterdir()) == ["event.toml"]


@pytest.mark.parametrize("name", ["plan", "plan.xlsx"])
def test_what_cannot_be_written_changes_nothing(tmp_path: Path, name: str) -> None:
    save(plan(), tmp_path / name)

    with pytest.raises(SummitryError) as refusal:
        save(plan(name="bell \x07"), tmp_path / name)

    assert refusal.value.code == "text.control_character"
    assert load(tmp_path / name).root == plan().root


def test_folder_of_other_things_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.png").write_bytes(b"a")

    with pytest.raises(SummitryError) as refusal:
        save(plan(), tmp_path / "photos")

    assert refusal.value.code == "path.not_a_package"
    assert (tmp_path / "photos" / "a.png").read_bytes() == b"a"


def test_links_are_not_followed(tmp_path: Path) -> None:
    save(plan(), tmp_path / "plan")
    (tmp_path / "secret").write_text("unit_id,name\n")
    (tmp_path / "plan" / "units.csv").unlink()
    (tmp_path / "plan" / "units.csv").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "plan" / "posts.csv")

    refusal = refusal_of(tmp_path / "plan")

    assert isinstance(refusal, PackageRefused)
    assert refusal.problems == (
        Problem(file="posts.csv", code="file.not_regular"),
        Problem(file="units.csv", code="file.not_regular"),
    )


@pytest.mark.parametrize("name", ["plan", "plan.xlsx"])
def test_plan_of_another_event_is_not_replaced(tmp_path: Path, name: str) -> None:
    other = Snapshot.of([structs.replace(plan().snapshot.event, event_id="OTHER")])
    save(plan(), tmp_path / name)

    with pytest.raises(SummitryError) as refusal:
        save(Package(snapshot=other), tmp_path / name)

    told = (refusal.value.code, refusal.value.facts["got"], refusal.value.facts["expected"])
    assert told == ("path.other_event", plan().snapshot.event.event_id, "OTHER")
    assert load(tmp_path / name).root == plan().root


def test_workbook_that_is_no_plan_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(b"PK, of something else")

    with pytest.raises(SummitryError) as refusal:
        save(plan(), tmp_path / "plan.xlsx")

    assert refusal.value.code == "path.not_a_package"
    assert (tmp_path / "plan.xlsx").read_bytes() == b"PK, of something else"


def test_folder_with_a_broken_event_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "event.toml").write_bytes(b"[event")

    with pytest.raises(SummitryError) as refusal:
        save(plan(), tmp_path / "plan")

    assert refusal.value.code == "path.not_a_package"


def test_missing_plan_is_told_with_what_is_near(tmp_path: Path) -> None:
    save(plan(), tmp_path / "draft")

    refusal = refusal_of(tmp_path / "daft")

    assert (refusal.code, refusal.facts["near"]) == ("path.missing", (str(tmp_path / "draft"),))


def test_folder_that_holds_plans_is_told_with_them(tmp_path: Path) -> None:
    for name in ("final", "draft"):
        save(plan(), tmp_path / name)

    refusal = refusal_of(tmp_path)

    plans = str(tmp_path / "draft"), str(tmp_path / "final")
    assert (refusal.code, refusal.facts["near"]) == ("path.missing", plans)


def test_file_of_another_kind_is_no_plan(tmp_path: Path) -> None:
    (tmp_path / "plan.ods").write_bytes(b"PK")

    assert refusal_of(tmp_path / "plan.ods").code == "path.not_a_package"


@pytest.mark.parametrize("text", ["", "xyz", "00" * 65])
def test_key_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    save(plan(), tmp_path / "plan")
    (tmp_path / "plan.key").write_text(text)

    assert refusal_of(tmp_path / "plan").code == "key.malformed"


def test_name_that_no_file_can_have_is_unreadable(tmp_path: Path) -> None:
    refusal = refusal_of(tmp_path / ("x" * 300))

    assert (refusal.code, refusal.facts["path"]) == (
        "path.unreadable",
        str(tmp_path / ("x" * 300)),
    )


def test_plan_below_a_file_is_missing_with_nothing_near(tmp_path: Path) -> None:
    (tmp_path / "note").write_text("about")

    refusal = refusal_of(tmp_path / "note" / "plan")

    assert (refusal.code, refusal.facts) == (
        "path.missing",
        {"path": str(tmp_path / "note" / "plan"), "near": ()},
    )


@pytest.mark.parametrize("name", ["plan", "plan.xlsx"])
def test_plan_below_a_file_cannot_be_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "note").write_text("about")

    with pytest.raises(SummitryError) as refusal:
        save(plan(), tmp_path / "note" / name)

    assert refusal.value.code == "path.unwritable"
    assert str(refusal.value.facts["problem"]) in {"Not a directory", "File exists"}
    assert (tmp_path / "note").read_text() == "about"


def test_file_of_another_kind_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "note").write_text("about")

    with pytest.raises(SummitryError) as refusal:
        save(plan(), tmp_path / "note")

    assert refusal.value.code == "path.not_a_package"
    assert (tmp_path / "note").read_text() == "about"


def test_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()

    save(plan(), tmp_path / "plan")

    assert load(tmp_path / "plan").root == plan().root


def test_hidden_folder_in_a_plan_is_kept(tmp_path: Path) -> None:
    save(plan(), tmp_path / "plan")
    (tmp_path / "plan" / ".git").mkdir()
    (tmp_path / "plan" / ".git" / "HEAD").write_text("main")

    save(plan(name="New name"), tmp_path / "plan")

    assert (tmp_path / "plan" / ".git" / "HEAD").read_text() == "main"
    assert load(tmp_path / "plan").root == plan(name="New name").root


@pytest.mark.parametrize("wanted", [True, False])
def test_loading_leaves_the_search_for_cycles_as_it_was(tmp_path: Path, wanted: object) -> None:
    save(plan(), tmp_path / "plan")
    if not wanted:
        gc.disable()

    load(tmp_path / "plan")
    found = gc.isenabled()

    gc.enable()
    assert found is wanted


def test_more_files_than_a_plan_has_are_refused(tmp_path: Path) -> None:
    save(plan(), tmp_path / "plan")
    for number in range(FILES_MAX):
        (tmp_path / "plan" / f"x{number:03}.md").write_text("about")

    refusal = refusal_of(tmp_path / "plan")

    assert isinstance(refusal, PackageRefused)
    assert [(one.code, one.expected) for one in refusal.problems] == [
        ("bound.files_max", f"<= {FILES_MAX}")
    ]
