"""The tidiness of the repository, and proof that each check of it sees what it should."""

import pytest

from tools import tidy
from tools.orphans import orphans

BAD = [(check, text) for check in tidy.CHECKS for text in check.bad]
GOOD = [(check, text) for check in tidy.CHECKS for text in check.good]
BAD_PATHS = [(check, path) for check in tidy.CHECKS for path in check.bad_paths]
GOOD_PATHS = [(check, path) for check in tidy.CHECKS for path in check.good_paths]


def test_repository_is_tidy() -> None:
    complaints = [each for path, text in tidy.files() for each in tidy.complaints(path, text)]

    assert complaints == []


def test_every_source_is_imported_or_started() -> None:
    texts = dict(tidy.files())
    sources = {path: text for path, text in texts.items() if tidy.SOURCE.search(path)}
    started = "".join(texts[name] for name in tidy.STARTED_BY)

    assert orphans(sources, started) == []


def test_a_source_that_nobody_imports_is_found() -> None:
    sources = {
        "src/summitry/used.py": "",
        "src/summitry/unused.py": "",
        "src/summitry/started.py": "from summitry import used\n",
    }

    assert orphans(sources, "summitry.started:main") == ["src/summitry/unused.py"]


def test_what_django_imports_of_an_app_that_settings_name_is_no_orphan() -> None:
    found = ("apps", "migrations.0001_initial", "management.commands.tidy_up")
    names = [f"{app}.{each}" for app in ("site.known", "site.lost") for each in found]
    sources = {
        **{f"src/{name.replace('.', '/')}.py": "" for name in names},
        "src/site/known/answering.py": "",
        "src/site/known/apps_of_others.py": "",
        "src/site/settings.py": (
            'APPS = ["site.known"]\nMIDDLEWARE = ["site.known.answering.Answers"]\n'
        ),
    }

    assert orphans(sources, "site.settings") == [
        "src/site/lost/apps.py",
        "src/site/lost/migrations/0001_initial.py",
        "src/site/lost/management/commands/tidy_up.py",
        "src/site/known/apps_of_others.py",
    ]


def test_a_migration_may_be_as_long_as_its_command_makes_it() -> None:
    text = "def used():\n" + "    pass\n" * tidy.FILE_LINES_MAX
    path = "src/site/known/migrations/0001_initial.py"

    assert (list(tidy.long_file(path, text)), list(tidy.long_functions(path, text))) == ([], [])


@pytest.mark.parametrize(("check", "text"), BAD)
def test_check_refuses_its_bad_lines(check: tidy.Check, text: str) -> None:
    assert len(check.problems(check.path, text)) == 1


@pytest.mark.parametrize(("check", "text"), GOOD)
def test_check_lets_its_good_lines_through(check: tidy.Check, text: str) -> None:
    assert check.problems(check.path, text) == []


@pytest.mark.parametrize(("check", "path"), BAD_PATHS)
def test_check_refuses_its_bad_paths(check: tidy.Check, path: str) -> None:
    assert len(check.problems(path, "")) == 1


@pytest.mark.parametrize(("check", "path"), GOOD_PATHS)
def test_check_lets_its_good_paths_through(check: tidy.Check, path: str) -> None:
    assert check.problems(path, "") == []


def test_every_check_proves_itself_both_ways() -> None:
    unproved = [
        check.name
        for check in tidy.CHECKS
        if not (check.good or check.good_paths) or not (check.bad or check.bad_paths)
    ]

    assert unproved == []


def test_ratchets_hold_only_what_is_still_too_long() -> None:
    texts = dict(tidy.files())
    lengths = {path: texts[path].count("\n") for path in tidy.LONGER_FILES}

    assert lengths == tidy.LONGER_FILES
    assert all(length > tidy.FILE_LINES_MAX for length in lengths.values())
