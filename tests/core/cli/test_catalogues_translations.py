"""Translations: whole, not fuzzy, with the very placeholders of the English sentence."""

import re
from pathlib import Path

import pytest

from summitry.cli.catalogues import collected, read

ROOT = Path(__file__).parents[3]
CODES = ("ar", "es", "fr", "id", "ru", "vi", "zh")
PLACEHOLDER = re.compile(r"\{\w+\}|%\(\w+\)s")


@pytest.fixture(scope="module")
def sentences():
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        template = collected(ROOT / "src")
    return {message.id for message in template if message.id}


def catalogue(code):
    return read(ROOT / "catalogues" / code / "LC_MESSAGES" / "summitry.po")


def forms(message):
    return message.string if isinstance(message.string, tuple | list) else (message.string,)


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_is_translated(sentences, code):
    found = {message.id for message in catalogue(code) if message.id and all(forms(message))}

    assert len(sentences) > 500
    assert sorted(map(str, sentences - found)) == []


@pytest.mark.parametrize("code", CODES)
def test_no_translation_is_a_guess(code):
    assert [message.id for message in catalogue(code) if message.id and message.fuzzy] == []


@pytest.mark.parametrize("code", CODES)
def test_placeholders_are_those_of_the_sentence(code):
    wrong = []
    for message in catalogue(code):
        if not message.id:
            continue
        source = message.id[-1] if isinstance(message.id, tuple | list) else message.id
        wanted = set(PLACEHOLDER.findall(source))
        # An empty form is another test's business.
        told = filter(None, forms(message))
        wrong += [form for form in told if set(PLACEHOLDER.findall(form)) != wanted]

    assert wrong == []


@pytest.mark.parametrize("code", CODES)
def test_plurals_have_every_form_of_the_language(code):
    made = catalogue(code)

    short = [
        message.id
        for message in made
        if isinstance(message.id, tuple | list) and len(forms(message)) != made.num_plurals
    ]
    assert short == []


def test_arabic_counts_hundreds_in_the_genitive_and_eleven_on_in_the_accusative():
    swapped = [
        message.id
        for message in catalogue("ar")
        if isinstance(message.id, tuple | list)
        and forms(message)[4].count("اً") > forms(message)[5].count("اً")
    ]

    assert swapped == []
