"""Findings told to one reader: names and keys only of rows that the reader may read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from hmac import digest as keyed

from django.conf import settings
from django.urls import reverse
from msgspec import Struct
from msgspec.structs import replace

from summitry.check.catalogue import rules as all_rules
from summitry.check.lessons import lesson_rules
from summitry.check.registry import Rule
from summitry.check.view import View
from summitry.kit.errors import NO_SENTENCE, OwnWords, Text
from summitry.outcome.finding import Finding, Status
from summitry.plan.attestation import Attestations
from summitry.plan.lessons import Lesson, LessonCheck
from summitry.plan.snapshot import Snapshot
from summitry.plan.tables import SIDE_TABLES, TABLES
from summitry.plan.terms import Marking, Severity
from summitry.report.sentences import Teller, Told
from summitry_web.accounts.pages import Here
from summitry_web.desk.access.veil import Veil
from summitry_web.plans.access import rows as readable_rows
from summitry_web.plans.found import Found, Rows, places_of, rows_joined, told

HIDDEN = Text("(not yours to read)")
UNKNOWN_RULE = Text("Rule {code}, which is not installed here")
UNKNOWN_SENTENCE = Text("This rule is not installed where the page is made, so it cannot be told.")
SEVERITIES = tuple(Severity)
MARKINGS = {marking.height: marking for marking in Marking}
REFERENCE_BYTES = 12


class Line(Struct, frozen=True, kw_only=True):
    """A finding as one line of a list."""

    identity: str
    code: str
    title: str
    sentence: str
    remedy: str
    severity: Severity
    status: Status
    phase: str
    field: str
    table: str
    place: str
    key: str
    """Empty where the row is not the reader's to read."""
    name: str
    when: str
    units: str
    marking: Marking
    is_open: bool
    is_ruled: bool
    opened_at: datetime
    opened_revision: int
    address: str


class Shielded(Struct, frozen=True, kw_only=True):
    """What is left of a finding below its clearance: that something of one's unit is concerned."""

    code: str
    title: str
    severity: Severity
    address: str


class Tells:
    """Tells findings to the reader of the page, with names and keys of the readable rows alone."""

    def __init__(self, here: Here, findings: Iterable[Finding], rows: Rows) -> None:
        self.here = here
        self.rows = rows
        snapshot = Snapshot.of(rows.readable.values())
        rules = rules_for(here, {finding.code for finding in findings})
        self.teller = Teller(snapshot, here.formats, rules)

    def told(self, finding: Finding) -> Told:
        """Return the finding in sentences, what comes of hidden rows by a word instead."""
        veil = Veil.of(finding, self.rows)
        if veil is None:
            return self.teller.tell(finding)
        word = OwnWords(self.here.reader.gettext(HIDDEN))
        return self.teller.tell(veil.over(finding, word))

    def is_hidden(self, table: str, key: str) -> bool:
        """Say whether there is such a row and the reader may not read it."""
        return (table, key) in self.rows.hidden

    def place(self, table: str, key: str) -> str:
        """Return the table in words, with the key where the row is the reader's to read."""
        if not self.is_hidden(table, key):
            return self.teller.row_place(table, key)
        declared = TABLES.get(table) or SIDE_TABLES[table]
        gettext = self.here.reader.gettext
        return f"{gettext(declared.label)} {gettext(HIDDEN)}"


class Telling(Tells):
    """Tells findings that the checker keeps."""

    def __init__(self, here: Here, found: Sequence[Found]) -> None:
        self.pairs = [(each, told(each)) for each in found]
        findings = [finding for _, finding in self.pairs]
        rows = rows_joined(here.actor, here.event, places_told(findings), at=here.at)
        super().__init__(here, findings, rows)

    def lines(self) -> list[Line]:
        """Return each finding as a line, in the order they were given."""
        return [self.line(found, finding) for found, finding in self.pairs]

    def line(self, found: Found, finding: Finding) -> Line:
        """Return the finding as a line."""
        shown = self.told(finding)
        is_hidden = self.is_hidden(finding.table, finding.key)
        return Line(
            identity=found.identity,
            code=finding.code,
            title=shown.title,
            sentence=shown.sentence,
            remedy=shown.remedy,
            severity=finding.severity,
            status=finding.status,
            phase=finding.phase.value,
            field=finding.field.value,
            table=finding.table,
            place=self.place(finding.table, finding.key),
            key="" if is_hidden else finding.key,
            name="" if is_hidden else shown.name,
            when=shown.when,
            units=shown.units,
            marking=finding.marking,
            is_open=found.is_open,
            is_ruled=found.is_ruled,
            opened_at=found.opened_at,
            opened_revision=found.opened_revision,
            address=address_of(self.here, found.identity),
        )


def places_told(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    """Return the rows by which the findings are told: those that they join, and their units."""
    listed = list(findings)
    places = {place for finding in listed for place in places_of(finding)}
    return places | {("units", unit) for finding in listed for unit in finding.units}


def shielded_lines(here: Here, found: Iterable[Found]) -> list[Shielded]:
    """Return what the reader may know of findings of their units above their clearance."""
    listed = list(found)
    rules = {rule.code: rule for rule in rules_for(here, {each.code for each in listed})}
    return [
        Shielded(
            code=each.code,
            title=here.reader.gettext(rules[each.code].title),
            severity=SEVERITIES[each.severity],
            address=reverse(
                "desk:shielded",
                kwargs={"event": here.event.slug, "reference": reference_of(each)},
            ),
        )
        for each in listed
    ]


def reference_of(found: Found) -> str:
    """Return a name for the finding that nobody can work out from its row.

    The identity is a hash of code, table and key without a secret: who has it could try keys.
    """
    name = f"{found.event_id}|{found.identity}".encode()
    return keyed(settings.SECRET_KEY.encode(), name, sha256)[:REFERENCE_BYTES].hex()


def address_of(here: Here, identity: str) -> str:
    """Return the address of the finding's page."""
    return reverse("desk:finding", kwargs={"event": here.event.slug, "identity": identity})


def rules_for(here: Here, codes: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules of those codes: built in, of packages, of the plan's lessons, or a blank."""
    known = {rule.code: rule for rule in all_rules()}
    wanted = set(codes)
    if wanted - known.keys():
        known |= {rule.code: rule for rule in lesson_rules_for(here)}
    return tuple(known.get(code) or _blank(code) for code in sorted(wanted))


def lesson_rules_for(here: Here) -> tuple[Rule, ...]:
    """Return the rules of the lessons that the reader may read."""
    lessons = readable_rows(here.actor, here.event, Lesson, at=here.at)
    checks = readable_rows(here.actor, here.event, LessonCheck, at=here.at)
    snapshot = Snapshot.of([*lessons.values(), *checks.values()])
    return lesson_rules(View(snapshot, Attestations(), at=here.moment))


class _AnyCase(dict[str, Text]):
    """Has the same sentence for every case."""

    def __missing__(self, case: str) -> Text:
        return UNKNOWN_SENTENCE


def _blank(code: str) -> Rule:
    cases: Mapping[str, Text] = _AnyCase()
    told_title = Text(OwnWords(UNKNOWN_RULE.format(code=code)))
    return replace(
        all_rules()[0], code=code, title=told_title, cases=cases, why=NO_SENTENCE,
        remedy=NO_SENTENCE, source=NO_SENTENCE,
    )  # fmt: skip
