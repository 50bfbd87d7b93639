"""What this app announces; the apps above listen. Sent inside the transaction of what happened."""

from __future__ import annotations

from django.dispatch import Signal

#: Somebody named a channel. Arguments: connection (ChannelConnection), channel, now (aware).
channel_connected = Signal()

#: Somebody's channel was taken off, just before its data goes. Arguments: user, channel, now.
channel_disconnected = Signal()

#: A day's snapshot was written. Arguments: channel, snapshot (ChannelSnapshot), now.
channel_synced = Signal()

#: A video was read for the first time. Arguments: video (Video), now.
video_discovered = Signal()
