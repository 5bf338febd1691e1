"""The chain of a wijk, forward and back, and what one thing comes from and led to."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.people.roles import Permission, held
from wijkwijzer_web.core.rooms import Ref
from wijkwijzer_web.portal.chain import pages, queries

__all__ = ["area", "thing"]

BACK = "terug"
WORK = ("opgave", "inzet", "resultaat")
WEIGHED = ("opgave", "programma", "advies")


@require_safe
def area(request: HttpRequest, level: str, address: str) -> HttpResponse:
    """The chain of a wijk; a wijk that came out of another keeps the chain of both."""
    place = areas.place_at(level, address)
    right = f"{areas.address_of(place.key)}/keten"
    if request.path != right:
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{right}?{query}" if query else right, permanent=True)
    back = request.GET.get("richting") == BACK
    chain = queries.chain_of_area(place.key, request.user)
    older = [
        (old, areas.address_of(old.key), pages.parts(queries.chain_of_area(old.key, request.user), back=back))
        for old in queries.predecessors(place.key)
    ]
    context = {
        "place": place,
        "area_url": areas.address_of(place.key),
        "back": back,
        "sentences": pages.sentences(chain, place.name),
        "number": sum(bool(one.title) for one in chain.things.values()),
        "parts": pages.parts(chain, back=back),
        "older": [one for one in older if one[2]],
        "loose": pages.loose_ends(chain),
    }
    return render(request, "portal/keten.html", context)


@require_safe
def thing(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """One thing: why it is there, and what happened with it."""
    ref = Ref(kind[:20], key[:120])
    chain = queries.chain_of_thing(ref, request.user)
    if chain is None:
        raise Http404("no such thing")
    about = chain.things[ref]
    if not about.title and not about.gone:
        raise Http404("not public")
    context = {
        "about": about,
        "may_start": ref.kind not in WORK and Permission.WRITE in held(request.user),
        "may_weigh": ref.kind in WEIGHED and Permission.WRITE in held(request.user),
        "step": pages.steps([about])[0],
        "before": pages.steps(chain.told(ref, back=True)),
        "after": pages.steps(chain.told(ref, back=False)),
    }
    return render(request, "portal/schakel.html", context)
