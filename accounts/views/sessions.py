"""Where the person is signed in, and signing out there."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.devices import Device
from accounts.requests import PersonRequest
from accounts.security.log import record
from accounts.sessions import SESSION_DEVICE, find_session, forget_sessions, signed_in


@login_required
@require_safe
def devices(request: PersonRequest) -> HttpResponse:
    here = request.session.session_key
    context = {"devices": signed_in(request.user, now=timezone.now(), here=here)}
    return render(request, "accounts/devices.html", context)


@login_required
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out_device(request: PersonRequest, reference: str) -> HttpResponse:
    """For one browser. Password first, as for all of them."""
    row = find_session(request.user, reference, now=timezone.now())
    if row is not None and row.session_key == request.session.session_key:
        return redirect("account_logout")
    if row is not None and request.method != "POST":
        device = Device(*row.get_decoded().get(SESSION_DEVICE, ("", "")))
        return render(request, "accounts/sign_out_device.html", {"device": device})
    if row is not None:
        row.delete()
        record("sessions_ended", account=request.user, request=request, count=1)
    messages.success(request, _("You are signed out there."))
    return redirect("account_devices")


@login_required
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out_elsewhere(request: PersonRequest) -> HttpResponse:
    """For a phone that is lost or was lent. Password first: a thief must not throw the owner out."""
    if request.method != "POST":
        return render(request, "accounts/sign_out_elsewhere.html")
    ended = forget_sessions(request.user, keep=request.session.session_key)
    record("sessions_ended", account=request.user, request=request, count=ended)
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("account_devices")
