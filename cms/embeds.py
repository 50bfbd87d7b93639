"""YouTube video addresses: which are taken, and how django-embed-video shows them.

Nothing of YouTube is asked or loaded here; a page shows a poster that leads to the player.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from embed_video.backends import UnknownIdException, VideoBackend
from embed_video.fields import EmbedVideoFormField

VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")
HOSTS = {
    "youtube.com",
    "www.youtube.com",
    "m.youtube.com",
    "music.youtube.com",
    "youtube-nocookie.com",
    "www.youtube-nocookie.com",
}
SHORT_HOSTS = {"youtu.be", "www.youtu.be"}
PATHS_WITH_ID = {"embed", "live", "shorts", "v", "e"}
# Chats and documents leave these around an address.
AROUND = " \t\r\n\u00a0\u200b\u200e\u200f\ufeff<>\"'()[]“”‘’.,;"

ACCEPTED = _(
    "This is not the address of a YouTube video. Open the video on YouTube, tap Share, copy the "
    "address and paste it here. Accepted: youtube.com/watch?v=…, youtu.be/…, youtube.com/shorts/… "
    "and youtube.com/live/…"
)
ONE_VIDEO = _(
    "This address leads to a channel or a playlist. Open one video of it, tap Share, copy the "
    "address and paste it here."
)


def parse_video_address(text: str) -> str:
    """The 11-character id of the video that `text` points to.

    Takes watch, share, shorts, live and embed addresses of youtube.com, m., music. and
    youtube-nocookie.com, with or without a scheme. Raises ValidationError for anything else.
    """
    address = text.strip(AROUND)
    if "://" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise ValidationError(ACCEPTED, code="video_address") from None
    if parts.scheme.lower() not in {"http", "https"} or port not in {None, 80, 443}:
        raise ValidationError(ACCEPTED, code="video_address")
    steps = [step for step in parts.path.split("/") if step]
    found = ""
    if host in SHORT_HOSTS:
        found = steps[0] if steps else ""
    elif host in HOSTS:
        found = _id_of_steps(steps, parts.query)
    if VIDEO_ID.fullmatch(found):
        return found
    if host in HOSTS and steps and (steps[0][0] == "@" or steps[0] in {"c", "channel", "playlist"}):
        raise ValidationError(ONE_VIDEO, code="video_address")
    raise ValidationError(ACCEPTED, code="video_address")


def _id_of_steps(steps: list[str], query: str) -> str:
    if steps == ["watch"]:
        return parse_qs(query).get("v", [""])[0]
    if len(steps) >= 2 and steps[0] in PATHS_WITH_ID | {"watch"}:
        return steps[1]
    return ""


def watch_address(video_id: str) -> str:
    """Where the video is watched on YouTube itself."""
    return f"https://www.youtube.com/watch?v={video_id}"


class YouTubeBackend(VideoBackend):
    """The only backend: knows the addresses that django-embed-video 1.4 does not."""

    is_secure = True
    template_name = "blocks/player_link.html"
    pattern_url = "{protocol}://www.youtube-nocookie.com/embed/{code}"

    @classmethod
    def is_valid(cls, url: str) -> bool:
        """Whether `url` leads to one YouTube video."""
        try:
            parse_video_address(url)
        except ValidationError:
            return False
        return True

    def get_code(self) -> str:
        """The video's id; raises UnknownIdException where the address has none."""
        try:
            return parse_video_address(self._url)
        except ValidationError:
            raise UnknownIdException(self._url) from None

    @property
    def watch_url(self) -> str:
        """Where the video is watched on YouTube itself."""
        return watch_address(self.code)

    def get_thumbnail_url(self) -> None:
        """None: a YouTube thumbnail would be a request to a third party before any click."""


class VideoAddressField(EmbedVideoFormField):
    """A URL field that takes what people paste and stores YouTube's plain watch address."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(assume_scheme="https", **kwargs)
        self.error_messages["invalid"] = ACCEPTED

    def to_python(self, value: str | None) -> str:
        """Normalises before Django's own URL check sees the text."""
        if not value or not value.strip():
            return ""
        return watch_address(parse_video_address(value))

    def validate(self, value: str) -> None:
        """Every address that came through `to_python` is a video's; only emptiness is left."""
        forms.URLField.validate(self, value)
