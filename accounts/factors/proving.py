"""Whether a session has shown what opens the admin. Rows and records are allauth's."""

from __future__ import annotations

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from accounts.requests import PersonRequest

SESSION_SET_UP = "second_factors_set_up"


def second_factor_wanted(user: User) -> bool:
    """Whoever may enter the admin needs one, where the setting says so."""
    return settings.STAFF_SECOND_FACTOR and user.is_staff


def has_second_factor(user: User) -> bool:
    """An app or a key; recovery codes alone are none."""
    return any(each.type != Authenticator.Type.RECOVERY_CODES for each in _authenticators(user))


def proved_here(request: PersonRequest) -> bool:
    """Whether this session showed, or set up, something that the person still has.

    A session from before the factor was set up proved nothing, nor does one that has been taken
    away since.
    """
    mine = _authenticators(request.user)
    if not any(each.type != Authenticator.Type.RECOVERY_CODES for each in mine):
        return False
    shown = {record.get("id") for record in get_authentication_records(request, request.user)}
    shown |= set(request.session.get(SESSION_SET_UP, ()))
    return not shown.isdisjoint(each.pk for each in mine)


def note_set_up(request: HttpRequest, authenticator: Authenticator) -> None:
    """Setting one up shows it: its code, or its key's answer, was asked for."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        known = request.session.get(SESSION_SET_UP, [])
        request.session[SESSION_SET_UP] = [*known, authenticator.pk]


def way_to_show_one(user: User) -> str:
    """The page that asks for a code; for who has keys alone, the one that asks for a key."""
    types = {each.type for each in _authenticators(user)}
    has_app = Authenticator.Type.TOTP in types
    return reverse("mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn")


def _authenticators(user: User) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user_id=user.pk).only("pk", "type"))
