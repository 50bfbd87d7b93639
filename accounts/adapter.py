"""How allauth meets Kanal's people: friendly words, mail in their language, nobody exposed."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.email_verification_by_code import EmailVerificationProcess
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts import claims, mailing, people
from accounts.invitations import parts_for
from accounts.links import days_of_links
from accounts.models import User, normalise_email
from accounts.security.guarding import GuardedAccountAdapter
from accounts.signals import first_verified_login

#: Mails to addresses that nobody has confirmed yet.
UNNAMED = {"account/email/email_confirmation_signup", "account/email/email_confirmation"}


class AccountAdapter(GuardedAccountAdapter):
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
        "incorrect_code": _("That is not the code. Look into the newest mail."),
        "rate_limited": _("That was too quick. Wait a minute, then try again."),
    }

    def new_user(self, request: HttpRequest) -> User:
        return User(date_joined=timezone.now())

    def clean_email(self, email: str) -> str:
        return normalise_email(email)

    def login(self, request: HttpRequest, user: User) -> None:
        first = user.last_login is None
        # It may have been confirmed since the person began to sign in.
        user.refresh_from_db(fields=["email"])
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

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """False where somebody else has confirmed the address in the meantime."""
        try:
            with transaction.atomic():
                if not claims.has_owner(email_address.email, besides=email_address.user):
                    claims.give_up_for(email_address.user, email_address.email)
                return super().confirm_email(request, email_address)
        except IntegrityError:
            # In the same moment: the database lets one of them have it.
            return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand over in the receiver's language, before all mails that nobody waits for.

        What goes to an address that nobody has confirmed greets nobody by name: it may be a
        stranger's, and the name anything that somebody typed.
        """
        person = context.get("user") or User.objects.by_email(email).first()
        named = person if template_prefix not in UNNAMED else None
        whole = {**mailing.every_mail(named), "email": email, **context}
        with translation.override(self._language_of(person)):
            message = self.render_mail(template_prefix, email, whole)
        mailing.note_for_queue(message, template=template_prefix, person=person, urgent=True)
        message.send()

    def _language_of(self, person: User | None) -> str:
        chosen = person.profile.language if person else ""
        return chosen or (translation.get_language() if self.request else None) or "id"

    def send_confirmation_mail(
        self, request: HttpRequest, emailconfirmation: EmailVerificationProcess, signup: bool
    ) -> None:
        """A code for whoever asked; of an address with an owner, word to that owner instead."""
        address = emailconfirmation.email_address
        if claims.has_owner(address.email, besides=address.user):
            emailconfirmation.state["account_already_exists"] = True
            self.send_account_already_exists_mail(address.email)
        else:
            emailconfirmation.state[claims.CLAIM] = address.pk
            super().send_confirmation_mail(request, emailconfirmation, signup)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Someone signed up with a taken address; only its owner learns so, and how to go on.

        Who never came in gets a link to set a password; everyone else is told how to log in.
        """
        user = User.objects.by_email(email).select_related("profile").first()
        if user is None or not user.is_active:
            return
        context = {
            "user": user,
            "login_url": _address_of("account_login"),
            "password_reset_url": _address_of("account_reset_password"),
        }
        if user.last_login is None:
            context["password_reset_url"] = people.password_link(user)
            context["days"] = days_of_links(user)
            context["parts"] = parts_for([user], timezone.now()).get(user.pk, [])
            self.send_mail("email/come_in", email, context)
        else:
            self.send_mail("account/email/account_already_exists", email, context)

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_URL + path.replace("UID-KEY", key)


def _address_of(name: str) -> str:
    """What a mail leads to: never what the Host header of a request says."""
    return settings.SITE_URL + reverse(name)
