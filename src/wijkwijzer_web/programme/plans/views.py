"""Pages of the wijkplan."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijkwijzer.report import FORMATS
from wijkwijzer.report import render as render_document
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.programme.effort.pages import sub_address
from wijkwijzer_web.programme.effort.queries import place_at
from wijkwijzer_web.programme.models import AreaPlan
from wijkwijzer_web.programme.plans import actions, pages, queries
from wijkwijzer_web.programme.plans.forms import PlanForm
from wijkwijzer_web.programme.programmes.queries import may_write, organisations_for
from wijkwijzer_web.programme.views import form_page

__all__ = ["edit", "file", "plan"]

FORMS = ("pdf", "docx")


@require_safe
def plan(request: HttpRequest, level: str, address: str) -> HttpResponse:
    """The wijkplan as a page."""
    place = place_at(level, address)
    page = pages.plan_page(place)
    may = (
        may_write(request.user, page.plan.organisation)
        if page.plan
        else bool(organisations_for(request.user))
    )
    return render(request, "programme/wijkplan.html", {"page": page, "may_write": may})


@require_safe
def file(request: HttpRequest, level: str, address: str, form: str) -> HttpResponse:
    """The wijkplan on paper."""
    if form not in FORMS:
        raise Http404
    place = place_at(level, address)
    url = settings.SITE_URL.rstrip("/") + sub_address(place, "wijkplan")
    content = render_document(pages.plan_document(pages.plan_page(place), url), form)
    name = f"wijkplan-{slugify(place.name)}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=FORMATS[form], headers=headers)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, level: str, address: str) -> HttpResponse:
    """Write the wijkplan."""
    place = place_at(level, address)
    organisations = organisations_for(request.user)
    row = queries.plan_of(place.key)
    if not organisations or (row is not None and not may_write(request.user, row.organisation)):
        raise Http404
    form = PlanForm(
        request.POST or None,
        instance=row or AreaPlan(area=place.key, area_name=place.name),
        organisations=organisations,
    )
    if request.method == "POST" and form.is_valid():
        actions.keep_plan(actor=actor_of(request), plan=form.save(commit=False))
        messages.success(request, _("Bewaard."))
        return redirect(sub_address(place, "wijkplan"))
    return form_page(request, form, _("Wijkplan %s") % place.name)
