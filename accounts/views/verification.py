"""The page on which somebody types the code from the mail, or corrects the address."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.email_verification import (
    consume_email_verification_rate_limit,
)
from allauth.account.internal.flows.email_verification_by_code import EmailVerificationProcess
from allauth.account.models import EmailAddress
from allauth.account.views import ConfirmEmailVerificationCodeView
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts import claims


class ConfirmAddress(ConfirmEmailVerificationCodeView):
    """allauth's page, the same for every address, whoever owns it."""

    _process: EmailVerificationProcess

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        process = EmailVerificationProcess.resume(request)
        if process and not (process.user and process.user.is_active):
            # Closed or deleted while the code was on its way: no mail, and nothing to confirm.
            process.abort()
            process = None
        if process is None:
            return self._over(_("This code is too old, or was asked for in another browser."))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """A code that was sent before somebody else confirmed the address is none any more."""
        given = super().get_form_kwargs()
        if "code" in given and not claims.is_of_current_claim(self._process.state):
            given["code"] = ""
        return given

    def _over(self, why: str) -> HttpResponse:
        if self.request.user.is_authenticated:
            messages.warning(self.request, why)
            return redirect("account_email")
        text = _("Sign in with your password, and we send you a new code.")
        messages.warning(self.request, f"{why} {text}")
        return redirect("account_login")

    def _resend_form_valid(self, form: Form) -> HttpResponse:
        """As much is done for an address that has an owner as for any other."""
        if self._is_too_soon(self._process.email):
            return self._wait()
        self._process.record_resend()
        return self._send_anew()

    def _change_form_valid(self, form: Form) -> HttpResponse:
        """The address was mistyped: from now on the right one is asked for, and mail goes there.

        allauth would write it into the account, where only a confirmed address stands.
        """
        email, process = form.cleaned_data["email"], self._process
        if self._is_too_soon(email):
            return self._wait()
        EmailAddress.objects.add_new_email(
            self.request, process.user, email, send_verification=False
        )
        process.user.emailaddress_set.update(primary=True)
        process.record_change(email=email)
        return self._send_anew()

    def _is_too_soon(self, email: str) -> bool:
        """Asked before anything changes: the code that is on its way has to stay good."""
        return not consume_email_verification_rate_limit(self.request, email, dry_run=True)

    def _wait(self) -> HttpResponse:
        text = _("A mail went out a moment ago. Look for it, or ask again in ten seconds.")
        messages.warning(self.request, text)
        return redirect(self.passthrough_next_url(self.request.path))

    def _send_anew(self) -> HttpResponse:
        process = self._process
        process.state.update(account_already_exists=False, failed_attempts=0)
        process.generate_code()
        # Before the mail, which a limit may refuse, and after it, which may note something.
        process.persist()
        process.send()
        process.persist()
        messages.success(self.request, _("A new code is on its way."))
        return redirect(self.passthrough_next_url(self.request.path))

    def form_invalid(self, form: Form) -> HttpResponse:
        if self._action == "change":
            return self.render_to_response(self.get_context_data(form=form))
        return self._verify_form_invalid(form)

    def _verify_form_invalid(self, form: Form) -> HttpResponse:
        if self._process.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form))
        return self._over(_("That code was wrong too often."))


confirm_address = ConfirmAddress.as_view()
