"""allauth's forms with our fields, labels and hints. Named in ACCOUNT_FORMS.

Apart from `accounts.forms`, since allauth's own module imports `SignupForm` from there.
"""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import (
    MinimumLengthValidator,
    get_default_password_validators,
)
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import AddressField
from accounts.models import User


def password_hint() -> object:
    """How long a new password has to be, by the validator that will judge it."""
    lengths = [
        validator.min_length
        for validator in get_default_password_validators()
        if isinstance(validator, MinimumLengthValidator)
    ]
    hint = _("At least {length} characters. A short sentence is easier to remember.")
    return format_lazy(hint, length=max(lengths, default=1))


def tidy_password(field: forms.Field, *, new: bool) -> None:
    """No placeholder that repeats the label; the hint only where a password is invented."""
    field.widget.attrs.pop("placeholder", None)
    field.help_text = password_hint() if new else ""
    field.error_messages["required"] = _("Type a password.")


class LoginForm(allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = AddressField()
        self.order_fields(["login", "password"])
        tidy_password(self.fields["password"], new=False)


class SignupForm(allauth_forms.SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = AddressField()
        tidy_password(self.fields["password1"], new=True)
        # A mistake in another field must not cost the password just invented; the page is
        # never cached.
        self.fields["password1"].widget.render_value = True
        self.order_fields(self.field_order)

    def save(self, request: HttpRequest) -> User:
        with transaction.atomic():
            return super().save(request)

    def try_save(self, request: HttpRequest) -> tuple[User | None, Any]:
        """Two sign-ups with one address at once: the second is answered like any later one."""
        try:
            saved = super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            saved = super().try_save(request)
        if self.account_already_exists:
            # A new account takes the time of a password's hash; so does a known one, or the
            # clock would tell who has one.
            make_password(self.cleaned_data["password1"])
        return saved


class AddEmailForm(allauth_forms.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = AddressField(label=_("New email"))

    def clean_email(self) -> str:
        address = self.cleaned_data["email"]
        pending = EmailAddress.objects.filter(user=self.user, email=address, verified=False)
        # Asked for once more: allauth sends the link again instead of refusing.
        return address if pending.exists() else super().clean_email()


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = AddressField()


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):
    """One field: a second one makes people type worse passwords, not better ones."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["password1"].label = _("New password")
        tidy_password(self.fields["password1"], new=True)


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["oldpassword"].label = _("Current password")
        self.fields["password1"].label = _("New password")
        tidy_password(self.fields["oldpassword"], new=False)
        tidy_password(self.fields["password1"], new=True)


class SetPasswordForm(allauth_forms.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        tidy_password(self.fields["password1"], new=True)


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tidy_password(self.fields["password"], new=False)


class SendAgainForm(forms.Form):
    """Asks for a confirmation mail once more."""

    email = AddressField()
