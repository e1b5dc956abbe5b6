"""What the templates of accounts know beside what every page knows."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from summitry.plan.terms import Marking
from summitry.report.formats import Formats
from summitry.report.language import offered
from summitry_web.accounts.labels import label
from summitry_web.accounts.roles import Role
from summitry_web.frame.templating import page, reader_of


def shown(
    request: HttpRequest, template: str, names: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return the page; ``label`` names roles and states, ``moment`` writes moments in UTC."""
    reader = reader_of(request)
    known = {
        "label": lambda value: label(str(value), reader),
        "moment": Formats(reader, ZoneInfo("UTC")).moment,
        "language_choices": [(each.code, each.name) for each in offered()],
        "marking_choices": [(each.value, each.value) for each in Marking],
        "role_choices": [(each.value, label(each.value, reader)) for each in Role],
    }
    return page(request, f"accounts/{template}.html", {**known, **names}, status=status)
