"""One's own wijken on one page and by mail; the choice stands in the address, and no account is needed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.clean import clean_line
from wijkwijzer_web.core.work.limits import caller
from wijkwijzer_web.follow import service as following
from wijkwijzer_web.portal.mine import actions, pages, queries
from wijkwijzer_web.portal.mine.forms import FollowForm

__all__ = ["confirm", "follow", "gemeente", "mine", "stop"]

TOPIC = "wijken:"


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What changed, what came and what waits in the chosen areas; a name that is typed adds one."""
    places = queries.chosen(request.GET.getlist("wijk"))
    asked = clean_line(request.GET.get("q", ""))[:100]
    meant = areas.which_place(asked, queries.LEVELS) if asked else None
    full = len(places) >= queries.MOST
    if meant is not None and not full:
        return redirect(queries.address_of(queries.chosen([*(one.key for one in places), meant.key])))
    changed = areas.changed_figures([one.key for one in places])
    context = {
        "places": places,
        "rows": pages.shown(queries.now_in(places, changed, request.user)),
        "without": [(one, queries.address_of([p for p in places if p is not one])) for one in places],
        "q": asked,
        "hits": pages.hits(asked, places) if asked and not full else [],
        "full": full,
        "most": queries.MOST,
        "follow_url": queries.address_of(places, "portal:mine-follow"),
        "release": pages.release_sentence(changed.days),
    }
    return render(request, "portal/mine/mijn_wijken.html", context)


@require_safe
def gemeente(request: HttpRequest, name: str) -> HttpResponse:
    """The same for a whole gemeente."""
    place = areas.place_at("gemeente", name)
    changed = areas.changed_figures([place.key])
    row = pages.shown([queries.now_in_gemeente(place, changed, request.user)])[0]
    context = {"place": place, "row": row, "release": pages.release_sentence(changed.days)}
    return render(request, "portal/mine/gemeente.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Ask to hear of what is new in the chosen areas."""
    places = queries.chosen(request.GET.getlist("wijk"))
    if not places:
        return redirect(queries.address_of([]))
    form = FollowForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent:
        actions.ask_to_follow(
            actor=None, places=places, email=form.cleaned_data["email"], caller=caller(request)
        )
    context = {"form": form, "places": places, "sent": sent, "back": queries.address_of(places)}
    return render(request, "portal/mine/volg.html", context, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A mail scanner that only opens the link confirms nothing."""
    done = request.method == "POST"
    if done:
        found = following.confirm(token)
        if found is None or not found.topic.startswith(TOPIC):
            raise Http404("no such link")
    return render(request, "portal/mine/volg_antwoord.html", {"done": done, "stop": False})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, mark: str) -> HttpResponse:
    """Stop, and forget the address; opening a link twice is no mistake."""
    done = request.method == "POST"
    if done:
        following.unfollow_by(mark)
    return render(request, "portal/mine/volg_antwoord.html", {"done": done, "stop": True})
