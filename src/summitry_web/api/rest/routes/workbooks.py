"""Workbooks: taken along, brought in, looked at, taken in."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Router, UploadedFile
from pydantic import Field

from summitry.kit.errors import SummitryError
from summitry.package.bounds import WORKBOOK_BYTES_MAX
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.api.rest import shapes
from summitry_web.api.rest.guard import caller_of, here_of, needs
from summitry_web.api.rest.routes.plan import moved_on
from summitry_web.api.rest.shapes import Number, Short, Size, Slug
from summitry_web.plans.access import table_named
from summitry_web.plans.actions.bringing_in import (
    Reading,
    State,
    brought,
    keep_workbook,
    reading_of,
    take_in,
)
from summitry_web.plans.actions.handing_out import workbook_for

router = Router()
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BINARY = {
    "responses": {
        200: {
            "description": "A workbook",
            "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


@router.get(
    "/events/{event}/workbook", auth=needs(Verb.EXPORT), openapi_extra=BINARY,
    summary="Take a workbook along",
)  # fmt: skip
def download(
    request: HttpRequest,
    event: Slug,  # noqa: ARG001  # the guard read it
    table: Short = "",
    scope: Annotated[str, Field(pattern="^(own|all)$")] = "all",
) -> HttpResponse:
    """Return a workbook with row keys: of all that the token may read, or of its own rows."""
    caller = caller_of(request)
    here = caller.here
    if table:
        table_named(table)
    own_only = scope == "own"
    content = workbook_for(
        here.actor, here.event, at=here.at, own_only=own_only, table=table or None
    )
    caller.changed("workbook taken along")
    name = f"{here.event.slug}-{table or ('own' if own_only else 'plan')}-{here.event.revision}"
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@router.post(
    "/events/{event}/workbooks", auth=needs(Verb.IMPORT), response=shapes.Brought,
    summary="Bring a workbook in",
)  # fmt: skip
def bring(
    request: HttpRequest,
    event: Slug,  # noqa: ARG001  # the guard read it
    file: Annotated[UploadedFile, File()],
    unit: Short = "",
) -> dict[str, Any]:
    """Keep the workbook and tell what it would change; nothing is changed yet."""
    caller = caller_of(request)
    here = caller.here
    if (file.size or 0) > WORKBOOK_BYTES_MAX:
        raise SummitryError("bound.file_bytes_max", got=file.size, expected=WORKBOOK_BYTES_MAX)
    pk = keep_workbook(
        here.actor, here.event, name=(file.name or "workbook.xlsx").replace("\x00", ""),
        content=file.read(WORKBOOK_BYTES_MAX + 1), unit=unit, at=here.at,
    )  # fmt: skip
    caller.changed("workbook brought in")
    return _told(here, pk, after=0, size=shapes.FIRST_SIZE)


@router.get(
    "/events/{event}/workbooks/{number}", auth=needs(Verb.IMPORT), response=shapes.Brought,
    summary="What a workbook brings",
)  # fmt: skip
def waiting(
    request: HttpRequest,
    event: Slug,  # noqa: ARG001  # the guard read it
    number: Number,
    after: Number = 0,
    size: Size = shapes.FIRST_SIZE,
) -> dict[str, Any]:
    """Return what the waiting workbook would change against the plan as it stands now."""
    return _told(here_of(request), number, after=after, size=size)


def _told(here: Here, pk: int, *, after: int, size: int) -> dict[str, Any]:
    reading: Reading = reading_of(
        here.actor, here.event, brought(here.actor, here.event, pk), at=here.at
    )
    if reading.missing:
        raise SummitryError("import.mapping", path=f"workbook {pk}")
    rest = list(reading.coming[after : after + size + 1])
    shown, more = shapes.page_of(rest, size)
    return {
        "id": pk,
        "unchanged": reading.unchanged,
        "counts": {
            state.value: sum(each.state is state for each in reading.coming) for state in State
        },
        "items": [
            {"table": each.edit.table, "key": each.edit.key, "state": each.state.value,
             "columns": list(each.columns)}
            for each in shown
        ],
        "next": str(after + size) if more else None,
    }  # fmt: skip


@router.post(
    "/events/{event}/workbooks/{number}/take-in", auth=needs(Verb.IMPORT),
    response=shapes.Taken, summary="Take a workbook in",
)  # fmt: skip
def take(
    request: HttpRequest,
    event: Slug,  # noqa: ARG001  # the guard read it
    number: Number,
    wanted: shapes.TakeIn,
) -> dict[str, Any]:
    """Save what is the owner's, propose what is others', leave what clashes; the book is gone."""
    caller = caller_of(request)
    here = caller.here
    counts = take_in(here.actor, here.event, number, at=here.at, reason=wanted.reason)
    caller.changed("workbook taken in")
    told = {state.value: count for state, count in counts.items()}
    return {"counts": told, "revision": moved_on(here)}
