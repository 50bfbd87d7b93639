"""The page that asks for the required consent, and taking one back."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.consenting import ConsentError, missing_consents, withdraw_consent
from accounts.forms.signup import ConsentFields
from accounts.requests import PersonRequest
from accounts.views.admin_login import safe_next


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: PersonRequest) -> HttpResponse:
    """Imported people meet this at their first login; afterwards it leads straight on."""
    missing = missing_consents(request.user)
    if not missing:
        return redirect(safe_next(request, "account_profile"))
    form = ConsentFields(request.POST or None, purposes=missing)
    if request.method == "POST" and form.is_valid():
        form.record_consents(request.user)
        return redirect(safe_next(request, settings.LOGIN_REDIRECT_URL))
    context = {"form": form, "next": safe_next(request, resolve_url(settings.LOGIN_REDIRECT_URL))}
    return render(request, "accounts/consent.html", context)


@login_required
@require_POST
def withdraw(request: PersonRequest) -> HttpResponse:
    try:
        done = withdraw_consent(
            user=request.user, purpose=request.POST.get("purpose", ""), now=timezone.now()
        )
    except ConsentError as error:
        messages.error(request, str(error))
    else:
        if done:
            messages.success(request, _("You took this consent back."))
    return redirect("account_profile")
