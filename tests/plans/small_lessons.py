"""What earlier invented events have taught the small plan, and what it demands of it."""

from summitry.plan.lessons import Lesson, LessonCheck
from summitry.plan.rulings import Ruling
from summitry.plan.table import Row
from tests.plans.small_moments import NOW, at


def lessons() -> list[Row]:
    return [
        Lesson(
            lesson_id="late-gate",
            title="Gates opened late",
            source="Trial signing of last year",
            what="The crowd stood in the road until the gates opened.",
            owner_unit_id="U-1",
            due=at(-48),
        ),
        LessonCheck(
            lesson_id="late-gate",
            table="gates",
            sentence="Gate {key} opens too late.",
            remedy="Open it two hours before the opening.",
            must_column="opens",
            must_operator="at-most",
            must_value="H-02:00",
        ),
    ]


def rulings() -> tuple[Ruling, ...]:
    """Return one ruling of each kind; all have effect, and there is nothing to rule away."""
    by = {"by": "N-U-1", "at": NOW, "reason": "Seen on the spot", "expires": at(200)}
    return (
        Ruling(
            ruling_id="R-1",
            kind="accept",
            code="C-65",
            severity="high",
            second_by="N-U-2",
            identity="0123456789abcdef",
            subject_table="doors",
            subject_key="DO-1",
            **by,
        ),
        Ruling(
            ruling_id="R-2",
            kind="suppress",
            code="C-54",
            severity="medium",
            unit_id="U-3",
            **by,
        ),
        Ruling(ruling_id="R-3", kind="quarantine", code="L-late-gate", severity="low", **by),
    )
