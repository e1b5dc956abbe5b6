"""Rulings on findings: who may rule on what, with whom, and for how long; written out here."""

from typing import Any

from benchmarks.oracle.world import Atoms, Judgement, World

NO: Atoms = frozenset({("no",)})
YES: Atoms = frozenset()
BUILT_IN = "C-"
BESIDE = ("attestations", "rulings", "people")


def rulings(world: World, _: Any) -> Judgement:
    """C-89: whatever has been ruled by now has effect, or was ruled anew."""
    past = [ruling for ruling in world.rulings if ruling.at <= world.at]
    found: Judgement = {}
    for ruling in past:
        anew = [each.at for each in past if _speaks_of(each) == _speaks_of(ruling)]
        ended = ruling.expires is not None and ruling.expires <= world.at
        if ended and max(anew) > ruling.at:
            continue
        fine = not ended and _may(world, ruling) and _leads_somewhere(world, ruling)
        found["rulings", ruling.ruling_id] = YES if fine else NO
    return found


def _speaks_of(ruling: Any) -> tuple[Any, ...]:
    place = (ruling.subject_table, ruling.subject_key, ruling.unit_id)
    return (ruling.kind, ruling.code, ruling.identity, *place)


def _may(world: World, ruling: Any) -> bool:
    """Say whether person, second person, reason and expiry are enough."""
    if not ruling.reason.strip() or ruling.expires is None:
        return False
    first, second = _powers(world, ruling.by), _powers(world, ruling.second_by)
    if ruling.kind == "accept":
        return {
            "critical": "accept-high-risk" in first and "accept-high-risk" in second,
            "high": "accept-high-risk" in first and "there" in second,
        }.get(ruling.severity, bool({"accept-risk", "accept-high-risk"} & first))
    return {
        "critical": False,
        "high": "set-aside-rule" in first and "accept-high-risk" in second,
    }.get(ruling.severity, "set-aside-rule" in first)


def _powers(world: World, person_id: str | None) -> set[str]:
    person = world.get("persons", person_id)
    return set() if person is None else {"there", *person.powers}


def _leads_somewhere(world: World, ruling: Any) -> bool:
    lesson = ruling.code[2:] if ruling.code.startswith("L-") else None
    if not ruling.code.startswith(BUILT_IN) and world.get("lesson_checks", lesson) is None:
        return False
    if ruling.unit_id is not None:
        return world.get("units", ruling.unit_id) is not None
    table = ruling.subject_table
    return table in ("", *BESIDE) or ruling.subject_key in world.tables.get(table, {})
