"""The reader's language: which there are, and the catalogue that translates whole sentences."""

from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel import Locale
from msgspec import Struct

from summitry.kit.errors import Counted, OwnWords, SummitryError

DOMAIN = "summitry"
SOURCE = "en"
"""The language that the sentences are written in; it needs no catalogue."""

SEVERAL = 5
"""A number for which each of the languages has the form of an indefinite plural."""

FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"

NAMES: Mapping[str, str] = {
    "ar": "العربية",
    "zh": "中文",
    "en": "English",
    "fr": "Français",
    "ru": "Русский",
    "es": "Español",
    "vi": "Tiếng Việt",
    "id": "Bahasa Indonesia",
}
"""The languages the reports are made for, each in its own name; some have no catalogue yet."""

LOCALES: Mapping[str, str] = {"en": "en_GB"}
"""Whose dates and numbers a language uses where it is not its own: day before month."""

COMPILE_COMMAND = "python -m summitry.cli.catalogues compile"


class Language(Struct, frozen=True, eq=False):
    """A language with its catalogue; ``compiled`` is false where English stands in for it."""

    code: str
    locale: Locale
    catalogue: NullTranslations
    compiled: bool

    @property
    def direction(self) -> str:
        """Which way the script runs: ``ltr`` or ``rtl``."""
        return "rtl" if self.locale.text_direction == "rtl" else "ltr"

    @property
    def name(self) -> str:
        """The language's name in itself."""
        return NAMES[self.code]

    def gettext(self, text: str) -> str:
        """Return the sentence in this language, in English where the catalogue has none.

        A planner's own words are in the planner's language, and stay as they are.
        """
        if isinstance(text, OwnWords):
            return str(text)
        return self.catalogue.gettext(text) if text else ""

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Return the form of the sentence that the count asks for."""
        return self.catalogue.ngettext(one, many, count)

    def form(self, text: str, facts: Mapping[str, object]) -> str:
        """Return the sentence, not filled in yet, in the form that its number asks for.

        Where the number is hidden from the reader, the form is the one for several.
        """
        if not isinstance(text, Counted):
            return self.gettext(text)
        count = facts.get(text.by)
        return self.ngettext(text, text.many, count if isinstance(count, int) else SEVERAL)

    def isolated(self, value: str) -> str:
        """Return the value so that its direction cannot disturb the sentence around it.

        Ids and Latin names inside an Arabic sentence would otherwise change places with their
        neighbours (Unicode Standard Annex 9, section 2.4).
        """
        if self.direction == "ltr":
            return value
        return f"{FIRST_STRONG_ISOLATE}{value}{POP_ISOLATE}"


@cache
def language(code: str) -> Language:
    """Return the language of that code; English sentences where its catalogue is not compiled.

    Raises
    ------
    SummitryError
        ``language.unknown`` for a code the reports are not made for.
    """
    if code not in NAMES:
        raise SummitryError("language.unknown", got=code, expected=tuple(sorted(NAMES)))
    compiled = _compiled(code)
    catalogue = NullTranslations() if compiled is None else GNUTranslations(BytesIO(compiled))
    return Language(
        code=code,
        locale=Locale.parse(LOCALES.get(code, code)),
        catalogue=catalogue,
        compiled=code == SOURCE or compiled is not None,
    )


def _compiled(code: str) -> bytes | None:
    """Return the compiled catalogue that set-up has put beside this module, or None."""
    found = files("summitry.report").joinpath("locale", code, "LC_MESSAGES", f"{DOMAIN}.mo")
    return found.read_bytes() if found.is_file() else None


def offered() -> tuple[Language, ...]:
    """Return the languages a reader can choose now: English, and those with a catalogue."""
    return tuple(each for each in map(language, NAMES) if each.compiled)


def in_every_language(text: str) -> tuple[str, ...]:
    """Return the sentence in every language that there is a catalogue for, each form once."""
    return tuple(dict.fromkeys(each.gettext(text) for each in offered()))


def code_of(wish: str) -> str | None:
    """Return the language that a locale name such as ``vi_VN.UTF-8`` wishes for, or None."""
    code = wish.replace("-", "_").split("_")[0].split(".")[0].lower()
    return code if code in NAMES else None
