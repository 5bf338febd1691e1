"""Following a job, and fetching what came out."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wijkwijzer_web.core.work import queries

__all__ = ["job", "job_file", "job_state"]


@never_cache
@require_safe
def job(request: HttpRequest, pk: str) -> HttpResponse:
    """Follow a job; without JavaScript the page reloads itself, with it a script fetches the news."""
    found = queries.job_for(request.user, pk)
    return render(request, "core/job.html", {"job": found})


@never_cache
@require_safe
def job_state(request: HttpRequest, pk: str) -> JsonResponse:
    """The same as the page, for scripts."""
    found = queries.job_for(request.user, pk)
    return JsonResponse(
        {
            "stand": found.state,
            "voortgang": found.progress,
            "melding": found.message,
            "bestand": reverse("core:job-file", args=[found.pk]) if found.result else None,
        }
    )


@require_safe
def job_file(request: HttpRequest, pk: str) -> FileResponse:
    """The file that came out of a job."""
    found = queries.job_for(request.user, pk)
    if found.state != found.State.DONE or not found.result or not found.path.is_file():
        raise Http404
    response = FileResponse(found.path.open("rb"), content_type=found.result_type, as_attachment=True)
    return response
