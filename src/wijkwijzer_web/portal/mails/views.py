"""All mails of the site: what they say, in two languages, and how they reach you."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer_web.core.card.actions import write_intro
from wijkwijzer_web.core.card.queries import card_of
from wijkwijzer_web.core.mailing.actions import send
from wijkwijzer_web.core.mailing.queries import letter, letters, preview
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.queries import organisation_for
from wijkwijzer_web.core.people.roles import Permission
from wijkwijzer_web.core.rooms import Letter
from wijkwijzer_web.core.work.limits import within
from wijkwijzer_web.portal.mails.forms import IntroForm

__all__ = ["mail", "mails", "trial"]

TRIALS_A_DAY = 30


def _letter(key: str) -> Letter:
    try:
        return letter(key)
    except KeyError:
        raise Http404 from None


@login_required
@never_cache
@require_safe
def mails(request: HttpRequest, slug: str) -> HttpResponse:
    """Every mail that the site sends, and when."""
    organisation = organisation_for(actor_of(request), slug, Permission.MANAGE_MEMBERS)
    rows = [(one, preview(one.key, organisation, "nl").subject) for one in letters()]
    return render(request, "portal/mails/lijst.html", {"organisation": organisation, "rows": rows})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One mail, filled in with an example."""
    actor = actor_of(request)
    organisation = organisation_for(actor, slug, Permission.MANAGE_MEMBERS)
    one, card = _letter(key), card_of(organisation)
    form = IntroForm(request.POST or None, initial={"intro": card.intros.get(key, "")})
    if request.method == "POST" and one.may_begin and form.is_valid():
        write_intro(actor=actor, organisation=organisation, kind=key, text=form.cleaned_data["intro"])
        messages.success(request, _("Bewaard."))
        return redirect("portal:mail", slug=slug, key=key)
    shown = [
        (code, name, preview(key, organisation, code))
        for code, name in (("nl", "Nederlands"), ("en", "English"))
    ]
    context = {"organisation": organisation, "letter": one, "shown": shown, "form": form, "card": card}
    return render(request, "portal/mails/mail.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def trial(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Send the mail with its example to whoever asks, and to nobody else."""
    actor = actor_of(request)
    organisation = organisation_for(actor, slug, Permission.MANAGE_MEMBERS)
    made = preview(_letter(key).key, organisation, "nl")
    if not within("mailproef", whose=str(actor.pk), most=TRIALS_A_DAY, seconds=24 * 3600):
        messages.error(request, _("Dat zijn veel proeven op een dag. Morgen kan het weer."))
    elif send("proef", actor.email, organisation, {"subject": made.subject, "text": made.body}):
        messages.success(request, _("De proef is onderweg naar %(to)s.") % {"to": actor.email})
    else:
        messages.error(request, _("De mailserver antwoordt niet. Vraag het aan wie de site beheert."))
    return redirect("portal:mail", slug=slug, key=key)
