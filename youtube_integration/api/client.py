"""The one client of YouTube's Data API v3: our types out, our errors out, every request counted.

Reference: https://developers.google.com/youtube/v3/docs. Google's library builds the requests;
sending them again, reading error bodies and counting units is ours, because the library also
sends again what a spent quota refused, and does not say how often it sent.
"""

from __future__ import annotations

import functools
import gzip
import http.client
import json
import random
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httplib2
from django.conf import settings
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from youtube_integration.api.errors import (
    NotFound,
    Refused,
    Unreachable,
    YouTubeError,
    error_from_response,
)
from youtube_integration.api.quota_day import MAIN, STATS
from youtube_integration.api.records import ChannelRecord, PlaylistPage, VideoRecord, VideoStats

#: The most ids YouTube answers in one request, and the most list entries on one page.
MAX_IDS = 50
IDLE_SECONDS = 20
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 8.0

CHANNEL_PARTS = "snippet,contentDetails,statistics"
CHANNEL_FIELDS = (
    "items(id,snippet(title,description,customUrl,publishedAt,country,thumbnails/medium/url),"
    "contentDetails/relatedPlaylists/uploads,statistics)"
)
PLAYLIST_PARTS = "snippet,contentDetails"
PLAYLIST_FIELDS = "nextPageToken,pageInfo/totalResults,items(snippet/position,contentDetails)"
VIDEO_PARTS = "snippet,contentDetails,status,statistics,liveStreamingDetails"
VIDEO_FIELDS = (
    "items(id,snippet(channelId,title,description,publishedAt,categoryId,defaultLanguage,"
    "defaultAudioLanguage,liveBroadcastContent),contentDetails(duration,definition,caption),"
    "status(privacyStatus,madeForKids,embeddable),statistics,"
    "liveStreamingDetails(scheduledStartTime,actualStartTime))"
)
STATS_PARTS = "statistics"
STATS_FIELDS = "items(id,statistics)"

Record = TypeVar("Record", ChannelRecord, VideoRecord, VideoStats)


class SingleSendHttp(httplib2.Http):
    """httplib2 sends a request again by itself when a connection breaks; this one never does.

    A request that is sent twice must be counted twice. A connection that has idled is opened
    anew, since the other side has probably closed it.
    """

    last_used = 0.0

    def __del__(self) -> None:
        self.close()  # a thread that ends leaves no open socket behind

    def _conn_request(
        self, conn: Any, request_uri: str, method: str, body: Any, headers: dict[str, str]
    ) -> tuple[httplib2.Response, bytes]:
        if time.monotonic() - self.last_used > IDLE_SECONDS:
            conn.close()
        try:
            conn.request(method, request_uri, body, headers)
            response = conn.getresponse()
            content = response.read()
        except BaseException:
            conn.close()
            raise
        self.last_used = time.monotonic()
        if response.getheader("content-encoding") == "gzip":
            content = gzip.decompress(content)
        return httplib2.Response(response), content


@functools.cache
def _service(endpoint: str) -> Any:
    """Google's service object; built once, for a dropped one is not collected for a long time."""
    return build(
        "youtube",
        "v3",
        http=httplib2.Http(),
        client_options={"api_endpoint": endpoint},
        static_discovery=True,
        cache_discovery=False,
    )


_thread = threading.local()


def _connection(endpoint: str, timeout: float) -> SingleSendHttp:
    """This thread's own connection: httplib2 breaks when threads share one."""
    held: dict[tuple[str, float], SingleSendHttp] = _thread.__dict__.setdefault("held", {})
    if (endpoint, timeout) not in held:
        local = urlsplit(endpoint).hostname in ("127.0.0.1", "localhost", "::1")
        proxy = None if local else httplib2.proxy_info_from_environment
        connection = SingleSendHttp(timeout=timeout, proxy_info=proxy)
        # A redirect would carry the key to wherever it points.
        connection.follow_redirects = False
        held[endpoint, timeout] = connection
    return held[endpoint, timeout]


def close_connections() -> None:
    """Close what this thread keeps open to YouTube."""
    for connection in _thread.__dict__.pop("held", {}).values():
        connection.close()


def _utc_now() -> datetime:
    return datetime.now(UTC)


class YouTubeClient:
    """Asks YouTube; raises YouTubeError and nothing else.

    `spend(bucket, units)` is called before each request is sent, repeated ones too; it may raise
    QuotaExceeded itself and then nothing is sent. `attempts` bounds how often one question is
    sent, `sleep` waits in between (seconds), `now` (aware) says when a spent quota resumes.
    """

    def __init__(
        self,
        *,
        spend: Callable[[str, int], None],
        api_key: str | None = None,
        endpoint: str | None = None,
        timeout: float = 10,
        attempts: int = 3,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._spend = spend
        self._key = (settings.YOUTUBE_API_KEY if api_key is None else api_key).strip()
        self._endpoint = endpoint or settings.YOUTUBE_API_ENDPOINT
        self._timeout = timeout
        self._attempts = max(1, attempts)
        self._sleep = sleep
        self._now = now

    def channels_by_id(self, ids: Sequence[str]) -> list[ChannelRecord]:
        """Up to 50 channels, 1 unit; ids that YouTube does not know are missing, order is free."""
        return self._by_id(
            ChannelRecord,
            self._api.channels().list,
            ids,
            key=lambda record: record.channel_id,
            part=CHANNEL_PARTS,
            fields=CHANNEL_FIELDS,
            maxResults=MAX_IDS,
        )

    def channel_by_handle(self, handle: str) -> ChannelRecord | None:
        """Who holds a handle (without @) today, 1 unit."""
        return self._one_channel(forHandle=handle.removeprefix("@"))

    def channel_by_username(self, name: str) -> ChannelRecord | None:
        """The channel of a legacy user name, 1 unit."""
        return self._one_channel(forUsername=name)

    def uploads_page(self, playlist_id: str, page_token: str | None = None) -> PlaylistPage:
        """A page of 50 of an uploads list, 1 unit; a channel without public video has none (404)."""
        request = functools.partial(
            self._api.playlistItems().list,
            part=PLAYLIST_PARTS,
            fields=PLAYLIST_FIELDS,
            playlistId=playlist_id,
            maxResults=MAX_IDS,
            pageToken=page_token,
        )
        try:
            return PlaylistPage.from_json(self._call(request, MAIN))
        except NotFound as error:
            if error.reason == "playlistNotFound":
                return PlaylistPage(total=0)
            raise

    def videos_by_id(self, ids: Sequence[str]) -> list[VideoRecord]:
        """Up to 50 videos, 1 unit; private and deleted ones are missing, order is free."""
        return self._by_id(
            VideoRecord,
            self._api.videos().list,
            ids,
            key=lambda record: record.video_id,
            part=VIDEO_PARTS,
            fields=VIDEO_FIELDS,
        )

    def video_stats(self, ids: Sequence[str]) -> list[VideoStats]:
        """Figures of up to 50 videos, 1 unit of the bucket that batchGetStats has for itself."""
        return self._by_id(
            VideoStats,
            self._api.videos().batchGetStats,
            ids,
            key=lambda record: record.video_id,
            bucket=STATS,
            part=STATS_PARTS,
            fields=STATS_FIELDS,
        )

    @property
    def _api(self) -> Any:
        return _service(self._endpoint)

    def _one_channel(self, **selector: str) -> ChannelRecord | None:
        request = functools.partial(
            self._api.channels().list, part=CHANNEL_PARTS, fields=CHANNEL_FIELDS, **selector
        )
        records = [ChannelRecord.from_json(item) for item in _items(self._call(request, MAIN))]
        return next((record for record in records if record.channel_id), None)

    def _by_id(
        self,
        record_type: type[Record],
        method: Callable[..., Any],
        ids: Sequence[str],
        *,
        key: Callable[[Record], str],
        bucket: str = MAIN,
        **arguments: Any,
    ) -> list[Record]:
        wanted = set(ids)
        if len(wanted) > MAX_IDS:
            raise ValueError(f"YouTube answers at most {MAX_IDS} ids at a time, not {len(wanted)}.")
        if not wanted:
            return []
        request = functools.partial(method, id=",".join(dict.fromkeys(ids)), **arguments)
        records = [record_type.from_json(item) for item in _items(self._call(request, bucket))]
        return list({key(record): record for record in records if key(record) in wanted}.values())

    def _call(self, request: Callable[[], Any], bucket: str) -> dict[str, Any]:
        """The answer to a question, sent again with growing pauses while that may help."""
        if not self._key.isascii() or not self._key:
            raise Refused("YOUTUBE_API_KEY is not set, or is not a key", reason="keyMissing")
        for attempt in range(self._attempts):
            self._spend(bucket, 1)
            try:
                return self._send(request())
            except YouTubeError as error:
                if error.permanent or attempt + 1 == self._attempts:
                    raise
                self._sleep(pause(attempt))
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _send(self, request: Any) -> dict[str, Any]:
        # In a header, since an HttpError prints its address.
        request.headers["X-Goog-Api-Key"] = self._key
        request.headers["accept-encoding"] = "gzip"
        try:
            response = request.execute(http=_connection(self._endpoint, self._timeout))
        except HttpError as error:
            raise error_from_response(
                error.status_code, error.content, self._now(), secret=self._key
            ) from None
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise _malformed("is not JSON") from error
        except (OSError, EOFError, http.client.HTTPException, httplib2.HttpLib2Error) as error:
            raise Unreachable(f"YouTube is not reachable: {error}", reason="unreachable") from error
        if not isinstance(response, dict) or not isinstance(response.get("items") or [], list):
            raise _malformed("has another shape than the documented one")
        return response


def pause(attempt: int) -> float:
    """Seconds before the next attempt: doubling, and spread so that workers do not march in step."""
    longest = min(FIRST_PAUSE * 2**attempt, LONGEST_PAUSE)
    return random.uniform(longest / 2, longest)


def _items(response: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """The items; YouTube leaves the key out when there are none."""
    return [item for item in response.get("items") or [] if isinstance(item, dict)]


def _malformed(what: str) -> YouTubeError:
    return YouTubeError(f"YouTube's answer {what}", permanent=False, reason="malformed")
