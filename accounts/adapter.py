"""How allauth meets Kanal's people: friendly words, mail in their language, nobody exposed."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts import mailing, people, verifying
from accounts.links import days_of_links
from accounts.models import User, normalise_email
from accounts.security.guarding import GuardedEntrance
from accounts.signals import first_verified_login


class AccountAdapter(GuardedEntrance):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Write to us if that is a mistake."),
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _("Email or password does not match. Try again slowly."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
        "same_as_current": _("This is your address already."),
        "too_many_login_attempts": _(
            "Too many attempts. Wait five minutes, or set a new password by mail."
        ),
        "rate_limited": _("That was too quick. Wait a minute, then try again."),
    }

    def new_user(self, request: HttpRequest) -> User:
        return User(date_joined=timezone.now())

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: Form, commit: bool = True) -> User:
        user = super().save_user(request, user, form, commit)
        if commit:
            user.make_profile()
        return user

    def clean_email(self, email: str) -> str:
        return normalise_email(email)

    def login(self, request: HttpRequest, user: User) -> None:
        first = user.last_login is None
        super().login(request, user)
        if first:
            first_verified_login.send(sender=User, user=user, request=request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The work of staff is in the admin, everybody else's on the dashboard."""
        if request.user.is_staff:
            return reverse("wagtailadmin_home")
        return super().get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_profile")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand over in the receiver's language, before all mails that nobody waits for."""
        person = context.get("user") or User.objects.by_email(email).first()
        whole = {**mailing.every_mail(person), "email": email, **context}
        with translation.override(self._language_of(person)):
            message = self.render_mail(template_prefix, email, whole)
        mailing.note_for_queue(message, template=template_prefix, person=person, urgent=True)
        message.send()

    def _language_of(self, person: User | None) -> str:
        chosen = person.profile.language if person else ""
        return chosen or (translation.get_language() if self.request else None) or "id"

    def should_send_confirmation_mail(
        self, request: HttpRequest, email_address: Any, signup: bool
    ) -> bool:
        return not verifying.seconds_left(email_address.email, timezone.now())

    def send_confirmation_mail(
        self, request: HttpRequest, emailconfirmation: Any, signup: bool
    ) -> None:
        verifying.note_sent(emailconfirmation.email_address.email, timezone.now())
        super().send_confirmation_mail(request, emailconfirmation, signup)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Someone signed up with a taken address; only its owner learns so, and how to go on.

        Who never came in gets a link to set a password, whether staff made the account or an
        earlier confirmation mail was lost; everyone else is told how to log in.
        """

        verifying.note_sent(email, timezone.now())
        user = User.objects.by_email(email).select_related("profile").first()
        context = {
            "user": user,
            "login_url": self._absolute("account_login"),
            "password_reset_url": self._absolute("account_reset_password"),
        }
        if user is not None and not user.is_active:
            return
        if user is not None and user.last_login is None:
            context["password_reset_url"] = people.password_link(user, self._host())
            context["days"] = days_of_links(user)
            self.send_mail("email/come_in", email, context)
        else:
            self.send_mail("account/email/account_already_exists", email, context)

    def _host(self) -> str | None:
        return self.request.get_host() if self.request else None

    def _absolute(self, name: str) -> str:
        path = reverse(name)
        return self.request.build_absolute_uri(path) if self.request else settings.SITE_URL + path
