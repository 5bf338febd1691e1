"""The list of the archivist, as a page and as a file, and the rules behind it."""

from __future__ import annotations

import csv
import io

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijkwijzer.cells import harmless
from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.queries import organisation_for
from wijkwijzer_web.core.people.roles import Permission
from wijkwijzer_web.portal.archive.forms import RuleForm
from wijkwijzer_web.publishing.service import SORTS, Archived, ArchiveRule, archived, keep_rule, rules_of

__all__ = ["archive", "archive_file", "rule"]

COLUMNS = (
    *("kenmerk", "soort", "titel", "versie", "adres", "gepubliceerd_op", "stand", "teruggenomen_op"),
    *("reden", "controlegetal", "categorie", "waardering", "jaren_bewaren", "vernietigen_vanaf"),
)


@login_required
@never_cache
@require_safe
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    """What is or was public, with what the archive asks."""
    organisation = organisation_for(actor_of(request), slug, Permission.WRITE)
    rules = rules_of(organisation)
    context = {
        "organisation": organisation,
        "rows": _rows(organisation),
        "rules": [(sort, label, rules.get(sort)) for sort, label in SORTS.items()],
    }
    return render(request, "portal/archive/archief.html", context)


def _rows(organisation: Organisation) -> list[Archived]:
    return archived((one for one in rooms.documents() if not one.example), organisation)


@login_required
@never_cache
@require_safe
def archive_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as CSV, for the system that keeps the archive."""
    organisation = organisation_for(actor_of(request), slug, Permission.WRITE)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in _rows(organisation):
        writer.writerow([harmless(cell) for cell in _cells(row)])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="archief-{organisation.slug}.csv"'
    return response


def _cells(row: Archived) -> list[str]:
    one, rule = row.document, row.rule
    gone = timezone.localtime(one.gone_at).date().isoformat() if one.gone_at else ""
    return [
        one.key,
        one.sort,
        one.title,
        str(one.version or ""),
        settings.SITE_URL.rstrip("/") + one.url,
        timezone.localtime(one.at).date().isoformat(),
        row.state,
        gone,
        one.gone_why,
        one.checksum,
        rule.category if rule else "",
        rule.value if rule else "",
        str(rule.years or "") if rule else "",
        row.destroy_on.isoformat() if row.destroy_on else "",
    ]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, slug: str, sort: str) -> HttpResponse:
    """Fill in the rule for one sort of document."""
    organisation = organisation_for(actor_of(request), slug, Permission.WRITE)
    if sort not in SORTS:
        raise Http404(sort)
    row = rules_of(organisation).get(sort) or ArchiveRule(organisation=organisation, sort=sort)
    form = RuleForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        keep_rule(actor=actor_of(request), rule=form.save(commit=False))
        messages.success(request, _("Bewaard."))
        return redirect("portal:archive", slug)
    context = {"form": form, "organisation": organisation, "label": SORTS[sort]}
    return render(request, "portal/archive/regel.html", context, status=400 if form.errors else 200)
