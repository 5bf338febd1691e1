"""Pages of the core: statements, the account, following a job, and error pages."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer_web.core import actions, queries
from wijkwijzer_web.core.context import site
from wijkwijzer_web.core.forms import MemberForm
from wijkwijzer_web.core.invitations import invite_new
from wijkwijzer_web.core.models import Role, User
from wijkwijzer_web.core.permissions import Permission

__all__ = [
    "accessibility",
    "account",
    "bad_request",
    "job",
    "job_file",
    "job_state",
    "organisation",
    "page_not_found",
    "permission_denied",
    "privacy",
    "remove_member",
    "robots_txt",
    "security_txt",
    "server_error",
    "too_many_requests",
]


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "core/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, and how long."""
    return render(
        request,
        "core/privacy.html",
        {
            "audit_years": round(settings.RETENTION_AUDIT_DAYS / 365),
            "job_days": settings.RETENTION_JOB_DAYS,
            "session_hours": settings.SESSION_COOKIE_AGE // 3600,
        },
    )


@login_required
@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Your own account: roles and second factor."""
    context = {
        "memberships": queries.memberships_of(request.user),
        "manages": queries.organisations_managed_by(request.user),
    }
    return render(request, "core/account.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """The people of an organisation: who has which role, add someone, what happened."""
    found = queries.organisation_for(request.user, slug, Permission.MANAGE_MEMBERS)
    form = MemberForm(request.POST or None)
    if form.is_valid():
        assert isinstance(request.user, User)
        role = Role(form.cleaned_data["role"])
        email = form.cleaned_data["email"]
        member = actions.add_member(actor=request.user, organisation=found, email=email, role=role).user
        invite_new(request, member)
        messages.success(request, _("Toegevoegd."))
        return redirect("core:organisation", slug=slug)
    context = {
        "organisation": found,
        "form": form,
        "memberships": queries.members_of(found),
        "entries": queries.audit_of(found)[:50],
    }
    return render(request, "core/organisation.html", context)


@login_required
@require_POST
def remove_member(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take someone's role away."""
    found = queries.organisation_for(request.user, slug, Permission.MANAGE_MEMBERS)
    assert isinstance(request.user, User)
    actions.remove_member(actor=request.user, membership=get_object_or_404(found.memberships, pk=pk))
    messages.success(request, _("Verwijderd."))
    return redirect("core:organisation", slug=slug)


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


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116)."""
    expires = timezone.now() + timedelta(days=min(settings.SECURITY_TXT_DAYS, 364))
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.SITE_URL.rstrip('/')}{request.path}",
    ]
    if settings.SECURITY_POLICY_URL:
        lines.append(f"Policy: {settings.SECURITY_POLICY_URL}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Search engines may read all that is public."""
    lines = ["User-agent: *", *(f"Disallow: /{path}/" for path in ("beheer", "cms", "account", "taken"))]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _error(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _error(request, HTTPStatus.FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return _error(request, HTTPStatus.NOT_FOUND)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429."""
    return _error(request, HTTPStatus.TOO_MANY_REQUESTS)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: no request in the template, so no session and no database that may be what went wrong."""
    content = loader.render_to_string("500.html", site(request))
    return HttpResponse(content, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _error(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    return render(request, f"{status.value}.html", status=status)
