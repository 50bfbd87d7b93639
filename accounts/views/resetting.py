"""Asking for a link to set a password."""

from __future__ import annotations

from allauth.account.forms import ResetPasswordForm
from allauth.account.views import PasswordResetView
from allauth.core import ratelimit
from django.http import HttpResponse, HttpResponseRedirect

from accounts.security.browsers import known_browser


class ResetPassword(PasswordResetView):
    """Strangers who ask for somebody's link, time after time, do not use up the owner's tries."""

    def form_valid(self, form: ResetPasswordForm) -> HttpResponse:
        email = form.cleaned_data["email"]
        browser = known_browser(self.request, email)
        if not browser:
            return super().form_valid(form)
        limited = ratelimit.consume_or_429(
            self.request, action="reset_password_known_browser", key=f"{email} {browser}"
        )
        if limited:
            return limited
        form.save(self.request)
        return HttpResponseRedirect(self.get_success_url())


reset_password = ResetPassword.as_view()
