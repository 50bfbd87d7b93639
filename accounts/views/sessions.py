"""Signing out everywhere but here."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.security.log import record
from accounts.sessions import forget_sessions


@login_required
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """For a phone that is lost or was lent. Password first: a thief must not throw the owner out."""
    if request.method != "POST":
        return render(request, "accounts/sign_out_elsewhere.html")
    ended = forget_sessions(request.user, keep=request.session.session_key)
    record("sessions_ended", account=request.user, request=request, count=ended)
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("account_profile")
