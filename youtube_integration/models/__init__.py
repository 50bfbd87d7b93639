"""What YouTube told, who claims which channel, and what the asking cost."""

from youtube_integration.models.channels import Channel, ChannelQuerySet, reads_sandbox
from youtube_integration.models.connections import (
    ChannelChoice,
    ChannelConnection,
    ChannelConnectionQuerySet,
)
from youtube_integration.models.counted import COUNT_LABELS
from youtube_integration.models.quota import QuotaSpend, QuotaSpendQuerySet
from youtube_integration.models.runs import SyncRun, SyncRunQuerySet
from youtube_integration.models.settings import LONGEST_HISTORY_DAYS, YouTubeSettings
from youtube_integration.models.snapshots import ChannelSnapshot
from youtube_integration.models.videos import AGES, Video, VideoQuerySet, VideoSnapshot

__all__ = [
    "AGES",
    "COUNT_LABELS",
    "LONGEST_HISTORY_DAYS",
    "Channel",
    "ChannelChoice",
    "ChannelConnection",
    "ChannelConnectionQuerySet",
    "ChannelQuerySet",
    "ChannelSnapshot",
    "QuotaSpend",
    "QuotaSpendQuerySet",
    "SyncRun",
    "SyncRunQuerySet",
    "Video",
    "VideoQuerySet",
    "VideoSnapshot",
    "YouTubeSettings",
    "reads_sandbox",
]
