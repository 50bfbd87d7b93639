"""The nightly reading of YouTube, at the least cost in units, so that it can be killed anywhere.

What is due lies in rows: channels that no sync has answered for today, lists to be read, videos
whose details or figures are wanted. Each batch claims its rows, asks, and writes its answer in one
transaction; a run that is killed leaves the rest due, and the next one continues there.
"""

from youtube_integration.syncing.run import SyncResult, sync_channels

__all__ = ["SyncResult", "sync_channels"]
