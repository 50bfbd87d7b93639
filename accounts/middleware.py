"""What a request owes to the person behind it: language, idle time, consent."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeGuard

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.contrib.messages import get_messages
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

from accounts.consenting import missing_consents
from accounts.editing import SavedMeanwhile
from accounts.factors import has_second_factor, proved_here, second_factor_wanted, way_to_show_one
from accounts.purposes import required_purposes
from accounts.requests import PersonRequest
from accounts.security.log import record
from accounts.sessions import note_use

GetResponse = Callable[[HttpRequest], HttpResponse]

SESSION_LANGUAGE = "language"
SESSION_STAFF_SEEN = "staff_seen_at"
SESSION_CONSENTED = "consented_to"
SESSION_ADMIN_WANTED = "admin_wanted"
# Files, and the pages that explain what the consent is about, are readable without it.
CONSENT_FREE = (
    settings.STATIC_URL,
    settings.MEDIA_URL,
    *settings.CONSENT_FREE_PATHS,
)
# Leaving, with one's data and for good, needs no consent to take part.
WAYS_OUT = (
    "account_consent",
    "account_data",
    "account_erase",
    "account_erase_cancel",
    "account_logout",
    "account_reauthenticate",
    "set_language",
)
ACCOUNTS = "/accounts/"
# Where it is set up and shown; what else is free of it, is free of the consent as well.
FACTOR_FREE = (settings.STATIC_URL, ACCOUNTS)
# Bytes of a request; the profile, everything filled in, takes some 3 KB.
LONGEST_FORM = 64 * 1024
# Not on every request: each note is a write of the session.
NOTE_STAFF_EVERY = 60
# Each time somebody else has to save within the same milliseconds.
TIMES_READ_ANEW = 5


def remember_language(request: HttpRequest, language: str) -> None:
    """Keep the profile's language in the session, so that no request has to look it up."""
    if language:
        request.session[SESSION_LANGUAGE] = language
    else:
        request.session.pop(SESSION_LANGUAGE, None)


def chosen_by_cookie(request: HttpRequest) -> str:
    """The language that this browser asked for on one of our pages; "" for none."""
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return cookie if cookie in dict(settings.LANGUAGES) else ""


class ChosenLanguage:
    """The cookie's language, else the profile's, else Indonesian; the browser's preference is ignored."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = self._chosen(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", translation.get_language() or language)
        return response

    @staticmethod
    def _chosen(request: HttpRequest) -> str:
        return (
            chosen_by_cookie(request)
            or request.session.get(SESSION_LANGUAGE)
            or settings.LANGUAGE_CODE
        )


class NotedUse:
    """Keeps of each session in which somebody is signed in its device and the day of its last use."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if SESSION_KEY in request.session:
            user_agent = request.headers.get("User-Agent", "")
            note_use(request.session, user_agent=user_agent, now=timezone.now())
        return response


class StaffIdleSession:
    """Logs members of staff out after the idle hours that the settings name.

    Whether somebody is staff is asked in the admin alone, and kept in the session from then on, so
    that trainees' requests pay nothing for it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._is_watched(request):
            return self.get_response(request)
        now = int(timezone.now().timestamp())
        seen = request.session.get(SESSION_STAFF_SEEN, now)
        if now - seen > settings.STAFF_SESSION_IDLE_SECONDS:
            logout(request)
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        if now - seen >= NOTE_STAFF_EVERY or SESSION_STAFF_SEEN not in request.session:
            request.session[SESSION_STAFF_SEEN] = now
        return self.get_response(request)

    @staticmethod
    def _is_watched(request: HttpRequest) -> bool:
        if not request.user.is_authenticated:
            return False
        if SESSION_STAFF_SEEN in request.session:
            return True
        in_admin = request.path.startswith(reverse("wagtailadmin_home"))
        return in_admin and request.user.is_staff


class StaffSecondFactor:
    """Serves staff once they showed a second factor in this session, where that is wanted.

    Until then the session is nobody's: not the admin alone, also lessons, files and pages show
    staff more than others. They are led to set one up, or to show the one they have, and from there
    back; only their own account's pages answer. Asked with each page: a role given or a factor
    taken off counts at once.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._is_wanted(request):
            return self.get_response(request)
        if proved_here(request):
            request.session.pop(SESSION_ADMIN_WANTED, None)
            return self.get_response(request)
        home = reverse("wagtailadmin_home")
        wanted = request.get_full_path() if request.method == "GET" else home
        request.session[SESSION_ADMIN_WANTED] = wanted
        if not has_second_factor(request.user):
            return redirect("mfa_index")
        return redirect(f"{way_to_show_one(request.user)}?{urlencode({'next': wanted})}")

    @staticmethod
    def _is_wanted(request: HttpRequest) -> TypeGuard[PersonRequest]:
        free = request.path.startswith(FACTOR_FREE) or request.path in settings.CONSENT_FREE_PATHS
        return not free and request.user.is_authenticated and second_factor_wanted(request.user)


class RefusedAccess:
    """Notes in the security log who was refused what; the address's pattern, not what was asked.

    Wagtail answers its own refusals with its start page and a message.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 429:
            self._note("too_many_requests", request)
        elif response.status_code == 403 or self._led_home_by_wagtail(request, response):
            self._note("access_refused", request)
        return response

    @staticmethod
    def _led_home_by_wagtail(request: HttpRequest, response: HttpResponse) -> bool:
        home = reverse("wagtailadmin_home")
        if response.headers.get("Location") != home or not request.path.startswith(home):
            return False
        queued = getattr(get_messages(request), "_queued_messages", ())
        return any(message.level == messages.ERROR for message in queued)

    @staticmethod
    def _note(event: str, request: HttpRequest) -> None:
        route = request.resolver_match.route if request.resolver_match else None
        record(event, account=request.user, request=request, method=request.method, at=route)


class FormsReadAnew:
    """Reads a form once more that another save of the same moment has overtaken.

    Now it sees what was saved, and tells so (`accounts.editing`).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        match = request.resolver_match
        if not isinstance(error, SavedMeanwhile) or match is None:
            return None
        if request.user.is_authenticated:
            # A page about oneself would show what the request has read already.
            request.user.refresh_from_db()
        for _time in range(TIMES_READ_ANEW):
            with suppress(SavedMeanwhile):
                return match.func(request, *match.args, **match.kwargs)
        return None


class NeverStored:
    """No browser keeps a page of somebody's account: phones are shared, and "back" shows the past.

    By the prefix, so that every page there is one of them.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(ACCOUNTS):
            response.headers["Cache-Control"] = "no-store, private"
        return response


class BoundedForms:
    """Refuses to read a form about the account that is longer than any person types.

    Fields have limits of their own; these are for what would be read, hashed and sent back first.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if request.path.startswith(ACCOUNTS) and length.isdecimal() and int(length) > LONGEST_FORM:
            raise RequestDataTooBig("a form about an account that is too long")
        return self.get_response(request)


class RequiredConsent:
    """Leads a signed-in person without the required consent to the page that asks for it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._is_missing(request):
            return self.get_response(request)
        query = urlencode({"next": request.get_full_path()} if request.method == "GET" else {})
        return redirect(f"{reverse('account_consent')}{'?' if query else ''}{query}")

    def _is_missing(self, request: HttpRequest) -> bool:
        if not request.user.is_authenticated:
            return False
        required = [purpose.slug for purpose in required_purposes()]
        # A required consent cannot be withdrawn, so a session that saw it needs no second look.
        if request.session.get(SESSION_CONSENTED) == required or self._is_free(request.path):
            return False
        if missing_consents(request.user):
            return True
        request.session[SESSION_CONSENTED] = required
        return False

    @staticmethod
    def _is_free(path: str) -> bool:
        return path in {reverse(name) for name in WAYS_OUT} or path.startswith(CONSENT_FREE)
