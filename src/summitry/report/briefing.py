"""The sentences around findings: the verdict, the moment, what is not known, what is accepted."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from summitry.kit.errors import Text
from summitry.outcome.finding import Finding, Status
from summitry.plan.tables import SIDE_TABLES, TABLES
from summitry.plan.terms import Marking, Severity, highest
from summitry.report.assessment import Assessment, Choice, MomentFrom, is_critical, is_due
from summitry.report.sentences import Teller
from summitry.report.summary import (
    Accepted,
    accepted,
    blind_rules,
    days_to_go,
    the_ten,
    used_limits,
)
from summitry.report.words import word

NOTHING_UNCOVERED = Text(
    "Nothing in the plan is uncovered, and here is what the plan does not know."
)
NOTHING_CRITICAL = Text(
    "Nothing critical is uncovered; what is found below still needs an answer, and here is what "
    "the plan does not know."
)
HOW_CHOSEN = Text(
    "How they are chosen: what is due before what is not, the graver first, what is still ahead "
    "before what is past; then one finding of each rule before a second of any, then spread over "
    "the fields, then the earliest."
)
MOMENTS: dict[MomentFrom, Text] = {
    MomentFrom.GIVEN: Text("Looked at as of {moment}, as asked."),
    MomentFrom.PLAN: Text("Looked at as of {moment}, the moment that the plan itself names."),
    MomentFrom.CLOCK: Text("Looked at as of {moment}, by the clock of this machine."),
}
NEVER_KNOWN = Text(
    "Whether what the plan says is so on the ground: only a verification by a person speaks of "
    "that, and no rule can see what nobody has written down."
)
NO_PEOPLE = Text(
    "{code} ({title}) compared no identities: the plan came without the list of people."
)
EMPTY = Text(
    "The plan has no rows in these tables: {tables}. Rules that look there could find nothing in "
    "them: {codes}."
)
NOTHING_DUE = Text(
    "Nothing that is due is uncovered; what is not due yet stands below, and here is what the plan "
    "does not know."
)
UNVERIFIED = Text(
    "{count} of {all} limits rest on a source that nobody has checked; they are marked in the list "
    "of limits."
)


PEOPLE = "people"

SHOWN_TABLES = (
    "event",
    "units",
    "limits",
    "sites",
    "zones",
    "exposures",
    "positions",
    "obstacles",
    "segments",
    "closures",
    "rendezvous",
    "risks",
    "figures",
    "traffic_orders",
    "lessons",
)
"""The tables whose rows a report shows whether or not something is wrong with them."""


class AcceptedTold(Struct, frozen=True, kw_only=True):
    """An accepted risk in words."""

    place: str
    name: str
    score: str
    state: str
    reason: str
    by: str
    expires: str
    holds: bool


class Briefing:
    """The sentences around the findings of one assessment, for one reader."""

    def __init__(self, assessment: Assessment, teller: Teller, choice: Choice) -> None:
        self.assessment = assessment
        self.teller = teller
        self.choice = choice
        self.findings = choice.of(assessment.findings)
        self._language = teller.language
        self._formats = teller.formats

    def the_ten(self) -> tuple[Finding, ...]:
        """Return the findings that matter most among those asked for."""
        event, at = self.assessment.event, self.assessment.at
        return the_ten(self.findings, opens=event.opens, at=at)

    @property
    def is_critical(self) -> bool:
        """Whether something critical is due among the findings asked for."""
        return any(map(is_critical, self.findings))

    @property
    def marking(self) -> Marking:
        """The narrowest mark of anything that the report shows: the whole of it bears it."""
        snapshot = self.assessment.snapshot
        rows = [
            TABLES[table].marking_of(row)
            for table in SHOWN_TABLES
            for row in snapshot.tables[table].values()
        ]
        rows += [SIDE_TABLES["rulings"].marking_of(ruling) for ruling in self.assessment.rulings]
        findings = (*self.findings, *self.choice.of(self.assessment.ruled))
        return highest([Marking.GREEN, *rows, *(finding.marking for finding in findings)])

    @property
    def verdict(self) -> str:
        """The one line that comes first."""
        critical = sum(map(is_critical, self.findings))
        if critical:
            return self._language.ngettext(
                "The plan is not ready: {count} critical demand is without cover.",
                "The plan is not ready: {count} critical demands are without cover.",
                critical,
            ).format(count=self._formats.number(critical))
        if any(map(is_due, self.findings)):
            return self._language.gettext(NOTHING_CRITICAL)
        return self._language.gettext(NOTHING_DUE if self.findings else NOTHING_UNCOVERED)

    @property
    def moment(self) -> str:
        """At which moment the plan was looked at, and who chose it."""
        text = self._language.gettext(MOMENTS[self.assessment.moment_from])
        return text.format(moment=self._formats.moment(self.assessment.at))

    @property
    def countdown(self) -> str:
        """How far away the opening is by the venue's calendar."""
        days = days_to_go(self.assessment)
        if days > 0:
            told = self._language.ngettext("{count} day to go", "{count} days to go", days)
            return told.format(count=self._formats.number(days))
        if days == 0:
            return self._language.gettext(Text("opens today"))
        told = self._language.ngettext("opened {count} day ago", "opened {count} days ago", -days)
        return told.format(count=self._formats.number(-days))

    @property
    def outside(self) -> str:
        """What the reader's choice leaves out; empty when it leaves out nothing."""
        rest = [each for each in self.assessment.findings if not self.choice.takes(each)]
        if not rest:
            return ""
        critical = sum(map(is_critical, rest))
        told = self._language.ngettext(
            "{count} finding is outside of what you asked for; critical and due among it: "
            "{critical}.",
            "{count} findings are outside of what you asked for; critical and due among them: "
            "{critical}.",
            len(rest),
        )
        return told.format(
            count=self._formats.number(len(rest)), critical=self._formats.number(critical)
        )

    def total(self, findings: Sequence[Finding]) -> str:
        """How many findings these are, in words."""
        told = self._language.ngettext("{count} finding", "{count} findings", len(findings))
        return told.format(count=self._formats.number(len(findings)))

    def counts(self, findings: Sequence[Finding]) -> list[tuple[Severity, str, list[int]]]:
        """Return for each severity its word, and how many are wrong, not known, not yet due."""
        return [
            (
                severity,
                word(severity, self._language),
                [
                    sum(each.severity is severity and each.status is status for each in findings)
                    for status in Status
                ],
            )
            for severity in Severity
        ]

    def not_known(self) -> Iterator[str]:
        """Yield what the plan does not know, a sentence each."""
        language = self._language
        limits = used_limits(self.assessment)
        unverified = sum(not limit.verified for limit in limits)
        unknown = sum(each.status is Status.UNKNOWN for each in self.findings)
        if unknown:
            told = language.ngettext(
                "{count} finding says that a fact is missing; it is marked “not known”.",
                "{count} findings say that a fact is missing; they are marked “not known”.",
                unknown,
            )
            yield told.format(count=self._formats.number(unknown))
        yield from self._empty()
        if unverified:
            told = language.gettext(UNVERIFIED)
            yield told.format(
                count=self._formats.number(unverified), all=self._formats.number(len(limits))
            )
        yield language.gettext(NEVER_KNOWN)

    def _empty(self) -> Iterator[str]:
        """Yield what the rules could not look at, because the plan holds no rows of it."""
        language = self._language
        blind = blind_rules(self.assessment)
        for rule in (rule for rule, empty in blind if PEOPLE in empty):
            yield language.gettext(NO_PEOPLE).format(
                code=language.isolated(rule.code), title=language.gettext(rule.title)
            )
        names = {name for _, empty in blind for name in empty} - {PEOPLE}
        codes = tuple(rule.code for rule, empty in blind if names.intersection(empty))
        if names:
            told = [name for name in TABLES if name in names]
            yield language.gettext(EMPTY).format(
                tables=self._formats.listed_whole(tuple(map(self._table, told))),
                codes=self._formats.listed_whole(codes),
            )

    def _table(self, name: str) -> str:
        return self._language.gettext(TABLES[name].label)

    def accepted(self) -> tuple[AcceptedTold, ...]:
        """Return every accepted risk in words."""
        return tuple(self._accepted(each) for each in accepted(self.assessment))

    def _accepted(self, each: Accepted) -> AcceptedTold:
        language, entry = self._language, each.entry
        state = _state(each)
        people = [] if entry is None else [entry.by, *filter(None, [entry.second_by])]
        expires = None if entry is None else entry.expires
        return AcceptedTold(
            place=self.teller.place(each.table, each.key),
            name=self.teller.name_of(each.table, each.key),
            score="" if each.score is None else self._formats.number(each.score),
            state=language.gettext(state),
            reason="" if entry is None else language.isolated(entry.reason),
            by=self._formats.listed(tuple(people)) if people else "",
            expires=language.gettext(Text("never"))
            if expires is None
            else self._formats.moment(expires),
            holds=each.holds and not each.contested,
        )


def _state(each: Accepted) -> Text:
    if not each.holds:
        return Text("not accepted by anybody now")
    if each.contested:
        return Text("accepted, but a finding below speaks against it")
    return Text("accepted")
