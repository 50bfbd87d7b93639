"""The wire to YouTube. Nothing outside this package speaks to Google or imports its libraries."""

from youtube_integration.api.client import MAX_IDS, YouTubeClient, close_connections
from youtube_integration.api.errors import (
    NotFound,
    QuotaExceeded,
    Refused,
    Unreachable,
    YouTubeError,
)
from youtube_integration.api.quota_day import MAIN, STATS, next_pacific_midnight, pacific_day
from youtube_integration.api.records import (
    ChannelRecord,
    PlaylistEntry,
    PlaylistPage,
    VideoRecord,
    VideoStats,
)

__all__ = [
    "MAIN",
    "MAX_IDS",
    "STATS",
    "ChannelRecord",
    "NotFound",
    "PlaylistEntry",
    "PlaylistPage",
    "QuotaExceeded",
    "Refused",
    "Unreachable",
    "VideoRecord",
    "VideoStats",
    "YouTubeClient",
    "YouTubeError",
    "close_connections",
    "next_pacific_midnight",
    "pacific_day",
]
