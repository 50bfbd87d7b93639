"""Registry of how a person's data is handed out and erased; each app brings its own handlers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from accounts.models import Profile, User

Export = Callable[[User], dict]
Erase = Callable[[User, datetime], None]

_handlers: dict[str, tuple[Export, Erase]] = {}


def register(name: str, export: Export, erase: Erase) -> None:
    """Declare an app's handlers in its `ready()`; `export` returns JSON-ready values."""
    _handlers[name] = (export, erase)


def export_person(user: User) -> dict[str, dict]:
    """Everything that Kanal holds about the person, by app."""
    return {name: export(user) for name, (export, _erase) in _handlers.items()}


@transaction.atomic
def erase_person(user: User, now: datetime) -> None:
    """Erase the person everywhere: the apps above first, the account itself last; all or none."""
    for _export, erase in reversed(_handlers.values()):
        erase(user, now)


def export_account(user: User) -> dict:
    """Account, profile and consents; times in ISO 8601, unknown values null."""
    return {
        "email": user.email,
        "name": user.name,
        "date_joined": user.date_joined.isoformat(),
        "last_login": user.last_login and user.last_login.isoformat(),
        "roles": sorted(user.groups.values_list("name", flat=True)),
        "profile": _profile(user.profile),
        "consents": [
            {
                "purpose": consent.purpose,
                "wording": consent.wording,
                "given_at": consent.given_at.isoformat(),
                "withdrawn_at": consent.withdrawn_at and consent.withdrawn_at.isoformat(),
            }
            for consent in user.consents.order_by("given_at")
        ],
    }


def _profile(profile: Profile) -> dict:
    plain = ("phone", "gender", "instagram", "tiktok", "facebook", "language", "guardian_name")
    agreed = profile.guardian_consent_on
    return {
        **{name: getattr(profile, name) or None for name in plain},
        "birth_year": profile.birth_year,
        "region": str(profile.region) if profile.region else None,
        "lives_outside_the_region": profile.outside_region,
        "guardian_consent_on": agreed and agreed.isoformat(),
    }


def erase_account(user: User, now: datetime) -> None:
    """The account with its addresses, profile, consents and roles."""
    user.delete()
