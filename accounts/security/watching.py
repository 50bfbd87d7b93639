"""Which of Django's and allauth's signals become lines of the security log."""

from __future__ import annotations

from collections.abc import Callable, Collection

from allauth.account import signals as account_signals
from allauth.mfa import signals as factor_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth_signals
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from accounts.security import rights
from accounts.security.browsers import remember_browser
from accounts.security.log import record, record_on_commit
from accounts.signals import rights_written

#: What opens or closes an account, or raises it; see `UserQuerySet.update`.
GUARDED = User.GUARDED_FIELDS
NOTED: tuple[tuple[Signal, str], ...] = (
    (auth_signals.user_logged_in, "login"),
    (auth_signals.user_logged_out, "session_ended"),
    (account_signals.password_changed, "password_changed"),
    (account_signals.password_set, "password_set"),
    (account_signals.password_reset, "password_reset"),
    (factor_signals.authenticator_added, "second_factor_added"),
    (factor_signals.authenticator_removed, "second_factor_removed"),
    (factor_signals.authenticator_reset, "second_factor_renewed"),
    (factor_signals.authenticator_used, "second_factor_shown"),
    (factor_signals.authentication_failed, "second_factor_failed"),
)


def connect() -> None:
    for signal, event in NOTED:
        signal.connect(_noting(event), dispatch_uid=f"accounts.security.{event}", weak=False)
    auth_signals.user_login_failed.connect(login_failed, dispatch_uid="accounts.security.failed")
    account_signals.user_logged_in.connect(browser_known, dispatch_uid="accounts.security.browser")
    pre_save.connect(remember_before, sender=User, dispatch_uid="accounts.security.before")
    post_save.connect(account_saved, sender=User, dispatch_uid="accounts.security.after")
    post_delete.connect(account_deleted, sender=User, dispatch_uid="accounts.security.deleted")
    rights_written.connect(rights_in_bulk, dispatch_uid="accounts.security.bulk")
    rights.connect()


def _noting(event: str) -> Callable[..., None]:
    def note(
        sender: object,
        request: HttpRequest | None = None,
        user: User | None = None,
        authenticator: Authenticator | None = None,
        **kwargs: object,
    ) -> None:
        details = {"type": authenticator.type} if authenticator is not None else {}
        if user is not None:
            record(event, account=user, request=request, **details)

    return note


def login_failed(
    sender: object, credentials: dict, request: HttpRequest | None = None, **kwargs: object
) -> None:
    account = User.objects.by_email(str(credentials.get("email", ""))).first()
    record("login_failed", account=account, request=request)


def browser_known(
    sender: object,
    request: HttpRequest,
    user: User,
    response: HttpResponse | None = None,
    **kwargs: object,
) -> None:
    if response is not None:
        remember_browser(request, response, user)


def remember_before(
    sender: object, instance: User, update_fields: Collection[str] | None, **kwargs: object
) -> None:
    watched = GUARDED if update_fields is None else GUARDED & set(update_fields)
    instance.guarded_before = (
        User.objects.filter(pk=instance.pk).values(*sorted(watched)).first()
        if watched and not instance._state.adding
        else None
    )


def account_saved(sender: object, instance: User, created: bool, **kwargs: object) -> None:
    if created and instance.is_superuser:
        record_on_commit("superuser_given", account=instance.pk)
    before = instance.guarded_before or {}
    _record_changes(instance.pk, before, {name: getattr(instance, name) for name in before})


def rights_in_bulk(sender: object, before: list[dict], **kwargs: object) -> None:
    rows = User.objects.filter(pk__in=[row["pk"] for row in before]).values("pk", *GUARDED)
    now = {row["pk"]: row for row in rows}
    for row in before:
        _record_changes(row["pk"], row, now[row["pk"]])


def _record_changes(pk: int, before: dict, after: dict) -> None:
    changed = {
        name for name in GUARDED & before.keys() & after.keys() if before[name] != after[name]
    }
    if "is_superuser" in changed:
        record_on_commit(f"superuser_{'given' if after['is_superuser'] else 'taken'}", account=pk)
    if "is_active" in changed:
        record_on_commit(f"account_{'opened' if after['is_active'] else 'closed'}", account=pk)
    if "email" in changed:
        record_on_commit("address_changed", account=pk)


def account_deleted(sender: object, instance: User, **kwargs: object) -> None:
    record_on_commit("account_deleted", account=instance.pk)
