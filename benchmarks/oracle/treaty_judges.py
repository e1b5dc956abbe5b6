"""Who signs what and when, what States did, and what a treaty asks of the host."""

from datetime import timedelta
from typing import Any

from benchmarks.oracle.conference_judges import Found, frozen, pledge
from benchmarks.oracle.world import Judgement, World
from summitry.kit.time import day_of

BY_SIGNATORIES_ONLY = {"ratification", "acceptance", "approval"}


def signing(world: World, _: Any) -> Judgement:
    """C-209: who signs can be a party, signs once, and while the treaty is open."""
    found: Found = {("programme", key): set() for key in world.tables["programme"]}
    treaties = list(world.rows("treaties"))
    for key, row in world.tables["signatories"].items():
        found["signatories", key] = set()
        item = world.get("programme", row.item_id)
        if item is not None and treaties:
            open_for = [t for t in treaties if t.opens <= item.start and item.end <= t.closes]
            if not open_for:
                found["programme", row.item_id].add(("shut",))
        if world.get("delegations", row.delegation_id) is not None:
            found["signatories", key] |= _party(world, row) | _more(world, row, len(treaties))
        if item is not None and len(treaties) == 1:
            found["signatories", key] |= _before(world, row, item, treaties[0])
    return frozen(found)


def _states(world: World, row: Any) -> list[Any]:
    return [each for each in world.rows("states") if each.delegation_id == row.delegation_id]


def _party(world: World, row: Any) -> set[tuple[Any, ...]]:
    own = _states(world, row)
    delegation = world.get("delegations", row.delegation_id)
    kinds = {str(each.kind) for each in own} or {str(delegation.kind)}
    if kinds <= {"organisation", "institute"}:
        return {("may-not",)}
    return set() if own or not world.tables["states"] else {("unlisted",)}


def _more(world: World, row: Any, treaties: int) -> set[tuple[Any, ...]]:
    """Return an atom when as many as there are treaties sign for the delegation before this one."""
    place = (row.order, row.signatory_id)
    before = [
        each
        for each in world.rows("signatories")
        if each.delegation_id == row.delegation_id and (each.order, each.signatory_id) < place
    ]
    return {("twice",)} if treaties and len(before) >= treaties else set()


def _before(world: World, row: Any, item: Any, treaty: Any) -> set[tuple[Any, ...]]:
    today = day_of(item.start, world.event.zone)
    found: set[tuple[Any, ...]] = set()
    for state in _states(world, row):
        days = [
            act.day
            for act in world.rows("acts")
            if (act.treaty_id, act.state_id, str(act.kind))
            == (treaty.treaty_id, state.state_id, "signature")
        ]
        if days and min(days) < today:
            found.add(("already", state.state_id))
    return found


def acts(world: World, _: Any) -> Judgement:
    """C-210: acts follow one another, each once, each with its source."""
    found: Found = {}
    zone = world.event.zone
    for key, act in world.tables["acts"].items():
        atoms: set[tuple[Any, ...]] = set()
        others = [
            each
            for each in world.rows("acts")
            if (each.treaty_id, each.state_id) == (act.treaty_id, act.state_id)
        ]
        signed = any(each.kind == "signature" and each.day <= act.day for each in others)
        if act.kind in BY_SIGNATORIES_ONLY and not signed:
            atoms.add(("unsigned",))
        alike = [each for each in others if (each.kind == "signature") == (act.kind == "signature")]
        if any((each.day, each.act_id) < (act.day, key) for each in alike):
            atoms.add(("again",))
        treaty = world.get("treaties", act.treaty_id)
        if treaty is not None and act.day < day_of(treaty.opens, zone):
            atoms.add(("early",))
        elif (
            treaty is not None
            and act.kind == "signature"
            and act.day > day_of(treaty.closes - timedelta(seconds=1), zone)
        ):
            atoms.add(("closed",))
        if not act.source.strip():
            atoms.add(("source",))
        found["acts", key] = atoms
    return frozen(found)


def _article(world: World, row: Any) -> Any:
    """Return the article of a row; one that its treaty does not have is None."""
    return world.get("articles", f"{row.treaty_id}|{row.article}")


def _no_article(world: World, row: Any) -> bool:
    listed = any(each.treaty_id == row.treaty_id for each in world.rows("articles"))
    return listed and _article(world, row) is None


def law(world: World, _: Any) -> Judgement:
    """C-211: every article that asks for law has a provision that conforms or will."""
    found: Found = {}
    for key, article in world.tables["articles"].items():
        own = [
            row
            for row in world.rows("provisions")
            if (row.treaty_id, row.article) == (article.treaty_id, article.number)
        ]
        found["articles", key] = {("law",)} if article.asks_law and not own else set()
    for key, row in world.tables["provisions"].items():
        atoms: set[tuple[Any, ...]] = {("article",)} if _no_article(world, row) else set()
        if row.conformity == "conforms":
            atoms |= set() if row.law.strip() else {("law",)}
        else:
            atoms |= pledge(world, row, "completed", row.due)
            atoms |= set() if row.action.strip() else {("action",)}
        found["provisions", key] = atoms
    return frozen(found)


def contacts(world: World, _: Any) -> Judgement:
    """C-212: every article that asks for a contact point has one, open and notified."""
    found: Found = {}
    for key, row in world.tables["contact_points"].items():
        atoms: set[tuple[Any, ...]] = {("article",)} if _no_article(world, row) else set()
        atoms |= pledge(world, row, "issued", row.notify_by)
        found["contact_points", key] = atoms
    for key, article in world.tables["articles"].items():
        own = [
            row
            for row in world.rows("contact_points")
            if (row.treaty_id, row.article) == (article.treaty_id, article.number)
        ]
        asks = article.asks_contact or article.around_the_clock
        found["articles", key] = {("contact",)} if asks and not own else set()
        if article.around_the_clock and not any(row.around_the_clock for row in own):
            for row in own:
                found["contact_points", row.contact_point_id].add(("hours",))
    return frozen(found)
