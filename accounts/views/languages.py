"""Choosing a language."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.middleware import remember_language
from accounts.security.origins import is_sent_from_elsewhere
from accounts.views.admin_login import safe_next

A_YEAR = 365 * 24 * 3600


@csrf_exempt
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the choice in a cookie, and in the profile of whoever is signed in.

    The form stands in every page and carries no token, which would make each page one person's.
    Another site could change no more than the language, and is refused where browsers name it.
    """
    if is_sent_from_elsewhere(request):
        raise PermissionDenied
    response = redirect(safe_next(request, "/"))
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            request.user.profile.language = language
            request.user.profile.save(update_fields=["language"])
            remember_language(request, language)
        set_language_cookie(request, response, language)
    return response


def set_language_cookie(request: HttpRequest, response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=A_YEAR,
        samesite="Lax",
        secure=request.is_secure(),
        httponly=True,
    )
