"""That a mail went to a person, when and of which kind: never what it said."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: What a mail was about, by the last part of its templates' name.
KINDS: dict[str, Promise] = {
    "account_already_exists": _("Sign-up with an address that has an account"),
    "come_in": _("Sign-up with an address that has an account"),
    "email_changed": _("The address was changed"),
    "email_confirm": _("The address was confirmed"),
    "email_confirmation": _("Confirm an address"),
    "email_confirmation_signup": _("Confirm an address"),
    "email_deleted": _("An address was taken away"),
    "erasure_requested": _("Erasure was asked for"),
    "factor_reset": _("The second step was taken off"),
    "held_back": _("A page was not published"),
    "invitation": _("Invitation"),
    "password_changed": _("The password was changed"),
    "password_reset": _("The password was changed"),
    "password_reset_key": _("Link to set a password"),
    "password_set": _("The password was set"),
    "queued": _("Place on a waiting list"),
    "recovery_codes_generated": _("The second step was changed"),
    "seat_given": _("Seat in a cohort"),
    "totp_activated": _("The second step was changed"),
    "totp_deactivated": _("The second step was changed"),
    "turned_down": _("No seat in a cohort"),
    "webauthn_added": _("The second step was changed"),
    "webauthn_removed": _("The second step was changed"),
}


class PersonMail(models.Model):
    """One mail to one person; its words wait in `queued` and go as soon as it is sent."""

    user = models.ForeignKey(
        "accounts.User", on_delete=models.CASCADE, related_name="mails", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    queued_at = models.DateTimeField(_("written at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up at"), null=True, blank=True)
    queued = models.OneToOneField(
        "post_office.Email",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="person_mail",
        verbose_name=_("mail in the queue"),
    )

    class Meta:
        verbose_name = _("mail to a person")
        verbose_name_plural = _("mails to people")
        ordering = ["-queued_at", "-pk"]
        # A monitor asks each minute when the last one went.
        indexes = [models.Index(fields=["sent_at"], name="mail_by_day_sent")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(given_up_at__isnull=True),
                name="mail_is_sent_or_given_up",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind_label} {self.queued_at:%Y-%m-%d %H:%M}"

    @property
    def kind_label(self) -> str:
        return str(KINDS.get(self.kind, _("Notice")))
