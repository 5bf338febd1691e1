"""Your account, and the people of an organisation."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer_web.core.models import Organisation, Role, User
from wijkwijzer_web.core.people import actions, pages, queries
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.forms import MemberForm, OrganisationForm
from wijkwijzer_web.core.people.invitations import invite_new
from wijkwijzer_web.core.people.roles import Permission, require

__all__ = [
    "account",
    "editor_login",
    "new_organisation",
    "organisation",
    "remove_member",
]


@never_cache
def editor_login(request: HttpRequest) -> HttpResponse:
    """Where the editor of pages sends who may not be there: to the one login, or away with a sentence."""
    if request.user.is_authenticated:
        raise PermissionDenied
    back = request.GET.get("next", "") or request.POST.get("next", "")
    return redirect_to_login(back if back.startswith("/") else reverse("wagtailadmin_home"))


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
        "roles": pages.roles_in_words(found),
        "entries": [(one, pages.in_words(one)) for one in queries.audit_of(found, most=100)],
    }
    return render(request, "core/organisation.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_organisation(request: HttpRequest) -> HttpResponse:
    """Begin an organisation; for who administers the installation."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_INSTALLATION)
    form = OrganisationForm(request.POST or None, initial={"email": actor.email})
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        found = actions.add_organisation(actor=actor, name=form.cleaned_data["name"], email=email)
        invite_new(request, User.objects.get(email__iexact=email))
        messages.success(request, _("Toegevoegd: %(name)s.") % {"name": found.name})
        return redirect("portal:desk" if email.lower() == actor.email.lower() else "core:organisation-new")
    context = {"form": form, "organisations": Organisation.objects.at_work()}
    return render(request, "core/new_organisation.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def remove_member(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take someone's role away."""
    found = queries.organisation_for(request.user, slug, Permission.MANAGE_MEMBERS)
    assert isinstance(request.user, User)
    actions.remove_member(actor=request.user, membership=get_object_or_404(found.memberships, pk=pk))
    messages.success(request, _("Verwijderd."))
    return redirect("core:organisation", slug=slug)
