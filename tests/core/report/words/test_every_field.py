"""The words of the closed vocabularies, put together from one module for each field's family."""

from pkgutil import iter_modules

from summitry.report import words


def test_no_value_has_one_word_in_one_module_and_another_elsewhere():
    modules = [getattr(words, each.name) for each in iter_modules(words.__path__)]
    said: dict[str, set[str]] = {}
    for module in modules:
        for value, told in module.WORDS.items():
            said.setdefault(value, set()).add(told)

    assert {value: told for value, told in said.items() if len(told) > 1} == {}
    assert words.WORDS.keys() == said.keys()
