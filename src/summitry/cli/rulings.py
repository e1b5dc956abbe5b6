"""`summitry accept`, `suppress` and `quarantine`: rule on findings of a plan."""

import argparse
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from summitry.check.registry import Rule
from summitry.check.run import Run, check
from summitry.cli.arguments import add_plan
from summitry.cli.explain import rule_in
from summitry.cli.files import load, save
from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import require_id
from summitry.kit.time import SystemClock
from summitry.outcome.finding import Finding
from summitry.outcome.ruled import reaches
from summitry.package.package import Package
from summitry.package.problems import near
from summitry.plan.organisation import Person
from summitry.plan.rulings import Ruling, RulingKind, ruling_id_of
from summitry.plan.tables import TABLES
from summitry.plan.terms import Severity
from summitry.policy.rulings import Fault, fault_of
from summitry.report.formats import Formats
from summitry.report.language import language
from summitry.report.moments import moment_for, moment_of_wish

PLACE_JOINT = "/"
PATTERN_SEVERITIES = tuple(each.value for each in Severity if each is not Severity.CRITICAL)

ACCEPT_HELP = Text(
    "Example: summitry accept PLAN bc1f50bc91929cf5 --by P-7 --second P-9 --reason "
    "'The door is walled up' --expires 2026-06-12\n\n"
    "The finding is named by its identity, as the report in JSON or as a workbook shows it. It is "
    "open again once its case or its severity is another. A high finding takes somebody with the "
    "power accept-high-risk and a second person; a critical one takes two with that power."
)
SUPPRESS_HELP = Text(
    "Example: summitry suppress PLAN C-54 --unit POLICE --by P-7 --reason 'Own duty rules' "
    "--expires 2026-06-12\n\n"
    "This takes the power set-aside-rule. To reach high findings too, give --severity high and a "
    "second person with the power accept-high-risk. Critical findings are never reached."
)
QUARANTINE_HELP = Text(
    "Example: summitry quarantine PLAN C-54 --by P-7 --reason 'Counts relief twice here' "
    "--expires 2026-06-12\n\n"
    "This takes the power set-aside-rule, and is for a rule that is proved wrong for this event. "
    "To reach high findings too, give --severity high and a second person with the power "
    "accept-high-risk. Critical findings are never reached."
)
REFUSED: Mapping[Fault, tuple[str, tuple[str, ...]]] = {
    Fault.PATTERN: ("ruling.pattern", ("rule",)),
    Fault.STRANGER: ("ruling.stranger", ("by",)),
    Fault.POWER: ("ruling.power", ("by", "rule", "severity")),
    Fault.REASON: ("ruling.reason", ()),
    Fault.EXPIRY: ("ruling.expiry", ()),
    Fault.SECOND: ("ruling.second", ("rule", "severity")),
    Fault.EXPIRED: ("ruling.expired", ()),
}
"""The refusal of a ruling that would have no effect, and the facts that its sentence names."""

RULED = Text("Written into {path}: ruling {ruling}, until {expires}.")


class AcceptCommand:
    """Accepts one finding."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments."""
        parser.epilog = ACCEPT_HELP
        add_plan(parser)
        parser.add_argument("finding", metavar="FINDING", help=Text("the finding's identity"))
        _add_word(parser)

    def run(self, arguments: argparse.Namespace) -> int:
        """Write the acceptance, where it has effect."""
        desk = _Desk(arguments)
        finding = desk.finding(arguments.finding)
        return desk.rule(
            kind=RulingKind.ACCEPT,
            code=finding.code,
            severity=finding.severity,
            identity=finding.identity,
            case=finding.case,
            subject_table=finding.table,
            subject_key=finding.key,
        )


class SuppressCommand:
    """Suppresses a rule on one row or for one unit."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments."""
        parser.epilog = SUPPRESS_HELP
        add_plan(parser)
        _add_code(parser)
        place = parser.add_mutually_exclusive_group(required=True)
        place.add_argument("--row", metavar="TABLE/KEY", help=Text("the row, such as posts/P-12"))
        place.add_argument("--unit", metavar="UNIT", help=Text("the unit that alone must mend it"))
        _add_severity(parser)
        _add_word(parser)

    def run(self, arguments: argparse.Namespace) -> int:
        """Write the suppression, where it has effect."""
        desk = _Desk(arguments)
        table, key = ("", "") if arguments.row is None else desk.row(arguments.row)
        if (
            arguments.unit is not None
            and arguments.unit not in desk.package.snapshot.tables["units"]
        ):
            raise SummitryError("filter.unknown_unit", got=arguments.unit)
        return desk.rule(
            kind=RulingKind.SUPPRESS,
            code=desk.rule_of(arguments.code).code,
            severity=Severity(arguments.severity),
            subject_table=table,
            subject_key=key,
            unit_id=arguments.unit,
        )


class QuarantineCommand:
    """Puts a rule as a whole in quarantine."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments."""
        parser.epilog = QUARANTINE_HELP
        add_plan(parser)
        _add_code(parser)
        _add_severity(parser)
        _add_word(parser)

    def run(self, arguments: argparse.Namespace) -> int:
        """Write the quarantine, where it has effect."""
        desk = _Desk(arguments)
        return desk.rule(
            kind=RulingKind.QUARANTINE,
            code=desk.rule_of(arguments.code).code,
            severity=Severity(arguments.severity),
        )


ACCEPT = AcceptCommand()
SUPPRESS = SuppressCommand()
QUARANTINE = QuarantineCommand()


def _add_code(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=Text("the code of a rule, such as C-52"))


def _add_severity(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--severity",
        metavar="SEVERITY",
        choices=PATTERN_SEVERITIES,
        default=Severity.MEDIUM.value,
        help=Text("the gravest severity that it reaches: %(choices)s; medium when left out"),
    )


def _add_word(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", metavar="PERSON", required=True, help=Text("who rules"))
    parser.add_argument("--reason", metavar="TEXT", required=True, help=Text("why"))
    parser.add_argument(
        "--expires",
        metavar="TIME",
        required=True,
        help=Text("until when: 2025-10-25T09:00+07:00, or H-12"),
    )
    parser.add_argument(
        "--second", metavar="PERSON", help=Text("who agrees, where the finding is grave")
    )
    parser.add_argument(
        "--at",
        metavar="TIME",
        help=Text("when it is ruled; else the moment that the plan names, else now"),
    )


class _Desk:
    """The plan as it stands, and the word of who rules on it."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.package: Package = load(arguments.plan)
        self._arguments = arguments
        self._event = self.package.snapshot.event
        self.at: datetime = moment_for(self._event, arguments.at, SystemClock())[0]
        self._run: Run = check(
            self.package.snapshot,
            self.package.attestations,
            at=self.at,
            people=self.package.people,
            rulings=self.package.rulings,
        )

    def rule_of(self, code: str) -> Rule:
        """Return the rule of that code, the plan's lessons among them."""
        return rule_in(self._run.rules, code)

    def finding(self, identity: str) -> Finding:
        """Return the open finding of that identity, or refuse."""
        by_identity = {each.identity: each for each in self._run.findings}
        found = by_identity.get(identity)
        if found is None:
            raise SummitryError("ruling.no_finding", got=identity, near=near(identity, by_identity))
        if found.ruling is not None:
            raise SummitryError(
                "ruling.already", got=identity, ruling=found.ruling.ruling_id, by=found.ruling.by
            )
        return found

    def row(self, place: str) -> tuple[str, str]:
        """Return table and key of a row that the plan has, or refuse."""
        table, _, key = place.partition(PLACE_JOINT)
        if table not in TABLES or self.package.snapshot.get(table, key) is None:
            raise SummitryError("ruling.no_row", got=place)
        return table, key

    def rule(self, **cells: Any) -> int:
        """Write the ruling into the plan and say so, or refuse one that would have no effect."""
        ruling = self._made(cells)
        fault = fault_of(ruling, self.package.snapshot.rows(Person), self.at)
        if fault is not None:
            code, names = REFUSED[fault]
            facts = {"by": ruling.by, "severity": ruling.severity, "rule": ruling.code}
            raise SummitryError(code, **{name: facts[name] for name in names})
        rulings = (*self.package.rulings, ruling)
        save(replace(self.package, rulings=rulings), self._arguments.plan)
        self._tell(ruling)
        return 0

    def _made(self, cells: dict[str, Any]) -> Ruling:
        words = self._arguments
        for person in filter(None, (words.by, words.second)):
            require_id(person, column="person_id")
        told = {
            **cells,
            "by": words.by,
            "second_by": words.second,
            "at": self.at,
            "reason": words.reason,
            "expires": moment_of_wish(self._event, words.expires),
        }
        ruling = Ruling(ruling_id=ruling_id_of(**told), **told)
        if any(each.ruling_id == ruling.ruling_id for each in self.package.rulings):
            raise SummitryError(
                "ruling.already", got=ruling.code, ruling=ruling.ruling_id, by=ruling.by
            )
        return ruling

    def _tell(self, ruling: Ruling) -> None:
        reader = language(self._arguments.lang)
        formats = Formats(reader, self._event.zone)
        told = reader.gettext(RULED).format(
            path=self._arguments.plan,
            ruling=reader.isolated(ruling.ruling_id),
            expires="" if ruling.expires is None else formats.moment(ruling.expires),
        )
        count = sum(reaches(ruling, each) for each in self._run.findings if each.ruling is None)
        away = reader.ngettext(
            "It rules {count} finding away.", "It rules {count} findings away.", count
        )
        sys.stdout.write(f"{told}\n{away.format(count=count)}\n")
