"""Changing one's own record, and saying whether questions may be passed on."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext as translated
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.models import User
from wijkwijzer_web.knowledge.contribute import actions
from wijkwijzer_web.knowledge.contribute.queries import newest_data, state_of
from wijkwijzer_web.knowledge.contribute.views import opened_with_link, remember
from wijkwijzer_web.knowledge.mailing.queries import QUESTIONS, contributor_of
from wijkwijzer_web.knowledge.models import KnowledgeRecord, State
from wijkwijzer_web.knowledge.own.forms import QuestionForm, form_for, merged
from wijkwijzer_web.publishing.service import ChangedError, version_of

__all__ = ["asked", "change", "from_mail", "question"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as it was left; what is public stays until an editor took the change over."""
    row = opened_with_link(request, pk)
    if row.state == State.WITHDRAWN:
        return render(request, "knowledge/withdrawn.html", {"row": row}, status=410)
    data = newest_data(row)
    form = form_for(row.kind, request.POST or None, data)
    if form is None:
        raise Http404("this kind has no such form")
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return _changed(request, row, merged(form, data), form.cleaned_data["form"])
            except ChangedError as error:
                form.add_error(None, str(error))
                status = 409
            except InputError as error:
                form.add_error(None, str(error))
    now = form_for(row.kind, None, data) if status == 409 else None
    context = {"form": form, "row": row, "version": version_of(*state_of(row)), "now": now}
    return render(request, "knowledge/change.html", context, status=status)


def _changed(
    request: HttpRequest, row: KnowledgeRecord, data: dict[str, Any], form: uuid.UUID
) -> HttpResponse:
    actions.suggest(
        actor=request.user if isinstance(request.user, User) else None,
        row=row,
        data=data,
        form=form,
        version=request.POST.get("version", ""),
    )
    messages.success(
        request,
        _("Je wijziging is binnen. Een redacteur leest haar eerst.")
        if row.public
        else _("Het is gewijzigd."),
    )
    return redirect("knowledge:mine", row.pk)


@never_cache
@require_POST
def asked(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes for another year, or stop: then the address is gone."""
    row = opened_with_link(request, pk)
    yes = request.POST.get("keuze") == "ja"
    actions.let_ask(actor=None, row=row, yes=yes)
    messages.success(
        request, _("We sturen vragen nog een jaar door.") if yes else _("We hebben je adres gewist.")
    )
    return redirect("knowledge:mine", row.pk)


@never_cache
@require_safe
def from_mail(request: HttpRequest, mark: str) -> HttpResponse:
    """A link out of a mail opens one's own record, or one question about it."""
    found = contributor_of(mark)
    if found is None:
        return render(request, "knowledge/unknown_link.html", status=404)
    remember(request, found.record)
    field = request.GET.get("vraag", "")
    if field in QUESTIONS.get(found.record.kind, {}):
        return redirect("knowledge:mine-question", found.record_id, field)
    return redirect("knowledge:mine", found.record_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """One question about one's own record; the answer waits for an editor as every change does."""
    row = opened_with_link(request, pk)
    asked = QUESTIONS.get(row.kind, {}).get(field)
    if asked is None:
        raise Http404(field)
    if row.state == State.WITHDRAWN:
        return render(request, "knowledge/withdrawn.html", {"row": row}, status=410)
    data = newest_data(row)
    version = version_of(*state_of(row))
    form = QuestionForm(request.POST or None, initial={"answer": data.get(field, ""), "version": version})
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                wanted = {**data, field: form.cleaned_data["answer"]}
                return _changed(request, row, wanted, form.cleaned_data["form"])
            except ChangedError as error:
                form.add_error(None, str(error))
                status = 409
            except InputError as error:
                form.add_error(None, str(error))
    context = {
        "form": form,
        "row": row,
        "question": translated(asked),
        "now": data.get(field, "") if status == 409 else "",
    }
    return render(request, "knowledge/question.html", context, status=status)
