"""Identities: one person with two badges, under two spellings."""

from collections.abc import Iterator

from summitry.check.registry import Scope, rule
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.terms import Field, Severity
from summitry.policy.identities import Ground, matches


@rule(
    "C-61",
    title=Text("One person with two badges"),
    why=Text(
        "A second badge under another spelling passes every gate that looks at badges only, and "
        "can be lent."
    ),
    cases={
        "subject": Text("Records {record} and {other} are of one participant and bear two badges."),
        "document": Text(
            "Records {record} and {other} show the same document and bear two badges."
        ),
        "birth": Text(
            "Records {record} and {other} bear two badges; the names are alike to {likeness} and "
            "the birth dates agree, perhaps with day and month changed about."
        ),
        "slip": Text(
            "Records {record} and {other} bear two badges; the names are alike to {likeness} and "
            "the document numbers differ by one character."
        ),
        "name": Text(
            "Records {record} and {other} bear two badges and one name; birth date or document is "
            "missing, so nobody knows whether they are one person."
        ),
    },
    remedy=Text(
        "Look at both applications with their documents; withdraw one badge or record that these "
        "are two persons."
    ),
    source=Text(
        "Common practice, not verified: no public review is cited. Names are compared as romanised "
        "by the anyascii tables, by sound and by consonants."
    ),
    field=Field.ACCREDITATION,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.PERSON,
    reads=(),
    limits=("identity_similarity_min",),
    on_people=True,
)
def two_badges(view: View) -> Iterator[Gap]:
    """Yield the pairs of records that are likely one person with two badges."""
    for match in matches(view.people, similarity_min=view.limits.identity_similarity_min):
        yield Gap(
            table="people",
            key=match.first.record_id,
            case=match.ground.value,
            discriminator=match.second.record_id,
            facts={
                "record": match.first.record_id,
                "other": match.second.record_id,
                "likeness": round(match.likeness, 2),
            },
            joins=(("people", match.second.record_id),),
            unknown=match.ground is Ground.NAME,
        )
