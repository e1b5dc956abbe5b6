"""Read a plan and check it, as `check` and `serve` both do."""

from pathlib import Path

from summitry.check.run import check
from summitry.cli.files import load, load_live
from summitry.kit.errors import SummitryError
from summitry.kit.time import Clock
from summitry.outcome.live import QUIET, LiveState
from summitry.package.package import Package
from summitry.report.assessment import Assessment, Choice
from summitry.report.briefing import Briefing
from summitry.report.formats import Formats
from summitry.report.language import Language
from summitry.report.moments import moment_for
from summitry.report.sentences import Teller


def assessed(
    path: Path, wish: str | None, clock: Clock, *, live_path: Path | None = None
) -> Assessment:
    """Return the plan at the path with every finding in it, as of the moment wished for.

    Where a file of the day is named, the plan is looked at as the day stands.
    """
    package = load(path)
    live = QUIET if live_path is None else load_live(live_path, package.snapshot)
    return assessed_package(package, wish, clock, live=live)


def assessed_package(
    package: Package, wish: str | None, clock: Clock, *, live: LiveState = QUIET
) -> Assessment:
    """Return the package's plan with every finding in it, as of the moment wished for."""
    at, chosen_by = moment_for(package.snapshot.event, wish, clock)
    run = check(
        package.snapshot,
        package.attestations,
        at=at,
        live=live,
        people=package.people,
        rulings=package.rulings,
    )
    return Assessment(
        snapshot=package.snapshot,
        attestations=package.attestations,
        findings=tuple(each for each in run.findings if each.ruling is None),
        ruled=tuple(each for each in run.findings if each.ruling is not None),
        rulings=package.rulings,
        rules=run.rules,
        at=at,
        moment_from=chosen_by,
        plan_hash=package.snapshot.root(package.key).hex(),
        with_people=bool(package.people),
    )


def briefed(assessment: Assessment, choice: Choice, reader: Language) -> Briefing:
    """Return the sentences around the findings that the reader asked for, in their language."""
    formats = Formats(reader, assessment.event.zone)
    teller = Teller(assessment.snapshot, formats, assessment.rules)
    return Briefing(assessment, teller, choice)


def require_known_unit(assessment: Assessment, choice: Choice) -> None:
    """Refuse a choice of a unit that neither the plan nor a finding names."""
    if choice.unit is None or choice.unit in assessment.snapshot.tables["units"]:
        return
    if not any(choice.unit in finding.units for finding in assessment.findings):
        raise SummitryError("filter.unknown_unit", got=choice.unit)
