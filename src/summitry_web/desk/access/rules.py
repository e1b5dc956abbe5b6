"""A rule as people read it."""

from msgspec import Struct

from summitry.check.catalogue import rules as all_rules
from summitry.plan.tables import TABLES
from summitry_web.accounts.pages import Here
from summitry_web.desk.access.lines import lesson_rules_for
from summitry_web.frame.refused import Denied
from summitry_web.plans.found import findings_for


class RuleShown(Struct, frozen=True, kw_only=True):
    """A rule in the reader's language."""

    code: str
    title: str
    why: str
    sentences: tuple[str, ...]
    remedy: str
    source: str
    field: str
    severity: str
    phase: str
    tables: tuple[str, ...]
    limits: tuple[str, ...]
    count: int
    """How many open findings of it the reader may read."""


def rule_page(here: Here, code: str) -> RuleShown:
    """Return the rule of that code.

    Raises
    ------
    Denied
        When there is none, or it is a lesson that the reader may not read.
    """
    found = next((r for r in (*all_rules(), *lesson_rules_for(here)) if r.code == code), None)
    if found is None:
        raise Denied("rule")
    rows = findings_for(here.actor, here.event, at=here.at)
    gettext = here.reader.gettext
    return RuleShown(
        code=code,
        title=gettext(found.title),
        why=gettext(found.why),
        sentences=tuple(dict.fromkeys(gettext(each) for each in found.cases.values())),
        remedy=gettext(found.remedy),
        source=gettext(found.source),
        field=found.field.value,
        severity=found.severity.value,
        phase=found.phase.value,
        tables=tuple(gettext(TABLES[name].label) for name in found.reads if name in TABLES),
        limits=found.limits,
        count=rows.filter(code=code, is_open=True, is_ruled=False).count(),
    )
