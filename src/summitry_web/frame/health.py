"""What a watchdog asks: whether the process answers, and whether it can serve."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """Return "ok" without asking the database: a slow one is no reason to end the process."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Return whether the database answers and its tables are those of this version; 503 if not."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"ready": False, "database": False, "migrated": False}, status=503)
    migrated = not waiting
    told = {"ready": migrated, "database": True, "migrated": migrated}
    return JsonResponse(told, status=200 if migrated else 503)


alive.is_public = True  # type: ignore[attr-defined]  # the matrix of tests reads it
ready.is_public = True  # type: ignore[attr-defined]  # the matrix of tests reads it
