"""ICS 215A: the safety analysis: where, which hazard, which mitigation, verified or not."""

from collections.abc import Iterator

from summitry.check.standing import with_power
from summitry.check.view import grouped
from summitry.kit.errors import Text
from summitry.plan.attestation import AttestationKind
from summitry.plan.places import Site
from summitry.plan.risks import Control, Risk
from summitry.plan.terms import Power
from summitry.report.paper.document import (
    Content,
    Day,
    Grid,
    Marks,
    Number,
    Sentence,
    Value,
    Words,
    listed,
    said,
    words,
)
from summitry.report.paper.ics import day_subjects, head, period, signed
from summitry.report.paper.source import Source

NO_RISK = Text("The plan has no risk.")
VERIFIED = Text("{control}: verified")
NOT_VERIFIED = Text("{control}: NOT verified")

subjects = day_subjects


def content(source: Source, subject: str) -> Content:
    """Return the safety analysis of a day, the gravest hazard first."""
    day, span = period(source, subject)
    marks = Marks()
    controls = grouped(source.view.rows(Control).values(), "risk_id")
    risks = sorted(source.view.rows(Risk).values(), key=lambda each: (-each.score, each.risk_id))
    return Content(
        heading=Day(day),
        marks=marks,
        blocks=(
            head(source, span),
            Grid(
                name="ics-analysis",
                columns=("ics-area", "ics-hazard", "score", "ics-mitigation", "owner"),
                rows=tuple(
                    _row(source, each, controls.get(each.risk_id, []), marks) for each in risks
                ),
                empty=Sentence(NO_RISK),
            ),
        ),
        beside=(signed("ics-prepared-8"),),
    )


def _row(source: Source, risk: Risk, controls: list[Control], marks: Marks) -> tuple[Value, ...]:
    site = source.view.rows(Site).get(risk.site_id or "")
    marks.note(risk, site, *controls)
    return (
        words(site.name if site is not None else risk.site_id),
        Words(risk.title),
        Number(risk.score),
        listed(_mitigations(source, controls)),
        listed(source.unit_name(unit) for unit in risk.owner_unit_ids),
    )


def _mitigations(source: Source, controls: list[Control]) -> Iterator[Value]:
    for control in controls:
        entries = with_power(source.view, control, AttestationKind.VERIFIED, Power.VERIFY_CONTROL)
        text = VERIFIED if entries else NOT_VERIFIED
        yield said(text, control=Words(control.title))
