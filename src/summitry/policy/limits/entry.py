"""Limits: accreditation, lists, breaches of data."""

from dataclasses import dataclass
from typing import Annotated

from summitry.kit.errors import Text
from summitry.policy.limits.origin import PRACTICE, Origin


@dataclass(frozen=True, kw_only=True)
class EntryLimits:
    """Accreditation, lists, breaches of data."""

    list_records_hours_max: Annotated[
        float, Origin(Text("Age of the records on which a list in force stands"), PRACTICE)
    ] = 72.0
    count_age_hours_max: Annotated[
        float, Origin(Text("Age of the newest count of badges for a zone"), PRACTICE)
    ] = 168.0
    vetting_hours_min: Annotated[
        float, Origin(Text("Hours before the opening by which vetting is done"), PRACTICE)
    ] = 48.0
    vetting_pending_share_max: Annotated[
        float,
        Origin(Text("Share of applications still undecided when vetting should be done"), PRACTICE),
    ] = 0.05
    breach_notify_hours_max: Annotated[
        float,
        Origin(
            Text("Time in which those concerned are told of a breach of data"),
            Text(
                "After the 72 hours of Regulation (EU) 2016/679, article 33; not verified, set it "
                "from your own law."
            ),
        ),
    ] = 72.0
