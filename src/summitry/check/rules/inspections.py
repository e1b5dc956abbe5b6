"""Inspections: food and water, fire safety, temporary structures, surveys; made in time or not."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from summitry.check.places import item_sites
from summitry.check.promises import AFTER, LATE, promised
from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.medical import FireInspection, FoodControl, FoodKind, InspectionKind
from summitry.plan.movements import Leg, Movement, Route
from summitry.plan.perimeter import Survey
from summitry.plan.places import Obstacle, Site
from summitry.plan.programme import Delegation, Item, Principal
from summitry.plan.table import Row, table_of
from summitry.plan.terms import Field, ItemKind, Severity, SiteKind

_INSPECTED = frozenset({SiteKind.VENUE, SiteKind.HOTEL})
_FOOD = frozenset({FoodKind.FOOD, FoodKind.KITCHEN})
_VERIFIED = (AttestationKind.VERIFIED,)
_PLANNED = Text("Follows from the plan: what is due before a use, and who said that it was done.")


def _told(row: Row, case: str, due: datetime, needed: datetime | None, **facts: str | None) -> Gap:
    declared = table_of(row)
    return Gap(
        table=declared.name,
        key=declared.key_of(row),
        column="due" if case == AFTER else None,
        case=case,
        end=due,
        facts={**facts, "due": due, "needed": needed},
    )


@rule(
    "C-145",
    title=Text("Banquet without control of food and water"),
    why=Text(
        "One kitchen feeds every principal on the same evening: what is wrong with it is wrong "
        "with all of them."
    ),
    cases={
        "no-food": Text("No control of food or kitchen is planned before banquet {item}."),
        "no-water": Text("No control of water is planned before banquet {item}."),
        "elsewhere": Text(
            "Control {control} is planned at site {site}, and item {item} is at site {at_site}."
        ),
        AFTER: Text("Control {control} is due at {due}, after item {item} has begun at {needed}."),
        LATE: Text(
            "Control {control} of food or water was due at {due}, and nobody in the plan has said "
            "that it was passed."
        ),
    },
    remedy=Text("Plan the control before the item, at its site, and have it recorded when passed."),
    source=_PLANNED,
    field=Field.MEDICAL,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("food_controls", "persons", "programme", "rooms"),
    attests=_VERIFIED,
)
def food_and_water(view: View) -> Iterator[Gap]:
    """Yield the banquets of principals without controls, and the controls not made in time.

    Of a plan without any control it is not known whether one is made; with inspections and surveys
    it is the same.
    """
    by_item = grouped(view.rows(FoodControl).values(), "item_id")
    for item in view.rows(Item).values():
        if item.kind is not ItemKind.BANQUET or not item.principal_ids:
            continue
        kinds = {control.kind for control in by_item.get(item.item_id, ())}
        for case, wanted in (("no-food", _FOOD), ("no-water", frozenset({FoodKind.WATER}))):
            if not kinds & wanted:
                yield Gap(
                    table="programme",
                    key=item.item_id,
                    case=case,
                    discriminator=case,
                    facts={"item": item.item_id},
                    unknown=not view.rows(FoodControl),
                )
    for control in view.rows(FoodControl).values():
        yield from _control(view, control)


def _control(view: View, control: FoodControl) -> Iterator[Gap]:
    item = view.rows(Item).get(control.item_id or "")
    at_site = view.derive(item_sites).get(control.item_id or "")
    needed = None if item is None else item.start
    case = promised(view, control, AttestationKind.VERIFIED, control.due, needed)
    if at_site not in {None, control.site_id}:
        case = "elsewhere"
    if case:
        yield _told(
            control,
            case,
            control.due,
            needed,
            control=control.food_control_id,
            item=control.item_id,
            site=control.site_id,
            at_site=at_site,
        )


@rule(
    "C-146",
    title=Text("Fire inspection missing, late or not passed"),
    why=Text(
        "A door that was locked for the event, a hydrant under a stage, an alarm switched off for "
        "the rehearsal: an inspection before the first use finds them, one after it does not."
    ),
    cases={
        "none": Text(
            "Site {site} is used by the event, and no inspection of its means of escape is planned."
        ),
        AFTER: Text(
            "Inspection {inspection} of site {site} is due at {due}, after its first use at "
            "{needed}."
        ),
        LATE: Text(
            "Inspection {inspection} of site {site} was due at {due}, and nobody in the plan has "
            "said that it was passed."
        ),
    },
    remedy=Text("Have the fire service inspect before the first use, and record that it passed."),
    source=_PLANNED,
    field=Field.FIRE,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("delegations", "fire_inspections", "persons", "programme", "rooms", "sites"),
    attests=_VERIFIED,
)
def fire_safety(view: View) -> Iterator[Gap]:
    """Yield used venues and hotels without an inspection, and inspections not made in time."""
    used = view.derive(_first_use)
    escape = {
        each.site_id
        for each in view.rows(FireInspection).values()
        if each.kind is InspectionKind.MEANS_OF_ESCAPE
    }
    for site in view.rows(Site).values():
        wanted = site.kind in _INSPECTED and site.site_id in used
        if wanted and site.site_id not in escape:
            yield Gap(
                table="sites",
                key=site.site_id,
                case="none",
                facts={"site": site.site_id},
                unknown=not view.rows(FireInspection),
            )
    for each in view.rows(FireInspection).values():
        needed = used.get(each.site_id)
        case = promised(view, each, AttestationKind.VERIFIED, each.due, needed)
        if case:
            yield _told(
                each,
                case,
                each.due,
                needed,
                inspection=each.inspection_id,
                site=each.site_id,
            )


def _first_use(view: View) -> Mapping[str, datetime]:
    """Return when the event first uses each site: its first item, or the opening for a hotel."""
    items = view.rows(Item)
    used: dict[str, datetime] = {}
    for item_id, site_id in view.derive(item_sites).items():
        start = items[item_id].start
        used[site_id] = min(start, used.get(site_id, start))
    opens = view.event.opens
    for delegation in view.rows(Delegation).values():
        hotel = delegation.hotel_site_id
        if hotel is not None:
            used[hotel] = min(opens, used.get(hotel, opens))
    return used


@rule(
    "C-147",
    title=Text("Temporary structure not inspected"),
    why=Text(
        "A screen, a stand or a stage put up overnight has no permit and no history; the wind "
        "finds its weak bolt, with people under it."
    ),
    cases={
        "none": Text(
            "Control {control} puts up {obstacle}, and no inspection of this temporary structure "
            "is planned."
        ),
        "wrong-kind": Text(
            "Inspection {inspection} names structure {obstacle}, and is not an inspection of a "
            "temporary structure."
        ),
    },
    remedy=Text(
        "Plan an inspection of the structure once it stands, and name the structure in it."
    ),
    source=Text("Inspection of temporary structures at events; common practice, not verified."),
    field=Field.FIRE,
    severity=Severity.MEDIUM,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("fire_inspections", "obstacles"),
)
def structures(view: View) -> Iterator[Gap]:
    """Yield what is put up for the event and never inspected."""
    by_obstacle = grouped(view.rows(FireInspection).values(), "obstacle_id")
    for obstacle in view.rows(Obstacle).values():
        inspections = by_obstacle.get(obstacle.obstacle_id, [])
        right = any(each.kind is InspectionKind.TEMPORARY_STRUCTURE for each in inspections)
        if obstacle.control_id is not None and not inspections:
            yield Gap(
                table="obstacles",
                key=obstacle.obstacle_id,
                case="none",
                facts={"obstacle": obstacle.obstacle_id, "control": obstacle.control_id},
                unknown=not view.rows(FireInspection),
            )
        if obstacle.control_id is not None and not right:
            for each in inspections:
                yield Gap(
                    table="fire_inspections",
                    key=each.inspection_id,
                    column="kind",
                    case="wrong-kind",
                    facts={"inspection": each.inspection_id, "obstacle": obstacle.obstacle_id},
                )


@rule(
    "C-150",
    title=Text("Place or route of a protected person not surveyed"),
    why=Text(
        "The guard command at Hanoi surveyed routes, venue and lodging before it placed anybody; "
        "at Nara in 2022 the plan was copied from another day."
    ),
    cases={
        "no-site": Text("Protected principals use site {site}, and no survey of it is planned."),
        "no-residence": Text(
            "Protected principals lodge at site {site}, and no survey of it is planned."
        ),
        "no-route": Text("Protected movements use route {route}, and no survey of it is planned."),
        AFTER: Text("Survey {survey} is due at {due}, after the first use at {needed}."),
        LATE: Text(
            "Survey {survey} was due at {due}, and nobody in the plan has said that it was made."
        ),
    },
    remedy=Text("Survey it on the spot before the posts are placed, and record that it was done."),
    source=Text(
        "Guard command, deployment conference of 23 October 2025, as reported: surveys of routes, "
        "venue and lodging; Nara, 8 July 2022: plan copied from an earlier event (police review)."
    ),
    field=Field.PROTECTEES,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=(
        "delegations",
        "legs",
        "movements",
        "persons",
        "principals",
        "programme",
        "rooms",
        "routes",
        "sites",
        "surveys",
    ),
    attests=_VERIFIED,
)
def surveyed(view: View) -> Iterator[Gap]:
    """Yield what protected persons use without a survey, and the surveys not made in time."""
    surveys = view.rows(Survey).values()
    sites, routes = view.derive(_sites_used), view.derive(_routes_used)
    seen = {survey.site_id for survey in surveys} | {survey.route_id for survey in surveys}
    for site_id, (_, lodging) in sorted(sites.items()):
        if site_id not in seen and site_id in view.rows(Site):
            yield Gap(
                table="sites",
                key=site_id,
                case="no-residence" if lodging else "no-site",
                facts={"site": site_id},
                unknown=not surveys,
            )
    for route_id in sorted(routes.keys() - seen):
        if route_id in view.rows(Route):
            yield Gap(
                table="routes",
                key=route_id,
                case="no-route",
                facts={"route": route_id},
                unknown=not surveys,
            )
    for survey in surveys:
        first = routes.get(survey.route_id or "")
        if survey.site_id is not None and survey.site_id in sites:
            first = sites[survey.site_id][0]
        case = promised(view, survey, AttestationKind.VERIFIED, survey.due, first)
        if case:
            yield _told(survey, case, survey.due, first, survey=survey.survey_id)


def _sites_used(view: View) -> Mapping[str, tuple[datetime, bool]]:
    """Return when protected principals first use each site, and whether they only lodge there."""
    principals, items = view.rows(Principal), view.rows(Item)
    protected = {key for key, principal in principals.items() if principal.protected}
    used: dict[str, tuple[datetime, bool]] = {}
    for item_id, site_id in view.derive(item_sites).items():
        if protected & set(items[item_id].principal_ids):
            first = (items[item_id].start, False)
            used[site_id] = min(first, used.get(site_id, first))
    for key in protected:
        delegation = view.rows(Delegation).get(principals[key].delegation_id)
        hotel = None if delegation is None else delegation.hotel_site_id
        if hotel is not None:
            arrives = principals[key].arrives or view.event.opens
            before, lodging = used.get(hotel, (arrives, True))
            used[hotel] = (min(before, arrives), lodging)
    return used


def _routes_used(view: View) -> Mapping[str, datetime]:
    """Return when a protected movement first takes each route."""
    movements = view.rows(Movement)
    used: dict[str, datetime] = {}
    for leg in view.rows(Leg).values():
        movement = movements.get(leg.movement_id)
        if movement is not None and movement.protected:
            used[leg.route_id] = min(leg.depart, used.get(leg.route_id, leg.depart))
    return used
