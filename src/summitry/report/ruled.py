"""What is ruled away and by whom, and what lessons the plan has taken over, in words."""

from collections import Counter

from msgspec import Struct

from summitry.kit.errors import Text
from summitry.outcome.finding import Finding
from summitry.plan.lessons import Lesson, LessonCheck
from summitry.plan.rulings import Ruling, RulingKind
from summitry.policy.rulings import made
from summitry.report.briefing import Briefing
from summitry.report.sentences import Told
from summitry.report.words import word

RULINGS_RULE = "C-89"

NO_RULINGS = Text("Nobody has ruled on a finding.")
WITHOUT_EFFECT = Text("without effect; a finding of rule {code} says why")
OPEN_AGAIN = Text("without effect: the finding has changed since and is open again")
NOT_YET = Text("not made yet at this moment")
RENEWED = Text("expired, and ruled anew since")
NOTHING_TO_RULE = Text("nothing to rule away now")
KINDS: dict[RulingKind, Text] = {
    RulingKind.ACCEPT: Text("accepted: {what}"),
    RulingKind.SUPPRESS: Text("suppressed: {what}"),
    RulingKind.QUARANTINE: Text("rule in quarantine: {what}"),
}
RULED_LABELS: tuple[tuple[Text, str], ...] = (
    (Text("reason: {value}"), "reason"),
    (Text("by {value}"), "by"),
    (Text("until {value}"), "expires"),
)
UNCHECKED = Text("nothing in this plan is checked for it")
HEEDED = Text("heeded: rule {code} finds nothing open")


class RulingTold(Struct, frozen=True, kw_only=True):
    """A ruling in words, with the findings that it rules away."""

    ruling: Ruling
    what: str
    state: str
    reason: str
    by: str
    expires: str
    told: tuple[Told, ...]


class LessonTold(Struct, frozen=True, kw_only=True):
    """A lesson in words."""

    code: str
    title: str
    source: str
    owner: str
    due: str
    state: str


def ruled_away(briefing: Briefing) -> tuple[Finding, ...]:
    """Return the findings that are ruled away, among those the reader asked for."""
    return briefing.choice.of(briefing.assessment.ruled)


def ruled_in_brief(briefing: Briefing) -> str:
    """Return how many findings are ruled away and by whom; empty where none is."""
    findings = ruled_away(briefing)
    if not findings:
        return ""
    teller = briefing.teller
    names = {name for each in findings if each.ruling for name in _people(each.ruling)}
    told = teller.language.ngettext(
        "{count} finding is ruled away and not counted here; by {names}.",
        "{count} findings are ruled away and not counted here; by {names}.",
        len(findings),
    )
    listed = teller.formats.listed_whole(tuple(sorted(names)))
    return told.format(count=teller.formats.number(len(findings)), names=listed)


def _people(ruling: Ruling) -> tuple[str, ...]:
    return (ruling.by,) if ruling.second_by is None else (ruling.by, ruling.second_by)


def rulings_told(briefing: Briefing) -> tuple[RulingTold, ...]:
    """Return every ruling of the plan, with what it rules away of what the reader asked for."""
    teller = briefing.teller
    docket = _Docket(briefing)
    own: dict[str, list[Told]] = {}
    for finding in ruled_away(briefing):
        if finding.ruling is not None:
            own.setdefault(finding.ruling.ruling_id, []).append(teller.tell(finding))
    return tuple(
        RulingTold(
            ruling=ruling,
            what=teller.text(KINDS[ruling.kind]).format(what=_what(ruling, briefing)),
            state=docket.state(ruling),
            reason=teller.language.isolated(ruling.reason),
            by=teller.formats.listed(_people(ruling)),
            expires="" if ruling.expires is None else teller.formats.moment(ruling.expires),
            told=tuple(own.get(ruling.ruling_id, ())),
        )
        for ruling in briefing.assessment.rulings
    )


def ruling_line(each: RulingTold, briefing: Briefing) -> str:
    """Return the ruling as one line: what, in which state, why, by whom, until when."""
    labels = ((label, getattr(each, name)) for label, name in RULED_LABELS)
    told = [briefing.teller.text(label).format(value=value) for label, value in labels if value]
    return " · ".join((each.what, each.state, *told))


def _what(ruling: Ruling, briefing: Briefing) -> str:
    """Return the rule by code and title, and the row or unit."""
    teller = briefing.teller
    rule = teller.rules.get(ruling.code)
    parts = [teller.language.isolated(ruling.code)]
    parts += [] if rule is None else [teller.text(rule.title)]
    if ruling.unit_id is not None:
        parts.append(teller.unit_name(ruling.unit_id))
    elif ruling.subject_table:
        parts.append(teller.row_place(ruling.subject_table, ruling.subject_key))
    if ruling.kind is not RulingKind.QUARANTINE:
        parts.append(word(ruling.severity, teller.language))
    return " · ".join(parts)


class _Docket:
    """What has become of the rulings of one plan, looked up once for all of them."""

    def __init__(self, briefing: Briefing) -> None:
        self._teller = briefing.teller
        self._assessment = assessment = briefing.assessment
        self._counted = Counter(each.ruling.ruling_id for each in assessment.ruled if each.ruling)
        both = (*assessment.findings, *assessment.ruled)
        self._faulty = {each.key for each in both if each.code == RULINGS_RULE}
        self._open = {each.identity for each in assessment.findings}
        self._made = {each.ruling_id for each in made(assessment.rulings, assessment.at)}

    def state(self, ruling: Ruling) -> str:
        """Return in words what the ruling does, or why it does nothing."""
        teller, count = self._teller, self._counted[ruling.ruling_id]
        if count:
            told = teller.language.ngettext(
                "rules {count} finding away", "rules {count} findings away", count
            )
            return told.format(count=teller.formats.number(count))
        code = teller.language.isolated(RULINGS_RULE)
        return teller.text(self._idle(ruling)).format(code=code)

    def _idle(self, ruling: Ruling) -> Text:
        if ruling.ruling_id in self._faulty:
            return WITHOUT_EFFECT
        if ruling.at > self._assessment.at:
            return NOT_YET
        if ruling.ruling_id not in self._made:
            return RENEWED
        return OPEN_AGAIN if ruling.identity in self._open else NOTHING_TO_RULE


def lessons_told(briefing: Briefing) -> tuple[LessonTold, ...]:
    """Return every lesson of the plan, with whether this plan heeds it."""
    snapshot, teller = briefing.assessment.snapshot, briefing.teller
    counted = Counter(each.code for each in briefing.assessment.findings)
    checked = snapshot.rows(LessonCheck)
    return tuple(
        LessonTold(
            code=teller.language.isolated(lesson.code),
            title=teller.language.isolated(lesson.title),
            source=teller.language.isolated(lesson.source),
            owner="" if lesson.owner_unit_id is None else teller.unit_name(lesson.owner_unit_id),
            due="" if lesson.due is None else teller.formats.moment(lesson.due),
            state=_heeded(lesson, counted[lesson.code], briefing, checked=key in checked),
        )
        for key, lesson in snapshot.rows(Lesson).items()
    )


def _heeded(lesson: Lesson, count: int, briefing: Briefing, *, checked: bool) -> str:
    teller = briefing.teller
    code = teller.language.isolated(lesson.code)
    if not checked:
        return teller.text(UNCHECKED)
    if not count:
        return teller.text(HEEDED).format(code=code)
    told = teller.language.ngettext(
        "rule {code} has {count} open finding", "rule {code} has {count} open findings", count
    )
    return told.format(code=code, count=teller.formats.number(count))


def lesson_line(each: LessonTold, briefing: Briefing) -> str:
    """Return the lesson as one line: what, from where, who sees to it, by when."""
    text = briefing.teller.text
    told = [each.source, each.owner]
    told += [text(Text("learnt by {value}")).format(value=each.due)] if each.due else []
    return " · ".join([each.code, each.title, each.state, *filter(None, told)])
