"""Confirming an address: asking for the mail again, and links that have grown old."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.stagekit import unstash_login
from allauth.account.views import ConfirmEmailView
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms.entrance import SendAgainForm
from accounts.verifying import (
    TooOften,
    TooSoon,
    address_of_old_link,
    seconds_left,
    send_again,
)

SESSION_WAITING = "address_to_confirm"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verification_sent(request: HttpRequest) -> HttpResponse:
    """Look in your mail; and, when nothing is there, a way to have it sent again."""
    form = SendAgainForm(_asked_for(request), initial={"email": _waiting_address(request)})
    if form.is_bound and form.is_valid():
        _send(request, form.cleaned_data["email"])
        return redirect("account_email_verification_sent")
    email = _waiting_address(request)
    wait = seconds_left(email, timezone.now()) if email else 0
    return render(
        request, "account/verification_sent.html", {"form": form, "email": email, "wait": wait}
    )


def _asked_for(request: HttpRequest) -> dict[str, str] | None:
    """The address typed, or the one that an old link was made for."""
    if request.method != "POST":
        return None
    old = address_of_old_link(request.POST.get("key", ""))
    return {"email": old.email if old else request.POST.get("email", "")}


def _waiting_address(request: HttpRequest) -> str:
    login = unstash_login(request, peek=True)
    if login is None:
        return request.session.get(SESSION_WAITING, "")
    return login.email or (login.user.email if login.user else "")


def _send(request: HttpRequest, email: str) -> None:
    request.session[SESSION_WAITING] = email
    try:
        send_again(email=email, request=request, now=timezone.now())
    except TooSoon as error:
        text = ngettext(
            "A mail went out a moment ago. You can send it again in %(count)d second.",
            "A mail went out a moment ago. You can send it again in %(count)d seconds.",
            error.seconds,
        )
        messages.warning(request, text % {"count": error.seconds})
    except TooOften:
        messages.error(request, _("That is enough mail for now. Try again in an hour."))
    else:
        # A mail server that refused has left its own message, and no waiting time.
        if seconds_left(email, timezone.now()):
            text = _("If this address still has to be confirmed, mail is on its way.")
            messages.success(request, text)


class ConfirmEmail(ConfirmEmailView):
    """allauth's page, which also knows what to say about a link that no longer works."""

    def get_context_data(self, **kwargs: Any) -> dict:
        context = super().get_context_data(**kwargs)
        if not self.object:
            old = address_of_old_link(self.kwargs["key"])
            context["old_address"] = old
            context["key"] = self.kwargs["key"] if old and not old.verified else ""
        return context

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """A button pressed on a page that was left open too long answers like the old link."""
        try:
            self.object = self.get_object()
        except Http404:
            return self.get(*args, **kwargs)
        return super().post(*args, **kwargs)


confirm_email = ConfirmEmail.as_view()
