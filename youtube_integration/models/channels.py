"""A channel, as YouTube last described it. It is its id; handle and title are today's names."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from design.site_time import site_day, site_moment
from youtube_integration.addresses import folded_handle, same_handle
from youtube_integration.api import ChannelRecord
from youtube_integration.models.connections import ChannelConnection
from youtube_integration.models.counted import Counted
from youtube_integration.models.leases import Leased, LeasedQuerySet
from youtube_integration.models.videos import Video

LOOPBACK_HOSTS = {"127.0.0.1", "localhost", "::1"}
STALE_AFTER = timedelta(days=3)
LONGEST_NAME = 200
LONGEST_ADDRESS = 500
#: Folding makes up to three letters of one.
LONGEST_KEY = 3 * LONGEST_NAME


def reads_sandbox() -> bool:
    """Whether what answers us is a YouTube on this machine, not the real one."""
    return urlsplit(settings.YOUTUBE_API_ENDPOINT).hostname in LOOPBACK_HOSTS


class ChannelQuerySet(LeasedQuerySet["Channel"]):
    def connected(self) -> ChannelQuerySet:
        """Somebody has it connected now."""
        return self.filter(pk__in=ChannelConnection.objects.open().values("channel"))

    def of_open_accounts(self) -> ChannelQuerySet:
        """Connected now by somebody whose account is open."""
        claims = ChannelConnection.objects.open().of_open_accounts()
        return self.filter(pk__in=claims.values("channel"))

    def readable(self) -> ChannelQuerySet:
        """Connected by somebody with an open account, and not refused by YouTube.

        Who took the permission back at Google wants no new figures kept: the chart stops there.
        Of a closed account nothing new is read; what is kept goes as retention says.
        """
        standing = ChannelConnection.objects.open().standing().of_open_accounts()
        return self.filter(pk__in=standing.values("channel"))

    def unanswered(self, now: datetime) -> ChannelQuerySet:
        """Readable, and no sync has got an answer about them for the site's day of `now`."""
        today = site_day(now)
        return self.readable().filter(Q(synced_on__isnull=True) | ~Q(synced_on=today))

    def owing(self, now: datetime) -> ChannelQuerySet:
        """Readable, with a list to be read, or videos whose details or figures are due."""
        videos = Video.objects
        return self.readable().filter(
            Q(uploads_due=True)
            | Q(pk__in=videos.read_due(now).values("channel"))
            | Q(pk__in=videos.statistics_due(now).values("channel"))
        )

    def due(self, now: datetime) -> ChannelQuerySet:
        """Readable, with anything left to ask: the channel itself, its list, or its videos."""
        return self.unanswered(now) | self.owing(now)

    def answered_on(self, day: date) -> ChannelQuerySet:
        """YouTube told about them on that day of the site, whoever asked."""
        begin = site_moment(day)
        end = site_moment(day + timedelta(days=1))
        return self.filter(synced_at__gte=begin, synced_at__lt=end, missing_on__isnull=True)

    def called(self, handle: str) -> ChannelQuerySet:
        """Whose handle this was at the last answer, the newest answer first."""
        return self.filter(handle_key=folded_handle(handle)).order_by("-synced_at")

    def newest_answer(self) -> datetime | None:
        """When YouTube last told about any of them."""
        answered = self.filter(synced_at__isnull=False).order_by("-synced_at")
        return answered.values_list("synced_at", flat=True).first()

    def stalest_first(self) -> ChannelQuerySet:
        return self.order_by(F("synced_at").asc(nulls_first=True), "pk")

    def stale(self, now: datetime) -> ChannelQuerySet:
        """Readable, not gone, and without an answer for three days."""
        old = Q(synced_at__isnull=True, created_at__lt=now - STALE_AFTER)
        old |= Q(synced_at__lt=now - STALE_AFTER)
        return self.readable().filter(old, gone_at__isnull=True)

    def missing(self) -> ChannelQuerySet:
        """Left out of YouTube's last answer, not yet given up."""
        return self.filter(missing_on__isnull=False, gone_at__isnull=True)

    def gone(self) -> ChannelQuerySet:
        return self.filter(gone_at__isnull=False)

    def with_short_list(self) -> ChannelQuerySet:
        """Read to its end, and YouTube counts more public videos than its list gave."""
        read = self.filter(uploads_due=False, uploads_read_at__isnull=False)
        return read.filter(videos__gt=F("known_uploads"))

    def named_by_several(self) -> ChannelQuerySet:
        claims = ChannelConnection.objects.open().order_by().values("channel")
        return self.filter(pk__in=claims.annotate(n=Count("pk")).filter(n__gt=1).values("channel"))


class CountedField(models.Field):
    """Written by `youtube_integration.counting` alone: saving a row read earlier leaves it as it is."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        return super().pre_save(model_instance, add) if add else F(self.attname)


class CountedMoment(CountedField, models.DateTimeField):
    pass


class CountedNumber(CountedField, models.PositiveIntegerField):
    pass


class Channel(Leased, Counted):
    channel_id = models.CharField(_("channel id"), max_length=24, primary_key=True)
    handle = models.CharField(
        _("handle"), max_length=LONGEST_NAME, blank=True, help_text=_("Without @.")
    )
    # Databases fold the case of ASCII alone.
    handle_key = models.CharField(max_length=LONGEST_KEY, blank=True, default="", editable=False)
    title = models.CharField(_("title"), max_length=LONGEST_NAME, blank=True)
    description = models.TextField(_("description"), blank=True)
    thumbnail_url = models.CharField(_("picture's address"), max_length=LONGEST_ADDRESS, blank=True)
    country = models.CharField(_("country"), max_length=10, blank=True)
    published_at = models.DateTimeField(_("made on YouTube"), null=True, blank=True)
    uploads_playlist_id = models.CharField(max_length=64, blank=True, editable=False)

    synced_at = models.DateTimeField(_("YouTube last answered"), null=True, blank=True)
    synced_on = models.DateField(_("synced for the day"), null=True, blank=True)
    uploads_counted = models.PositiveBigIntegerField(
        _("public videos when the list was last read"), null=True, blank=True
    )
    uploads_read_at = models.DateTimeField(_("list last read"), null=True, blank=True)
    uploads_due = models.BooleanField(_("list to be read"), default=False)
    known_uploads = CountedNumber(default=0, editable=False)
    last_upload_at = CountedMoment(null=True, editable=False)
    regular_from = CountedMoment(null=True, editable=False)
    titles_read_at = models.DateTimeField(_("titles last refreshed"), null=True, blank=True)
    missing_on = models.DateField(_("first left out of an answer"), null=True, blank=True)
    gone_at = models.DateTimeField(_("given up"), null=True, blank=True)
    sandbox = models.BooleanField(_("from the sandbox"), default=False, editable=False)
    created_at = models.DateTimeField(_("first seen"))

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering = ["title", "channel_id"]
        indexes = [
            # The nightly order: stalest first.
            models.Index(fields=["synced_at"], name="channel_stalest_first"),
            # Each handle of an import looks for today's answer.
            models.Index(fields=["handle_key"], name="channel_by_handle"),
            # A real endpoint asks before every use whether any sandbox channel is here.
            models.Index(fields=["sandbox"], name="channel_sandbox", condition=Q(sandbox=True)),
        ]
        constraints = [
            *Counted.Meta.constraints,
            models.CheckConstraint(
                condition=Q(channel_id__startswith="UC"), name="channel_id_begins_with_uc"
            ),
            models.CheckConstraint(
                condition=~Q(handle__startswith="@"), name="channel_handle_without_at"
            ),
            models.CheckConstraint(
                condition=Q(gone_at__isnull=True) | Q(missing_on__isnull=False),
                name="channel_gone_was_missing_first",
            ),
            models.CheckConstraint(
                condition=Q(synced_on__isnull=True)
                | Q(synced_at__isnull=False)
                | Q(missing_on__isnull=False),
                name="channel_synced_was_answered",
            ),
        ]

    def __str__(self) -> str:
        return self.handle_or_title

    def save(self, **options: Any) -> None:
        """The key follows the handle."""
        self.handle_key = folded_handle(self.handle)
        if "handle" in (options.get("update_fields") or ()):
            options["update_fields"] = {*options["update_fields"], "handle_key"}
        super().save(**options)

    @property
    def url(self) -> str:
        """The channel's address by its id, which stays right when the handle changes hands."""
        return f"https://www.youtube.com/channel/{self.channel_id}"

    @property
    def handle_url(self) -> str:
        """The address as people know it; by id where there is no handle."""
        return f"https://www.youtube.com/@{quote(self.handle)}" if self.handle else self.url

    @property
    def handle_or_title(self) -> str:
        return f"@{self.handle}" if self.handle else self.title or self.channel_id

    @property
    def initials(self) -> str:
        """Up to two letters of the title, for the drawn tile that stands for the channel."""
        words = [word for word in self.title.split() if word[0].isalnum()]
        return "".join(word[0] for word in words[:2]).upper() or "?"

    def is_stale(self, now: datetime) -> bool:
        """Without an answer for three days, as `ChannelQuerySet.stale` asks."""
        return (self.synced_at or self.created_at) < now - STALE_AFTER

    def take_over(self, record: ChannelRecord, *, now: datetime) -> None:
        """Become what YouTube says today; does not save. An unknown figure becomes unknown."""
        self.handle = record.handle.removeprefix("@")[:LONGEST_NAME]
        self.title = record.title[:LONGEST_NAME]
        self.description = record.description
        self.thumbnail_url = record.thumbnail_url[:LONGEST_ADDRESS]
        self.country = record.country[:10]
        self.published_at = record.published_at
        self.uploads_playlist_id = record.uploads_playlist_id[:64]
        self.counts = record.counts
        if self.missing_on is not None and record.counts.videos:
            # While it was away its videos could not be seen, and may have been taken for gone.
            self.uploads_due = True
        self.synced_at = now
        self.missing_on = self.gone_at = None

    def as_record(self) -> ChannelRecord:
        """The last answer as the wire gave it."""
        return ChannelRecord(
            channel_id=self.channel_id,
            title=self.title,
            description=self.description,
            handle=self.handle,
            thumbnail_url=self.thumbnail_url,
            country=self.country,
            published_at=self.published_at,
            uploads_playlist_id=self.uploads_playlist_id,
            counts=self.counts,
        )

    def is_called(self, handle: str) -> bool:
        return bool(self.handle) and same_handle(self.handle, handle)
