"""The papers of an organisation: a list, each on screen, and as a file."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wijkwijzer.report import Heading, html_block
from wijkwijzer.report import render as render_document
from wijkwijzer_web.core.card.actions import name_privacy_contact, tick
from wijkwijzer_web.core.card.queries import card_of
from wijkwijzer_web.core.clean import clean_line
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.queries import organisation_for
from wijkwijzer_web.core.people.roles import Permission, allowed
from wijkwijzer_web.portal.papers import pages

__all__ = ["file", "paper", "papers", "read"]

LONGEST_CONTACT = 200
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@login_required
@never_cache
@require_safe
def papers(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that lies ready."""
    organisation = organisation_for(actor_of(request), slug, Permission.WRITE)
    context = {"organisation": organisation, "groups": pages.papers()}
    return render(request, "portal/papers/lijst.html", context)


@login_required
@never_cache
@require_safe
def paper(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """One paper, to read before it is printed."""
    organisation = organisation_for(actor_of(request), slug, Permission.WRITE)
    made = pages.document(address, organisation)
    if made is None:
        raise Http404
    html = "".join(
        # A block is made for under a heading of level 2; here it is the heading of level 2 itself.
        format_html('<h2 class="utrecht-heading-2">{}</h2>', block.text)
        if isinstance(block, Heading)
        else html_block(block)
        for block in made.blocks
    )
    context = {
        "organisation": organisation,
        "card": card_of(organisation),
        "document": made,
        "address": address,
        "manages": allowed(actor_of(request), Permission.MANAGE_MEMBERS, organisation),
        "html": mark_safe(html),  # noqa: S308 - the library escapes every text in a block
    }
    return render(request, "portal/papers/blad.html", context)


@login_required
@never_cache
@require_safe
def file(request: HttpRequest, slug: str, address: str, form: str) -> HttpResponse:
    """The paper as PDF or Word."""
    organisation = organisation_for(actor_of(request), slug, Permission.WRITE)
    made = pages.document(address, organisation)
    if made is None or form not in TYPES:
        raise Http404
    response = HttpResponse(render_document(made, form), content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{address}-{organisation.slug}.{form}"'
    return response


@login_required
@require_POST
def read(request: HttpRequest, slug: str) -> HttpResponse:
    """Note that the privacy set was gone through."""
    actor = actor_of(request)
    organisation = organisation_for(actor, slug, Permission.MANAGE_MEMBERS)
    if not card_of(organisation).privacy_contact:  # what somebody filled in meanwhile stays
        contact = clean_line(request.POST.get("wie", ""))[:LONGEST_CONTACT]
        if not contact:
            messages.error(request, _("Vul eerst in wie over privacy gaat. Het vakje staat onderaan."))
            return redirect("portal:paper", slug=slug, address="privacy")
        name_privacy_contact(actor=actor, organisation=organisation, contact=contact)
    tick(actor=actor, organisation=organisation, step="privacy")
    messages.success(request, _("Genoteerd."))
    return redirect("portal:desk")
