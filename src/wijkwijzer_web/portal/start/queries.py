"""Whose work is shown, and the mails of the portal."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from wijkwijzer_web.core.card.queries import works_for
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.rooms import Letter

__all__ = ["chosen", "letters"]


def chosen(request: HttpRequest, actor: User) -> tuple[Organisation | None, list[Organisation]]:
    """The organisation whose start list is shown, and all that this person works for.

    Raises
    ------
    Http404
        An organisation was asked for in which the person has no work.
    """
    own = works_for(actor)
    slug = request.GET.get("organisatie", "")
    if not slug:
        return (own[0] if own else None), own
    found = next((one for one in own if one.slug == slug), None)
    if found is None:
        raise Http404
    return found, own


def letters() -> list[Letter]:
    """The mails of the portal."""
    return [
        Letter(
            "wijkpagina",
            gettext_lazy("Een collega deelt de pagina van een wijk"),
            gettext_lazy("wie de collega invult"),
            _("Hoe gaat het met %(area)s?"),
            _(
                "%(who)s deelt de pagina van %(area)s met je.%(note)s\n\n%(link)s\n\nJe leest daar in gewone "
                "taal hoe het er gaat, waar de cijfers vandaan komen en wat niemand weet."
            ),
            {
                "who": _("Je collega"),
                "area": _("De Spoordijk"),
                "note": "",
                "link": "https://wijkwijzer.example/wijk/wk100101-de-spoordijk",
            },
            may_begin=True,
        ),
        Letter(
            "proef",
            gettext_lazy("Iemand stuurt zichzelf een proef van een mail"),
            gettext_lazy("wie op de knop drukte"),
            _("Proef: %(subject)s"),
            _("Dit is een proef. Zo ziet de mail eruit:\n\n%(text)s"),
            {"subject": _("Er is antwoord"), "text": _("(hier staat de mail)")},
        ),
    ]
