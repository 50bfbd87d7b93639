"""The admin's own login pages, which lead to the one login of the site."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from wagtail.admin.auth import require_admin_access

from accounts.views.people import OwnSettings


def safe_next(request: HttpRequest, default: str) -> str:
    """The address asked for by `next` when it is one of this site, else the default's."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else resolve_url(default)


def admin_login(request: HttpRequest) -> HttpResponse:
    """Wagtail's login form would pass by our limits and loop for a signed-in trainee."""
    target = safe_next(request, "wagtailadmin_home")
    if not request.user.is_authenticated:
        return redirect_to_login(target, reverse("account_login"))
    if request.user.is_staff:
        return redirect(target)
    # Wagtail left a message on the way here. This page says it better; read here, it is not kept
    # for the next one.
    for _message in get_messages(request):
        pass
    raise PermissionDenied(
        _("This part is for the programme's team. Ask an administrator if you belong to it.")
    )


def page_login(request: HttpRequest) -> HttpResponse:
    """Where Wagtail sends people from a page or file that is closed to them.

    Its own form would pass by our limits, and by the rule that an address has to be confirmed.
    """
    if not request.user.is_authenticated:
        return redirect_to_login(safe_next(request, "/"), reverse("account_login"))
    raise PermissionDenied(_("This is open to some people only. Ask your programme's team."))


def closed(request: HttpRequest) -> HttpResponse:
    """An address of Wagtail's that serves nobody here."""
    raise Http404


def admin_password_reset(request: HttpRequest) -> HttpResponse:
    return redirect("account_reset_password")


@require_admin_access
def admin_account(request: HttpRequest) -> HttpResponse:
    """A person's own settings in the admin, at Wagtail's address."""
    return OwnSettings.as_view()(request)
