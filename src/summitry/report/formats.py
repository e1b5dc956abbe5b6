"""Moments, numbers and lists as the reader writes them, moments in the venue's time zone."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton, get_timezone_gmt, get_timezone_name
from babel.lists import format_list
from babel.numbers import format_decimal

from summitry.kit.errors import Text
from summitry.report.language import Language
from summitry.report.words import word

LISTED_MAX = 12
"""How many members of a list a sentence names before it says how many more there are."""

DECIMALS = 2
DASH = "\N{EN DASH}"
DAY_SKELETON = "yMMMEd"
SHORT_DAY_SKELETON = "MMMEd"

YES = Text("yes")
NO = Text("no")
NOTHING = Text("none")


class Formats:
    """Writes values for one reader and one venue; every method returns text."""

    def __init__(self, language: Language, zone: ZoneInfo) -> None:
        self.language = language
        self.zone = zone
        self._moments: dict[datetime, str] = {}
        self._days: dict[tuple[date, str], str] = {}
        self._joint = str(language.locale.datetime_formats["medium"])

    def moment(self, moment: datetime) -> str:
        """Return day, time and offset from Greenwich: ``Sat, Oct 25, 2025, 09:00 GMT+07:00``."""
        found = self._moments.get(moment)
        if found is None:
            local = moment.astimezone(self.zone)
            time = f"{local:%H:%M} {self._offset(local)}"
            found = self._joined(self.day(local.date()), time)
            self._moments[moment] = found
        return self.language.isolated(found)

    def interval(self, start: datetime | None, end: datetime | None) -> str:
        """Return the stretch, its day once where both ends are on it; empty without a start."""
        if start is None:
            return ""
        if end is None or end == start:
            return self.moment(start)
        first, last = start.astimezone(self.zone), end.astimezone(self.zone)
        if first.date() == last.date():
            time = f"{first:%H:%M}{DASH}{last:%H:%M} {self._offset(first)}"
            return self.language.isolated(self._joined(self.day(first.date()), time))
        return f"{self.moment(start)} {DASH} {self.moment(end)}"

    def day(self, day: date, skeleton: str = DAY_SKELETON) -> str:
        """Return the weekday and date."""
        found = self._days.get((day, skeleton))
        if found is None:
            noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
            found = format_skeleton(skeleton, noon, locale=self.language.locale)
            self._days[day, skeleton] = found
        return found

    def zone_name(self, moment: datetime) -> str:
        """Return the venue's zone in words, with its offset and its own name."""
        name = get_timezone_name(self.zone, locale=self.language.locale)
        offset = self._offset(moment.astimezone(self.zone))
        return f"{name} ({self.language.isolated(f'{offset}, {self.zone.key}')})"

    def number(self, value: float) -> str:
        """Return the number with at most two decimals."""
        return format_decimal(round(value, DECIMALS), locale=self.language.locale)

    def listed(self, values: tuple[str, ...]) -> str:
        """Return the members as a list; a long one says how many more there are."""
        if not values:
            return self.language.gettext(NOTHING)
        shown = [self.language.isolated(value) for value in values[:LISTED_MAX]]
        rest = len(values) - len(shown)
        if rest:
            more = self.language.ngettext("{count} more", "{count} more", rest)
            shown.append(more.format(count=self.number(rest)))
        return format_list(shown, locale=self.language.locale)

    def listed_whole(self, values: tuple[str, ...]) -> str:
        """Return all members as a list, however many they are."""
        shown = [self.language.isolated(value) for value in values]
        return format_list(shown, locale=self.language.locale)

    def fact(self, value: object) -> str:
        """Return a fact of a finding as text, told by its type."""
        if value is None or value in {"", ()}:
            return self.language.gettext(NOTHING)
        if isinstance(value, StrEnum):
            return word(value, self.language)
        if isinstance(value, str):
            return self.language.isolated(value)
        return self._other(value)

    def _other(self, value: object) -> str:
        if isinstance(value, bool):
            return self.language.gettext(YES if value else NO)
        if isinstance(value, int | float):
            return self.number(value)
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, tuple):
            return self.listed(tuple(self._member(each) for each in value))
        return self.language.isolated(str(value))

    def facts(self, facts: Mapping[str, object]) -> dict[str, str]:
        """Return every fact as text by its name."""
        return {name: self.fact(value) for name, value in facts.items()}

    def _member(self, value: object) -> str:
        if isinstance(value, StrEnum):
            return word(value, self.language)
        return self.number(value) if isinstance(value, int | float) else str(value)

    def _joined(self, day: str, time: str) -> str:
        return self._joint.replace("{1}", day).replace("{0}", time)

    def _offset(self, local: datetime) -> str:
        return get_timezone_gmt(local, width="long", locale=self.language.locale)
