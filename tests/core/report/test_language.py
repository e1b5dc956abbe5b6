"""Which languages there are, and what stands in where one is not compiled."""

import pytest

from summitry.kit.errors import OwnWords, SummitryError, counted
from summitry.report import language as spoken
from summitry.report.language import NAMES, code_of, language


def test_there_are_eight_languages():
    assert sorted(NAMES) == ["ar", "en", "es", "fr", "id", "ru", "vi", "zh"]


@pytest.mark.parametrize(("code", "direction"), [("en", "ltr"), ("vi", "ltr"), ("ar", "rtl")])
def test_direction_of_the_script(code, direction):
    assert language(code).direction == direction


def test_language_without_a_catalogue_says_so_and_speaks_english(monkeypatch):
    monkeypatch.setattr(spoken, "NAMES", {**NAMES, "de": "Deutsch"})

    german = language("de")

    assert german.compiled is False
    assert german.gettext("Findings") == "Findings"


def test_unknown_language_is_refused_with_the_choice():
    with pytest.raises(SummitryError) as caught:
        language("xx")

    assert (caught.value.code, caught.value.facts) == (
        "language.unknown",
        {"got": "xx", "expected": ("ar", "en", "es", "fr", "id", "ru", "vi", "zh")},
    )


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ("vi_VN.UTF-8", "vi"),
        ("ar-EG", "ar"),
        ("EN", "en"),
        ("C", None),
        ("de_DE", None),
        ("", None),
    ],
)
def test_code_of_a_locale_name(wish, code):
    assert code_of(wish) == code


def test_empty_sentence_stays_empty():
    # An empty message id would give the catalogue's header.
    assert language("ar").gettext("") == ""


def test_own_words_of_a_planner_are_shown_as_written():
    vietnamese = language("vi")

    assert vietnamese.gettext("Findings") != "Findings"
    assert vietnamese.gettext(OwnWords("Findings")) == "Findings"
    assert type(vietnamese.gettext(OwnWords("Findings"))) is str


ROWS = counted("{rows} row", "{rows} rows", by="rows")


@pytest.mark.parametrize(
    ("rows", "form"),
    [(0, "{rows} rows"), (1, "{rows} row"), (2, "{rows} rows"), ("(hidden)", "{rows} rows")],
)
def test_a_counted_sentence_takes_the_form_of_its_number(rows, form):
    assert language("en").form(ROWS, {"rows": rows}) == form


@pytest.mark.parametrize("code", ["ru", "ar"])
def test_a_counted_sentence_has_every_form_of_the_language(code):
    findings = counted("{count} finding", "{count} findings", by="count")

    forms = [language(code).form(findings, {"count": count}) for count in (1, 2, 5)]

    assert len(set(forms)) == len(forms)


def test_a_sentence_without_a_number_has_one_form():
    assert language("en").form("Findings", {"count": 1}) == "Findings"
