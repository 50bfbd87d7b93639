"""What YouTube tells, as values: unknown is None, never zero.

Google writes counts as strings, leaves out what it will not tell, and has more than one spelling
of a moment and of a length of time. All of that ends here.
Reference: https://developers.google.com/youtube/v3/docs (channels, playlistItems, videos).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

from accounts.text import cleaned, storable
from youtube_integration.counts import STATISTICS, Counts

ISO_DURATION = re.compile(
    r"P(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?",
    re.ASCII,
)
SECONDS_DURATION = re.compile(r"(?P<seconds>\d+(?:\.\d+)?)s", re.ASCII)
#: What a database column of 64 bits holds; more is no count.
LARGEST_COUNT = 2**63 - 1
LONGEST_DURATION = timedelta(days=366)


def parse_moment(value: Any) -> datetime | None:
    """An aware UTC moment from RFC 3339, with or without fractions; anything else is None."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def parse_duration(value: Any) -> timedelta | None:
    """A length from ISO 8601 ("PT4M") or Google's other form ("240s").

    Zero (P0D, PT0S) is what YouTube gives for premieres and live streams: not known yet, None.
    """
    if not isinstance(value, str):
        return None
    found = ISO_DURATION.fullmatch(value.strip()) or SECONDS_DURATION.fullmatch(value.strip())
    if not found:
        return None
    parts = {unit: float(number) for unit, number in found.groupdict().items() if number}
    try:
        length = timedelta(**parts)
    except OverflowError:
        return None
    return length if timedelta() < length <= LONGEST_DURATION else None


def parse_count(value: Any) -> int | None:
    """A count from "123" or 123; missing, negative or not a number is None."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    if isinstance(value, str) and not re.fullmatch(r"\d{1,19}", value.strip(), re.ASCII):
        return None
    count = int(value)
    return count if 0 <= count <= LARGEST_COUNT else None


def _flag(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value) if isinstance(value, str) else None


def _text(value: Any) -> str:
    """Text that any database takes, its lines kept."""
    if not isinstance(value, str):
        return ""
    return storable(value)


def _line(value: Any) -> str:
    """A title or a name: nothing in it that nobody sees, or that turns the text around it."""
    return cleaned(value) if isinstance(value, str) else ""


def _part(resource: Any, *names: str) -> dict[str, Any]:
    """The nested object under `names`, empty where YouTube left it out."""
    for name in names:
        resource = resource.get(name) if isinstance(resource, dict) else None
    return resource if isinstance(resource, dict) else {}


def _handle(custom_url: Any) -> str:
    """The handle in `customUrl`; a value without @ is an old custom address, which is none."""
    text = _line(custom_url)
    if not text.startswith("@"):
        return ""
    return cleaned(unquote(text[1:]))


def _thumbnail(snippet: dict[str, Any]) -> str:
    for size in ("medium", "default", "high"):
        if address := _text(_part(snippet, "thumbnails", size).get("url")):
            return address
    return ""


def _counts(statistics: dict[str, Any]) -> Counts:
    return Counts(
        **{name: parse_count(statistics.get(word)) for name, word in STATISTICS.items()},
        subscribers_hidden=_flag(statistics.get("hiddenSubscriberCount")) is True,
    )


@dataclass(frozen=True, slots=True)
class ChannelRecord:
    """A channel as YouTube describes it today. `handle` has no @ and is "" where there is none."""

    channel_id: str
    title: str = ""
    description: str = ""
    handle: str = ""
    thumbnail_url: str = ""
    country: str = ""
    published_at: datetime | None = None
    uploads_playlist_id: str = ""
    counts: Counts = Counts()

    @classmethod
    def from_json(cls, resource: dict[str, Any]) -> ChannelRecord:
        snippet = _part(resource, "snippet")
        return cls(
            channel_id=_text(resource.get("id")),
            title=_line(snippet.get("title")),
            description=_text(snippet.get("description")),
            handle=_handle(snippet.get("customUrl")),
            thumbnail_url=_thumbnail(snippet),
            country=_text(snippet.get("country")),
            published_at=parse_moment(snippet.get("publishedAt")),
            uploads_playlist_id=_text(
                _part(resource, "contentDetails", "relatedPlaylists").get("uploads")
            ),
            counts=_counts(_part(resource, "statistics")),
        )


@dataclass(frozen=True, slots=True)
class PlaylistEntry:
    """One place in a list. `published_at` is the video's own date, not when it was added."""

    video_id: str
    published_at: datetime | None = None
    position: int | None = None

    @classmethod
    def from_json(cls, resource: dict[str, Any]) -> PlaylistEntry:
        details = _part(resource, "contentDetails")
        named = _part(resource, "snippet", "resourceId")
        return cls(
            video_id=_text(details.get("videoId")) or _text(named.get("videoId")),
            published_at=parse_moment(details.get("videoPublishedAt")),
            position=parse_count(_part(resource, "snippet").get("position")),
        )


@dataclass(frozen=True, slots=True)
class PlaylistPage:
    """A page of a list. `total` is what YouTube claims, which may be more than it gives."""

    entries: tuple[PlaylistEntry, ...] = ()
    next_token: str | None = None
    total: int | None = None

    @classmethod
    def from_json(cls, payload: dict[str, Any]) -> PlaylistPage:
        items = [item for item in payload.get("items") or [] if isinstance(item, dict)]
        entries = [PlaylistEntry.from_json(item) for item in items]
        return cls(
            entries=tuple(entry for entry in entries if entry.video_id),
            next_token=_text(payload.get("nextPageToken")) or None,
            total=parse_count(_part(payload, "pageInfo").get("totalResults")),
        )


@dataclass(frozen=True, slots=True)
class VideoRecord:
    """A video as YouTube describes it today. `live` is "none", "upcoming" or "live".

    `starts_at` is when a broadcast or premiere began, or is announced to; None for other videos.
    """

    video_id: str
    channel_id: str = ""
    title: str = ""
    description: str = ""
    published_at: datetime | None = None
    duration: timedelta | None = None
    privacy: str = ""
    made_for_kids: bool | None = None
    definition: str = ""
    caption: bool | None = None
    category_id: str = ""
    default_language: str = ""
    live: str = "none"
    starts_at: datetime | None = None
    views: int | None = None
    likes: int | None = None
    comments: int | None = None
    embeddable: bool | None = None

    @classmethod
    def from_json(cls, resource: dict[str, Any]) -> VideoRecord:
        snippet, details = _part(resource, "snippet"), _part(resource, "contentDetails")
        status, stats = _part(resource, "status"), VideoStats.from_json(resource)
        live = _text(snippet.get("liveBroadcastContent"))
        broadcast = _part(resource, "liveStreamingDetails")
        language = snippet.get("defaultLanguage") or snippet.get("defaultAudioLanguage")
        return cls(
            video_id=stats.video_id,
            channel_id=_text(snippet.get("channelId")),
            title=_line(snippet.get("title")),
            description=_text(snippet.get("description")),
            published_at=parse_moment(snippet.get("publishedAt")),
            duration=parse_duration(details.get("duration")),
            privacy=_text(status.get("privacyStatus")),
            made_for_kids=_flag(status.get("madeForKids")),
            definition=_text(details.get("definition")),
            caption=_flag(details.get("caption")),
            category_id=_text(snippet.get("categoryId")),
            default_language=_text(language),
            live=live if live in ("upcoming", "live") else "none",
            starts_at=parse_moment(broadcast.get("actualStartTime"))
            or parse_moment(broadcast.get("scheduledStartTime")),
            views=stats.views,
            likes=stats.likes,
            comments=stats.comments,
            embeddable=_flag(status.get("embeddable")),
        )


@dataclass(frozen=True, slots=True)
class VideoStats:
    """A video's figures at one moment; what the owner hides is None."""

    video_id: str
    views: int | None = None
    likes: int | None = None
    comments: int | None = None

    @classmethod
    def from_json(cls, resource: dict[str, Any]) -> VideoStats:
        statistics = _part(resource, "statistics")
        return cls(
            video_id=_text(resource.get("id")),
            views=parse_count(statistics.get("viewCount")),
            likes=parse_count(statistics.get("likeCount")),
            comments=parse_count(statistics.get("commentCount")),
        )
