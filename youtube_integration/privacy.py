"""What Kanal holds of a person's channel: handed out, and erased."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from youtube_integration.connecting import disconnect
from youtube_integration.models import Channel, ChannelChoice, ChannelConnection


def export(user: User) -> dict:
    """Connections with the figures of each channel, and when the person last chose one.

    Times in ISO 8601, unknown values null.
    """
    connections = user.channel_connections.select_related("channel").order_by("connected_at")
    choice = ChannelChoice.objects.filter(user=user).first()
    return {
        "channels": [_connection(connection) for connection in connections],
        "chosen_at": choice and choice.made_at.isoformat(),
    }


def erase(user: User, now: datetime) -> None:
    """Disconnect, which deletes the channel's data, and forget earlier connections too."""
    disconnect(user=user, now=now)
    user.channel_connections.all().delete()
    ChannelChoice.objects.filter(user=user).delete()


def _connection(connection: ChannelConnection) -> dict:
    row = {
        "channel_id": connection.channel_id,
        "connected": connection.kind,
        "asked_as": connection.asked_as or None,
        "connected_at": connection.connected_at.isoformat(),
        "disconnected_at": connection.disconnected_at and connection.disconnected_at.isoformat(),
    }
    # After disconnecting, what is left there is somebody else's.
    return row if connection.disconnected_at else {**row, **_statistics(connection.channel)}


def _statistics(channel: Channel) -> dict:
    days = channel.snapshots.order_by("day")
    return {
        "handle": channel.handle or None,
        "title": channel.title or None,
        "synced_at": channel.synced_at and channel.synced_at.isoformat(),
        **dict(channel.counts.items()),
        "days": [{"day": row.day.isoformat(), **dict(row.counts.items())} for row in days],
        "uploads": [
            {"video_id": video.pk, "title": video.title, "published_at": published}
            for video in channel.uploads.order_by("published_at")
            for published in [video.published_at and video.published_at.isoformat()]
        ],
    }
