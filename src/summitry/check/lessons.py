"""The lessons of a plan as rules: made from its rows, and run like every other rule."""

from collections.abc import Iterator
from functools import lru_cache

from summitry.check.registry import Rule, Scope
from summitry.check.standing import by_anyone_known
from summitry.check.view import View
from summitry.kit.errors import OwnWords, Text
from summitry.outcome.finding import Gap
from summitry.plan.lessons import ALONE, Lesson, LessonCheck
from summitry.plan.relative import Opening
from summitry.plan.table import Row
from summitry.plan.tables import TABLES
from summitry.policy.lessons import meets

WRONG, UNKNOWN = "", "unknown"
RULES_KEPT_MAX = 4_096
"""Beyond these a rule is made anew, and what it found is computed again: slower, never wrong."""


def lesson_rules(view: View) -> tuple[Rule, ...]:
    """Return a rule for each lesson of the plan that has a check, in order of code.

    A lesson that has not changed is the same rule as before, so that a re-check keeps its gaps.
    """
    lessons = view.rows(Lesson)
    checks = view.rows(LessonCheck)
    return tuple(_rule(lessons[key], checks[key]) for key in checks if key in lessons)


@lru_cache(maxsize=RULES_KEPT_MAX)
def _rule(lesson: Lesson, wanted: LessonCheck) -> Rule:
    attested = () if wanted.must_attestation is None else (wanted.must_attestation,)
    return Rule(
        code=lesson.code,
        title=Text(OwnWords(lesson.title)),
        why=Text(OwnWords(lesson.what)),
        cases=dict.fromkeys(_cases(wanted), Text(OwnWords(wanted.sentence))),
        remedy=Text(OwnWords(wanted.remedy)),
        source=Text(OwnWords(lesson.source)),
        field=lesson.field,
        severity=wanted.severity,
        phase=wanted.phase,
        scope=Scope.WHOLE,
        reads=(wanted.table, *(("persons",) if attested else ())),
        attests=attested,
        check=_Check(wanted),
    )


def _cases(wanted: LessonCheck) -> tuple[str, ...]:
    """Return the cases of the rule: what is not known is not accepted along with what is wrong."""
    compares = wanted.must is not None and wanted.must.operator not in ALONE
    return (WRONG, UNKNOWN) if compares else (WRONG,)


class _Check:
    """Finds the rows that do not hold what a lesson demands."""

    def __init__(self, wanted: LessonCheck) -> None:
        self._wanted = wanted

    def __call__(self, view: View) -> Iterator[Gap]:
        wanted, opening = self._wanted, Opening(view.event.opens, view.zone)
        rows = view.rows(TABLES[wanted.table].row_type)
        where = wanted.where
        chosen = {
            key: row for key, row in rows.items() if where is None or meets(where, row, opening)
        }
        if wanted.rows_min is not None:
            yield from self._too_few(len(chosen), wanted.rows_min)
            return
        for key, row in chosen.items():
            fine = self._holds(view, row, opening)
            if not fine:
                yield self._gap(key, unknown=fine is None)

    def _holds(self, view: View, row: Row, opening: Opening) -> bool | None:
        if self._wanted.must_attestation is not None:
            return bool(by_anyone_known(view, row, self._wanted.must_attestation))
        assert self._wanted.must is not None  # one of the three is always demanded
        return meets(self._wanted.must, row, opening)

    def _too_few(self, have: int, need: int) -> Iterator[Gap]:
        if have < need:
            lesson = self._wanted.lesson_id
            yield Gap(table="lessons", key=lesson, facts={"have": have, "need": need})

    def _gap(self, key: str, *, unknown: bool) -> Gap:
        return Gap(
            table=self._wanted.table,
            key=key,
            column=self._wanted.must_column or None,
            case=UNKNOWN if unknown else WRONG,
            facts={"key": key},
            joins=(("lessons", self._wanted.lesson_id),),
            unknown=unknown,
        )
