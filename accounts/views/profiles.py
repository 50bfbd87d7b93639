"""My details, my consents, my language."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms import ProfileForm
from accounts.middleware import remember_language
from accounts.models import Consent, ErasureRequest, User
from accounts.purposes import find_purpose
from accounts.requests import PersonRequest
from accounts.views.drafts_in_session import draft_or_post, login_required_saving_draft
from accounts.views.languages import set_language_cookie


@dataclass(frozen=True)
class ConsentRow:
    """A consent as the page shows it; `can_withdraw` is the model's answer, not the template's."""

    consent: Consent
    label: str
    can_withdraw: bool


@never_cache
@login_required_saving_draft
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: PersonRequest) -> HttpResponse:
    """Show and save the person's own details; a guardian's consent is only shown."""
    own = request.user.profile
    form = ProfileForm(draft_or_post(request), instance=own, read_in=request.LANGUAGE_CODE)
    if request.method == "POST" and form.is_valid():
        form.save()
        with override(own.language):
            messages.success(request, _("Saved."))
        response = redirect("account_profile")
        remember_language(request, own.language)
        set_language_cookie(request, response, own.language)
        return response
    context = {
        "form": form,
        "consents": consent_rows(request.user),
        "own": own,
        "erasure": ErasureRequest.objects.of(request.user),
    }
    return render(request, "accounts/profile.html", context)


def consent_rows(user: User) -> list[ConsentRow]:
    return [_row(consent) for consent in user.consents.all()]


def _row(consent: Consent) -> ConsentRow:
    purpose = find_purpose(consent.purpose)
    return ConsentRow(
        consent=consent,
        label=str(purpose.label) if purpose else consent.purpose,
        can_withdraw=consent.withdrawn_at is None and not (purpose and purpose.required),
    )
