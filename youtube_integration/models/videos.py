"""A public upload, as YouTube last described it, and its figures at certain ages."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from design.site_time import site_day, site_moment
from youtube_integration.api import VideoRecord
from youtube_integration.models.leases import Leased, LeasedQuerySet

#: How long after its date a broadcast is asked about each night; afterwards the sweep does.
UNFINISHED_FOR = timedelta(days=7)
LONGEST_TITLE = 200

#: Days after publication at which a video's figures are taken, and how late each may come:
#: a figure that is taken later than that would be compared at another age than it says.
AGES: dict[int, timedelta] = {
    1: timedelta(days=1),
    3: timedelta(days=2),
    7: timedelta(days=2),
    28: timedelta(days=4),
    90: timedelta(days=10),
}


class VideoQuerySet(LeasedQuerySet["Video"]):
    def public(self) -> VideoQuerySet:
        """Anyone can see it; what was seen but is not read yet counts as public."""
        return self.filter(privacy=Video.PUBLIC, gone_at__isnull=True)

    def published(self) -> VideoQuerySet:
        """Public ones that are no announcement of a broadcast."""
        return self.public().exclude(live=Video.UPCOMING)

    def published_since(self, moment: datetime) -> VideoQuerySet:
        """By the video's own date, whenever it came into a list."""
        return self.filter(published_at__gte=moment)

    def read_due(self, now: datetime) -> VideoQuerySet:
        """Details to be read: new, swept, suspected gone, or a broadcast whose day has come.

        What was left out of an answer today is asked again on another day.
        """
        today = site_day(now)
        retry = Q(read_due=True) & (Q(missing_on__isnull=True) | ~Q(missing_on=today))
        unfinished = Q(duration__isnull=True) | ~Q(live=Video.NOT_LIVE)
        near_its_date = Q(
            date__gte=site_moment(today - UNFINISHED_FOR),
            date__lt=site_moment(today + timedelta(days=1)),
        )
        not_today = Q(read_at__lt=site_moment(today), gone_at__isnull=True)
        dated = self.alias(date=Coalesce("starts_at", "published_at", "first_seen_at"))
        return dated.filter(retry | (unfinished & near_its_date & not_today))

    def statistics_due(self, now: datetime) -> VideoQuerySet:
        """Public videos at an age at which figures are taken, and none are there yet."""
        due = Q(pk__in=[])
        for age, late in AGES.items():
            oldest, youngest = now - timedelta(days=age) - late, now - timedelta(days=age)
            taken = VideoSnapshot.objects.filter(video=models.OuterRef("pk"), age=age)
            at_age = Q(published_at__gt=oldest, published_at__lte=youngest)
            due |= Q(at_age, ~models.Exists(taken))
        return self.public().exclude(live=Video.UPCOMING).filter(due)


class Video(Leased):
    PUBLIC, PRIVATE = "public", "private"
    NOT_LIVE, UPCOMING, LIVE = "none", "upcoming", "live"

    video_id = models.CharField(_("video id"), max_length=20, primary_key=True)
    # By its name: the channel's queries ask which of its videos are due.
    channel = models.ForeignKey("Channel", on_delete=models.CASCADE, related_name="uploads")
    title = models.CharField(_("title"), max_length=LONGEST_TITLE, blank=True)
    description = models.TextField(_("description"), blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    duration = models.DurationField(_("length"), null=True, blank=True)
    privacy = models.CharField(_("visibility"), max_length=20, default=PUBLIC)
    made_for_kids = models.BooleanField(_("made for kids"), null=True)
    definition = models.CharField(_("definition"), max_length=10, blank=True)
    caption = models.BooleanField(_("captions"), null=True)
    category_id = models.CharField(_("category"), max_length=10, blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True)
    live = models.CharField(_("broadcast"), max_length=10, default=NOT_LIVE)
    starts_at = models.DateTimeField(_("broadcast begins"), null=True, blank=True)
    embeddable = models.BooleanField(_("may be embedded"), null=True)

    first_seen_at = models.DateTimeField(_("first seen"))
    read_at = models.DateTimeField(_("details last read"), null=True, blank=True)
    read_due = models.BooleanField(_("details to be read"), default=True)
    missing_on = models.DateField(_("last left out of an answer"), null=True, blank=True)
    gone_at = models.DateTimeField(_("private or deleted since"), null=True, blank=True)

    objects = VideoQuerySet.as_manager()

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        ordering = ["-published_at", "video_id"]
        indexes = [
            # Figures are taken by age, over all channels.
            models.Index(fields=["published_at"], name="video_by_publication"),
            # The pool of details to be read, over all channels: few rows of many.
            models.Index(fields=["video_id"], name="video_read_due", condition=Q(read_due=True)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(live__in=["none", "upcoming", "live"]), name="video_live_known"
            ),
            models.CheckConstraint(condition=~Q(privacy=""), name="video_visibility_known"),
            models.CheckConstraint(
                condition=Q(duration__isnull=True) | Q(duration__gt=timedelta()),
                name="video_length_unknown_or_positive",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.video_id

    @property
    def is_read(self) -> bool:
        """Whether its details were ever told; before, only the list named it."""
        return self.read_at is not None

    @property
    def is_public(self) -> bool:
        """Anyone can see it, as `VideoQuerySet.public` asks."""
        return self.privacy == self.PUBLIC and self.gone_at is None

    def take_over(self, record: VideoRecord, *, now: datetime) -> None:
        """Become what YouTube says today; does not save. The list's own date stays the first."""
        self.title = record.title[:LONGEST_TITLE]
        self.description = record.description
        self.published_at = self.published_at or record.published_at
        self.duration = record.duration
        self.privacy = record.privacy[:20] or self.PUBLIC
        self.made_for_kids = record.made_for_kids
        self.definition = record.definition[:10]
        self.caption = record.caption
        self.category_id = record.category_id[:10]
        self.language = record.default_language[:20]
        self.live = record.live
        self.starts_at = record.starts_at
        self.embeddable = record.embeddable
        self.read_at = now
        self.read_due = False
        self.missing_on = None
        self.gone_at = (self.gone_at or now) if self.privacy == self.PRIVATE else None

    def note_missing(self, *, now: datetime) -> None:
        """YouTube left it out of an answer; does not save.

        It counts as gone at once, and is asked for once more on another day: an answer with fewer
        items than asked must not hide a video for a month.
        """
        today = site_day(now)
        self.read_due = self.missing_on is None or self.missing_on == today
        self.missing_on = today
        self.gone_at = self.gone_at or now

    def age_due(self, now: datetime) -> int | None:
        """The age in days at which its figures are to be taken now; None between two ages."""
        if self.published_at is None:
            return None
        elapsed = now - self.published_at
        for age, late in AGES.items():
            if timedelta(days=age) <= elapsed < timedelta(days=age) + late:
                return age
        return None

    @property
    def url(self) -> str:
        return f"https://www.youtube.com/watch?v={self.video_id}"


class VideoSnapshot(models.Model):
    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="snapshots")
    age = models.PositiveSmallIntegerField(_("age in days"))
    fetched_at = models.DateTimeField(_("fetched at"))
    views = models.PositiveBigIntegerField(_("views"), null=True)
    likes = models.PositiveBigIntegerField(_("likes"), null=True)
    comments = models.PositiveBigIntegerField(_("comments"), null=True)

    class Meta:
        verbose_name = _("video snapshot")
        verbose_name_plural = _("video snapshots")
        ordering = ["video", "age"]
        constraints = [
            models.UniqueConstraint(fields=["video", "age"], name="snapshot_one_per_video_and_age"),
            models.CheckConstraint(
                condition=Q(age__in=list(AGES)), name="video_snapshot_age_is_one_of_ours"
            ),
        ]
        indexes = [
            # Retention asks for all that is older than a moment.
            models.Index(fields=["fetched_at"], name="video_snapshot_oldest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.video_id} +{self.age}"
