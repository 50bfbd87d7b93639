"""Who claims which channel, and by what right."""

from __future__ import annotations

from typing import Literal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from youtube_integration.addresses import ChannelAddress

LONGEST_ASKED = 200
State = Literal["url", "oauth", "reconnect", "gone"]


class ChannelConnectionQuerySet(models.QuerySet["ChannelConnection"]):
    def open(self) -> ChannelConnectionQuerySet:
        return self.filter(disconnected_at__isnull=True)

    def of_open_accounts(self) -> ChannelConnectionQuerySet:
        return self.filter(user__is_active=True)

    def standing(self) -> ChannelConnectionQuerySet:
        """Not refused by YouTube since it was made."""
        return self.filter(needs_reconnect_since__isnull=True)

    def owned(self) -> ChannelConnectionQuerySet:
        """Proven to be the person's own channel."""
        return self.filter(kind=ChannelConnection.Kind.OAUTH)


class ChannelChoice(models.Model):
    """The person has connected or taken off a channel in Kanal themself; which one is not kept.

    No file decides for them any more. It outlives the channel, whose data goes at once.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="channel_choice",
        primary_key=True,
    )
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("channel choice")
        verbose_name_plural = _("channel choices")

    def __str__(self) -> str:
        return str(self.user)


class ChannelConnection(models.Model):
    """By URL or handle it proves nothing: several people may name one channel."""

    class Kind(models.TextChoices):
        URL = "url", _("by address")
        OAUTH = "oauth", _("by Google sign-in")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="channel_connections"
    )
    # By its name: the channel's queries ask who has it connected.
    channel = models.ForeignKey("Channel", on_delete=models.CASCADE, related_name="connections")
    kind = models.CharField(_("connected"), max_length=5, choices=Kind.choices)
    # The channel is kept by its id, whatever becomes of a handle: so the same address needs no
    # answer from YouTube, and its next owner gets nobody's connection. As ChannelAddress.key.
    asked_as = models.CharField(
        _("address that led to it"),
        max_length=LONGEST_ASKED,
        blank=True,
        default="",
    )
    connected_at = models.DateTimeField(_("connected at"))
    disconnected_at = models.DateTimeField(_("disconnected at"), null=True, blank=True)
    verified_at = models.DateTimeField(_("ownership verified at"), null=True, blank=True)
    needs_reconnect_since = models.DateTimeField(_("refused since"), null=True, blank=True)

    objects = ChannelConnectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel connection")
        verbose_name_plural = _("channel connections")
        ordering = ["-connected_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(disconnected_at__isnull=True),
                name="connection_one_open_per_user",
            ),
            models.UniqueConstraint(
                fields=["channel"],
                condition=Q(disconnected_at__isnull=True, kind="oauth"),
                name="connection_one_open_owner_per_channel",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["url", "oauth"]), name="connection_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(disconnected_at__isnull=True)
                | Q(disconnected_at__gte=models.F("connected_at")),
                name="connection_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(kind="oauth") | Q(verified_at__isnull=True),
                name="connection_by_address_verifies_nothing",
            ),
            models.CheckConstraint(
                condition=Q(kind="oauth") | Q(needs_reconnect_since__isnull=True),
                name="connection_by_address_never_refused",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.channel}"

    @property
    def is_owned(self) -> bool:
        return self.kind == self.Kind.OAUTH

    def was_asked_as(self, address: ChannelAddress) -> bool:
        """Whether this address names the channel, as far as can be told without asking YouTube."""
        if address.key in (self.asked_as, self.channel_id):
            return True
        return address.kind == "handle" and self.channel.is_called(address.value)

    @property
    def state(self) -> State:
        """What a report says of it: gone before reconnect before how it was connected."""
        if self.channel.gone_at is not None:
            return "gone"
        if self.needs_reconnect_since is not None:
            return "reconnect"
        return "oauth" if self.is_owned else "url"
