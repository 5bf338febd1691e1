"""The owner's page: the link sets a cookie, leads to a clean address, and opens this one knelpunt."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijkwijzer_web.core.codes import token_fingerprint
from wijkwijzer_web.core.shell.private import private
from wijkwijzer_web.desk.bottlenecks import actions, pages
from wijkwijzer_web.desk.bottlenecks.forms import DecisionForm, OwnerForm
from wijkwijzer_web.desk.bottlenecks.queries import owned_by, standing
from wijkwijzer_web.desk.models import Bottleneck, Decision, OwnerLink

__all__ = ["link", "owner"]

MONTHS = 180 * 24 * 3600


@private
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the link in, and go on without it in the address."""
    found = OwnerLink.objects.filter(token_hash=token_fingerprint(token)).first()
    if found is None:
        return render(request, "desk/eigenaar_weg.html", status=410)
    response = redirect("desk:owner", number=found.bottleneck_id)
    response.set_cookie(
        f"eigenaar-{found.bottleneck_id}",
        token,
        max_age=MONTHS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def owner(request: HttpRequest, number: int) -> HttpResponse:
    """Read what is asked and answer it."""
    row = owned_by(request.COOKIES.get(f"eigenaar-{number}", ""), number)
    answer, decision = OwnerForm(), DecisionForm()
    if request.method == "POST":
        if request.POST.get("doe") == "besluit":
            decision = DecisionForm(request.POST)
            done = decision.is_valid() and _decided(row, decision)
        elif request.POST.get("doe") == "toegepast":
            done = _applied(row)
        else:
            answer = OwnerForm(request.POST)
            done = answer.is_valid() and _answered(row, answer)
        if done:
            return redirect("desk:owner", number=number)
    one = standing(row)
    context = {
        "row": row,
        "one": one,
        "mark": pages.mark(one),
        "answer": answer,
        "decision": decision,
        "decided": getattr(row, "decision", None),
        "waits": row.state in {Bottleneck.State.REPORTED, Bottleneck.State.ACCEPTED},
        "steps": row.steps.all(),
    }
    return render(request, "desk/eigenaar.html", context, status=200 if request.method != "POST" else 400)


def _answered(row: Bottleneck, form: OwnerForm) -> bool:
    data = form.cleaned_data
    try:
        if data["doe"] == "van-ons":
            actions.accept(row, data["tekst"])
        elif data["doe"] == "niet-bij-ons":
            actions.not_ours(row, data["tekst"], data["wie"])
        elif data["doe"] == "verleng":
            actions.extend(row, data["tot"], data["tekst"])
        else:
            raise Http404
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _decided(row: Bottleneck, form: DecisionForm) -> bool:
    fields = {field.name for field in Decision._meta.get_fields()}
    try:
        actions.decide(row, {name: value for name, value in form.cleaned_data.items() if name in fields})
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _applied(row: Bottleneck) -> bool:
    try:
        actions.applied(row)
    except ValidationError:
        return False
    return True
