"""`python -m summitry.cli.catalogues`."""

import pytest

from summitry.cli import catalogues

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A folder with one source, one catalogue, and its own place for compiled ones."""
    source = tmp_path / "src" / "summitry"
    source.mkdir(parents=True)
    (source / "words.py").write_text('A = Text("Kept")\nB = Text("New")\n', encoding="utf-8")
    (tmp_path / "babel.cfg").write_text("[python: summitry/**.py]\n", encoding="utf-8")
    folder = tmp_path / "catalogues" / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "summitry.po").write_text(
        f'{HEAD}\nmsgid "Kept"\nmsgstr "Giữ"\n\nmsgid "Gone"\nmsgstr "Mất"\n', encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(catalogues, "COMPILED", tmp_path / "compiled")
    return tmp_path


def translations(repository):
    made = catalogues.read(repository / "catalogues" / "vi" / "LC_MESSAGES" / "summitry.po")
    return {message.id: message.string for message in made if message.id}


def test_update_keeps_adds_and_drops(repository):
    assert catalogues.main(["update"]) == 0

    assert translations(repository) == {"Kept": "Giữ", "New": ""}


def test_update_twice_changes_nothing(repository):
    catalogues.main(["update"])
    once = translations(repository)
    catalogues.main(["update"])

    assert translations(repository) == once


def test_compile_writes_where_the_program_looks(repository, capsys):
    assert catalogues.main(["compile"]) == 0

    assert (repository / "compiled" / "vi" / "LC_MESSAGES" / "summitry.mo").stat().st_size > 0
    assert capsys.readouterr().out.startswith("catalogues/vi")


def test_extract_writes_a_template(repository):
    assert catalogues.main(["extract"]) == 0

    assert 'msgid "New"' in (repository / "catalogues" / "summitry.pot").read_text(encoding="utf-8")


def test_a_counted_sentence_is_collected_with_both_forms(repository):
    (repository / "src" / "summitry" / "words.py").write_text(
        'A = counted("{rows} row", "{rows} rows", by="rows")\n', encoding="utf-8"
    )

    found = catalogues.collected(repository / "src")

    assert [message.id for message in found if message.id] == [("{rows} row", "{rows} rows")]


def test_outside_of_the_repository_it_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert catalogues.main(["compile"]) == 2
    assert "run this in the repository" in capsys.readouterr().err
