"""Taking one's data along, and being forgotten: for the person themself."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.erasing import ErasureError, request_erasure, take_back_erasure
from accounts.models import ErasureRequest
from accounts.privacy import export_person
from accounts.requests import PersonRequest


@require_safe
@login_required
@reauthentication_required
def download_data(request: PersonRequest) -> HttpResponse:
    """Everything that Kanal holds about the person, as one JSON file."""
    name = f"kanal-{timezone.now():%Y-%m-%d}.json"
    return JsonResponse(
        export_person(request.user),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required(allow_get=True)
def erase(request: PersonRequest) -> HttpResponse:
    """Says what goes and when; a POST puts it on the list, where it can be taken back from."""
    if request.method == "POST":
        try:
            request_erasure(person=request.user, now=timezone.now())
        except ErasureError as error:
            messages.error(request, str(error))
        return redirect("account_erase")
    context = {
        "asked": ErasureRequest.objects.of(request.user),
        "days": settings.ERASURE_WAITING_DAYS,
    }
    return render(request, "accounts/erase.html", context)


@require_POST
@login_required
def take_back(request: PersonRequest) -> HttpResponse:
    erasure = ErasureRequest.objects.of(request.user)
    if erasure is not None and take_back_erasure(request=erasure, now=timezone.now()):
        messages.success(request, _("Your account stays. Welcome back."))
    return redirect("account_profile")
