"""Health: is the process alive, may it get visitors, has it started."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wijkwijzer_web.core import rooms

__all__ = ["live", "ready", "start"]


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """The database answers, so visitors may come; `trouble` counts what rooms say is wrong."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "error", "database": "unreachable"}, status=503)
    # Visitors may come for the rest; whoever watches sees that something is wrong.
    wrong = len(rooms.troubles())
    return JsonResponse({"status": "trouble" if wrong else "ok", "database": "ok", "trouble": wrong})


@require_safe
@never_cache
def start(request: HttpRequest) -> JsonResponse:
    """All migrations were run and the figures on show can be read: the start is over."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"status": "error", "database": "unreachable"}, status=503)
    if waiting:
        return JsonResponse({"status": "error", "migrations": len(waiting)}, status=503)
    wrong = rooms.troubles()
    if wrong:  # a new version that cannot read the figures does not take over; the old one goes on
        return JsonResponse({"status": "error", "migrations": 0, "trouble": len(wrong)}, status=503)
    return JsonResponse({"status": "ok", "migrations": 0, "trouble": 0})
