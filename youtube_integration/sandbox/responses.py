"""The world's channels, lists and videos in the words of Data API v3."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from youtube_integration.sandbox.channels import SandboxChannel, Upload, rounded
from youtube_integration.sandbox.discovery import BadRequest, masked, parse_fields, split
from youtube_integration.sandbox.world import World

DEFAULT_PAGE = 5
#: Days during which a live broadcast has no length yet.
DAYS_WITHOUT_LENGTH = 2


class NotFound(Exception):  # noqa: N818
    """What YouTube answers with 404: its reason and its message."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


Query = dict[str, list[str]]


def respond(world: World, method: str, query: Query) -> dict[str, Any]:
    """The whole answer to a request that was checked. Raises BadRequest or NotFound."""
    response = RESPONDERS[method](world, query)
    return masked(response, parse_fields(query["fields"][0])) if "fields" in query else response


def _channels(world: World, query: Query) -> dict[str, Any]:
    if ids := split(query.get("id", [])):
        found = [world.channel(channel_id) for channel_id in dict.fromkeys(ids)]
    elif "forHandle" in query:
        found = [world.channel_by_handle(query["forHandle"][0])]
    elif "forUsername" in query:
        found = [world.channel_by_username(query["forUsername"][0])]
    else:
        raise BadRequest("badRequest", "The sandbox knows id, forHandle and forUsername.")
    channels = [channel for channel in found if channel]
    parts = set(split(query["part"]))
    page, following = _page(channels, query, "channels")
    items = [_channel(channel, world.day, parts) for channel in page]
    return _listing(
        "youtube#channelListResponse", world.day, items, len(channels), query, following
    )


def _playlist_items(world: World, query: Query) -> dict[str, Any]:
    playlist_id = "".join(query.get("playlistId", []))
    channel = world.channel_by_playlist(playlist_id)
    uploads = channel.uploads(world.day) if channel else []
    if not channel or not uploads:
        raise NotFound(
            "playlistNotFound",
            "The playlist identified with the request's <code>playlistId</code> parameter "
            "cannot be found.",
        )
    parts = set(split(query["part"]))
    numbered, following = _page(list(enumerate(uploads)), query, playlist_id)
    items = [_entry(channel, upload, position, world.day, parts) for position, upload in numbered]
    total = channel.claimed(world.day)
    return _listing("youtube#playlistItemListResponse", world.day, items, total, query, following)


def _videos(world: World, query: Query) -> dict[str, Any]:
    parts = set(split(query["part"]))
    items = [
        _video(channel, upload, world.day, parts) for channel, upload in _found_videos(world, query)
    ]
    return _listing("youtube#videoListResponse", world.day, items, len(items), query)


def _stats(world: World, query: Query) -> dict[str, Any]:
    parts = set(split(query.get("part", [])))
    items = []
    for channel, upload in _found_videos(world, query):
        resource = {
            "snippet": {"publishTime": _moment(upload)},
            "contentDetails": {"duration": f"{_seconds(upload, world.day)}s"},
            "statistics": _strings(channel.video_statistics(upload, world.day)),
        }
        items.append(_resource("youtube#videoStats", upload.video_id, world.day, resource, parts))
    return {
        "kind": "youtube#batchGetStatsResponse",
        "etag": _etag("stats", world.day, len(items)),
        "items": items,
    }


RESPONDERS: dict[str, Callable[[World, Query], dict[str, Any]]] = {
    "channels.list": _channels,
    "playlistItems.list": _playlist_items,
    "videos.list": _videos,
    "videos.batchGetStats": _stats,
}


def _found_videos(world: World, query: Query) -> list[tuple[SandboxChannel, Upload]]:
    ids = dict.fromkeys(split(query.get("id", [])))
    return [found for video_id in ids if (found := world.video(video_id))]


def _listing(
    kind: str,
    day: date,
    items: list[Any],
    total: int,
    query: Query,
    following: str | None = None,
) -> dict[str, Any]:
    size = int(query.get("maxResults", [str(DEFAULT_PAGE)])[0])
    body: dict[str, Any] = {"kind": kind, "etag": _etag(kind, day, total, following, len(items))}
    if following:
        body["nextPageToken"] = following
    body["pageInfo"] = {"totalResults": total, "resultsPerPage": size}
    if items:  # YouTube leaves the key out where nothing was found
        body["items"] = items
    return body


def _page(everything: list[Any], query: Query, what: str) -> tuple[list[Any], str | None]:
    size = int(query.get("maxResults", [str(DEFAULT_PAGE)])[0])
    start = 0
    if token := "".join(query.get("pageToken", [])):
        start = _start_of(token, what)
    end = start + size
    following = _token(end, what) if size and end < len(everything) else None
    return everything[start:end], following


def _token(start: int, what: str) -> str:
    mark = blake2b(what.encode(), digest_size=3).digest()
    return base64.urlsafe_b64encode(mark + start.to_bytes(3, "big")).decode()


def _start_of(token: str, what: str) -> int:
    try:
        raw = base64.b64decode(token.encode(), altchars=b"-_", validate=True)
    except ValueError:
        raw = b""
    if len(raw) != 6 or _token(int.from_bytes(raw[3:], "big"), what) != token:
        raise BadRequest("invalidPageToken", "The request specifies an invalid page token.")
    return int.from_bytes(raw[3:], "big")


def _etag(*what: object) -> str:
    digest = blake2b("|".join(map(str, what)).encode(), digest_size=20).digest()
    return base64.urlsafe_b64encode(digest).decode()


def _resource(
    kind: str, identity: str, day: date, all_parts: dict[str, Any], wanted: set[str]
) -> Any:
    parts = {name: part for name, part in all_parts.items() if name in wanted}
    return {"kind": kind, "etag": _etag(identity, day, *parts), "id": identity, **parts}


def _strings(statistics: dict[str, int]) -> dict[str, str]:
    return {name: str(count) for name, count in statistics.items()}


def _moment(upload: Upload) -> str:
    return _timestamp(upload.published_at)


def _timestamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _thumbnails(of: str, sizes: dict[str, int]) -> dict[str, Any]:
    return {
        name: {"url": f"https://yt3.ggpht.com/sandbox/{of}=s{side}", "width": side, "height": side}
        for name, side in sizes.items()
    }


def _channel(channel: SandboxChannel, day: date, parts: set[str]) -> Any:
    spec, title, handle = channel.spec, channel.title(day), channel.handle(day)
    snippet = {
        "title": title,
        "description": spec.description,
        "publishedAt": f"{spec.created.isoformat()}T03:00:00.123456Z",
        "thumbnails": _thumbnails(spec.channel_id, {"default": 88, "medium": 240, "high": 800}),
        "localized": {"title": title, "description": spec.description},
        "country": spec.country,
    }
    if handle:
        snippet["customUrl"] = "@" + handle.lower()
    resource = {
        "snippet": snippet,
        "contentDetails": {
            "relatedPlaylists": {"likes": "", "uploads": channel.uploads_playlist_id}
        },
        "status": {"privacyStatus": "public", "isLinked": True},
    }
    if channel.has_statistics(day):
        resource["statistics"] = _channel_statistics(channel, day)
    return _resource("youtube#channel", spec.channel_id, day, resource, parts)


def _channel_statistics(channel: SandboxChannel, day: date) -> dict[str, Any]:
    statistics, hidden = channel.statistics(day), channel.subscribers_hidden(day)
    return {
        "viewCount": str(statistics.views),
        "subscriberCount": "0" if hidden else str(rounded(statistics.subscribers)),
        "hiddenSubscriberCount": hidden,
        "videoCount": str(statistics.videos),
    }


def _entry(
    channel: SandboxChannel, upload: Upload, position: int, day: date, parts: set[str]
) -> Any:
    resource = {
        "snippet": {
            # When the video came into the list, which is not when it was published.
            "publishedAt": _timestamp(upload.listed_at),
            "channelId": upload.channel_id,
            "title": upload.title,
            "description": upload.description,
            "playlistId": channel.uploads_playlist_id,
            "position": position,
            "resourceId": {"kind": "youtube#video", "videoId": upload.video_id},
        },
        "contentDetails": {"videoId": upload.video_id, "videoPublishedAt": _moment(upload)},
        "status": {"privacyStatus": "public"},
    }
    identity = base64.urlsafe_b64encode(f"sandbox.{upload.video_id}".encode()).decode()
    return _resource("youtube#playlistItem", identity, day, resource, parts)


def _video(channel: SandboxChannel, upload: Upload, day: date, parts: set[str]) -> Any:
    seconds = _seconds(upload, day)
    resource = {
        "snippet": {
            "publishedAt": _moment(upload),
            "channelId": upload.channel_id,
            "title": upload.title,
            "description": upload.description,
            "thumbnails": _thumbnails(upload.video_id, {"default": 120, "medium": 320}),
            "channelTitle": channel.title(day),
            "categoryId": "22",
            "liveBroadcastContent": _broadcast(upload, day),
            "defaultLanguage": "id",
            "defaultAudioLanguage": "id",
        },
        "contentDetails": {
            "duration": _iso_length(seconds),
            "dimension": "2d",
            "definition": "hd",
            "caption": "false",
            "licensedContent": False,
        },
        "status": {
            "uploadStatus": "processed",
            "privacyStatus": "public",
            "license": "youtube",
            "embeddable": True,
            "publicStatsViewable": True,
            "madeForKids": upload.kids,
        },
    }
    if upload.kind == "live":
        resource["liveStreamingDetails"] = _streaming(upload, day)
    if statistics := channel.video_statistics(upload, day):
        resource["statistics"] = {**_strings(statistics), "favoriteCount": "0"}
    return _resource("youtube#video", upload.video_id, day, resource, parts)


def _broadcast(upload: Upload, day: date) -> str:
    if _seconds(upload, day):
        return "none"
    return "upcoming" if day <= upload.begins_on else "live"


def _streaming(upload: Upload, day: date) -> dict[str, str]:
    begins = _timestamp(upload.begins_at)
    begun = {} if day <= upload.begins_on else {"actualStartTime": begins}
    return {"scheduledStartTime": begins, **begun}


def _seconds(upload: Upload, day: date) -> int:
    on_air = upload.kind == "live" and (day - upload.begins_on).days < DAYS_WITHOUT_LENGTH
    return 0 if on_air else upload.seconds


def _iso_length(seconds: int) -> str:
    if not seconds:
        return "P0D"
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "H"), (minutes, "M"), (rest, "S")]
    return "PT" + "".join(f"{number}{unit}" for number, unit in parts if number)
