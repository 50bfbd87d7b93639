"""What accounts does when Django and allauth announce something."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_save, pre_delete
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Site

from accounts.factors import note_set_up
from accounts.middleware import remember_language
from accounts.models import User
from accounts.privacy import erase_traces
from accounts.sessions import forget_sessions
from accounts.signals import accounts_closed
from accounts.site_settings import make_rows


def connect() -> None:
    user_logged_in.connect(take_language_from_profile, dispatch_uid="accounts.language")
    authenticator_added.connect(second_factor_set_up, dispatch_uid="accounts.second_factor")
    accounts_closed.connect(sign_out_closed, dispatch_uid="accounts.sign_out_closed")
    pre_delete.connect(erase_with_account, sender=User, dispatch_uid="accounts.erase_traces")
    post_save.connect(settings_of_new_site, sender=Site, dispatch_uid="accounts.site_settings")


def sign_out_closed(sender: object, users: list[User], **kwargs: object) -> None:
    """A session that slept meanwhile would be open again with the account."""
    for user in users:
        forget_sessions(user)


def take_language_from_profile(
    sender: object, request: HttpRequest, user: User, **kwargs: object
) -> None:
    remember_language(request, user.profile.language)


def second_factor_set_up(
    sender: object, request: HttpRequest, authenticator: Authenticator, **kwargs: object
) -> None:
    note_set_up(request, authenticator)


def erase_with_account(sender: object, instance: User, **kwargs: object) -> None:
    """Whichever way an account is deleted: from the admin, in bulk, by a command."""
    erase_traces(instance, timezone.now())


def settings_of_new_site(
    sender: object, created: bool, raw: bool, using: str, **kwargs: object
) -> None:
    """A fixture (`raw`) brings its own."""
    if created and not raw:
        make_rows(using)
