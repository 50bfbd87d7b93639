"""How a person's data is handed out and erased: every app tells its part by a hook of its own.

The hook `register_person_data` is a function that returns a `PersonData`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from post_office.models import Email
from wagtail import hooks
from wagtail.log_actions import registry as log_registry
from wagtail.models import ModelLogEntry

from accounts.claims import has_owner
from accounts.models import ErasureRequest, PersonMail, Profile, Region, User
from accounts.sessions import SignedIn, forget_sessions, signed_in


@dataclass(frozen=True)
class PersonData:
    """What one app holds of a person: `export` returns JSON-ready values by the app's `name`."""

    name: str
    export: Callable[[User], dict]
    erase: Callable[[User, datetime], None]


#: What Wagtail's log says in the place of a name.
NOBODY = "–"
#: Columns of a profile that say nothing of the person: keys, and who wrote what.
NOT_OF_THEM = {"id", "user", "saved_by_person", "guardian_recorded_by"}
#: What the exported file calls a column otherwise.
CALLED = {"outside_region": "lives_outside_the_region"}


def person_data() -> list[PersonData]:
    """In the order of the apps: accounts first, whose account all else hangs on."""
    return [declare() for declare in hooks.get_hooks("register_person_data")]


def export_person(user: User) -> dict[str, dict]:
    """Everything that Kanal holds about the person, by app."""
    return {registered.name: registered.export(user) for registered in person_data()}


@transaction.atomic
def erase_person(user: User, now: datetime) -> None:
    """Erase the person everywhere: the apps above first, the account itself last; all or none."""
    erase_traces(user, now)
    user.delete()


def erase_traces(user: User, now: datetime) -> None:
    """Everything about an account that is about to be deleted, by whichever way, but itself.

    Nothing that hangs on the account alone: that goes with its row.
    """
    if getattr(user, "traces_erased", False):
        return
    for registered in reversed(person_data()):
        registered.erase(user, now)
    user.traces_erased = True


def forget_in_log(rows: Iterable[Model]) -> None:
    """Wagtail's log keeps that something was done to these rows, and no longer to whom."""
    for row in rows:
        entries = ModelLogEntry.objects.for_instance(row)
        entries.exclude(label=NOBODY).update(label=NOBODY, data={})


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
        "second_steps": [
            {
                "type": each.type,
                "set_up_at": each.created_at.isoformat(),
                "last_used_at": each.last_used_at and each.last_used_at.isoformat(),
            }
            for each in user.authenticator_set.order_by("created_at")
        ],
        "signed_in": [_session(each) for each in signed_in(user)],
        "mails": [_mail(mail) for mail in user.mails.all()],
        "erasure_asked_at": [
            request.requested_at.isoformat()
            for request in user.erasure_requests.order_by("requested_at")
        ],
    }


def _mail(mail: PersonMail) -> dict:
    return {
        "kind": mail.kind,
        "written_at": mail.queued_at.isoformat(),
        "sent_at": mail.sent_at and mail.sent_at.isoformat(),
    }


def _session(session: SignedIn) -> dict:
    since, day = session.signed_in_at, session.last_day
    return {
        "browser": session.device.browser or None,
        "system": session.device.system or None,
        "signed_in_at": since and since.isoformat(),
        "last_day": day and day.isoformat(),
    }


def _profile(profile: Profile) -> dict[str, Any]:
    """Every column that says something of the person, so that no new one is forgotten."""
    columns = [
        field.name for field in Profile._meta.concrete_fields if field.name not in NOT_OF_THEM
    ]
    return {CALLED.get(name, name): _plain(getattr(profile, name)) for name in columns}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Region) else None if value == "" else value


def erase_account(user: User, now: datetime) -> None:
    """Sessions, waiting mails, the person's name in logs, and the request that this fulfils.

    Addresses, profile, consents, roles and notes of mails go with the account.
    """
    forget_sessions(user)
    named = [user.email, *user.emailaddress_set.values_list("email", flat=True)]
    # Who only claimed an address takes no mail of its owner along.
    addresses = [email for email in named if not has_owner(email, besides=user)]
    Email.objects.filter(Q(person_mail__user=user) | Q(to__in=addresses)).delete()
    forget_in_log([user])
    for model in log_registry.get_log_entry_models():
        model.objects.filter(label__contains=user.email).update(label=NOBODY, data={})
    ErasureRequest.objects.open().filter(person=user).update(person=None, erased_at=now)
