"""Which channel a person means by what they typed or pasted.

Three things name a channel: its id, its @handle, and the legacy name behind /user/. Whatever else
leads to YouTube (old custom addresses, videos, lists) is refused with a hint on where the handle
stands, since looking those up costs a hundred times as much or is a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 4000
LONGEST_HANDLE = 30
MOST_REDIRECTS = 4
CHANNEL_ID = re.compile(r"UC[A-Za-z0-9_-]{22}")
USER_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
HANDLE_SIGNS = "_-.·"
#: What chats and sentences leave behind an address; no handle ends in any of them.
TRAILING_SIGNS = ".,;:!?\"'”’»›)]}>*،؛؟。、，！？）」』"
LEADING_SIGNS = "\"'“‘«‹([{<*（「『"
SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:/+|h?t{1,3}ps?[:;]?/+)", re.IGNORECASE)
EMAIL = re.compile(r"(?:mailto:)?[^@\s/?#]+@[^@\s/?#]+\.[^@\s/?#]+", re.IGNORECASE)
YOUTUBE_SITES = ("youtube.com", "youtube.co.id", "youtube-nocookie.com", "youtu.be")
SITE_ENDINGS = set("com id net org co me be tv info gl ly io biz web xyz link page".split())
OTHER_NETWORKS = {
    "instagram": "Instagram",
    "tiktok": "TikTok",
    "facebook": "Facebook",
    "fb": "Facebook",
    "twitter": "X",
    "x": "X",
    "threads": "Threads",
    "wa": "WhatsApp",
    "whatsapp": "WhatsApp",
}
#: Pages that lead on to the address given in one of these parameters.
REDIRECT_PARAMETERS = ("continue", "next", "q", "url", "u")
REDIRECT_PATHS = {"redirect", "signin", "attribution_link", "m", "ml", "d", "url", "l.php", ""}
VIDEO_PAGES = {"watch", "shorts", "live", "embed", "v", "e", "clip", "video", "watch_popup"}
LIST_PAGES = {"playlist", "show", "watch_videos"}
#: First parts of YouTube's own pages: none of them is somebody's channel.
OWN_PAGES = set(
    "about account ads app article audiolibrary channels create creators embed_config feed gaming "
    "hashtag howyoutubeworks index kids learning live_dashboard logout movies music my_videos news "
    "oops post premium reporthistory results s services signin sports stories t trending tv upload "
    "view_all_playlists".split()
)

HINT = _("Open your channel on YouTube: the @handle stands right under its name.")


class AddressError(ValueError):
    """The text names no channel; `message` says what it is and what to do, for the person."""

    def __init__(self, message: Any, code: str = "invalid") -> None:
        super().__init__(message)
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True, slots=True)
class ChannelAddress:
    """What to ask YouTube for: an id, a handle without @ (NFC, as typed) or a legacy user name."""

    kind: Literal["id", "handle", "username"]
    value: str

    def __str__(self) -> str:
        """As people write it."""
        return {"handle": f"@{self.value}", "username": f"/user/{self.value}"}.get(
            self.kind, self.value
        )

    @property
    def key(self) -> str:
        """Equal for two ways of writing one address: case and composition do not count."""
        return self.value if self.kind == "id" else _folded_address(str(self))


def parse_channel_address(text: str | None) -> ChannelAddress:
    """The channel that `text` names. Raises AddressError with a translated reason."""
    if len(text or "") > LONGEST_TEXT:
        raise _refusal("long", _("This text is too long for a channel address."))
    lines = [line for line in _visible(text or "").splitlines() if line.strip()]
    if not lines:
        raise _refusal("empty", _("The channel address is missing."))
    if len(lines) == 1 and len(lines[0].split()) == 1:
        return _parse_word(lines[0].strip())
    return _only_address_in(lines)


def same_handle(one: str, other: str) -> bool:
    """Whether two handles are the same one: case, @ and Unicode composition do not count."""
    return folded_handle(one) == folded_handle(other)


def folded_handle(handle: str) -> str:
    """Equal for equal handles, so that a database can look for one whatever its case."""
    return _folded_address(handle.strip().removeprefix("@"))


def _folded_address(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", composed.casefold())


def _visible(text: str) -> str:
    """NFC without invisible signs (zero-width, direction marks), which phones paste along."""
    text = unicodedata.normalize("NFC", text).replace("＠", "@").replace("\\", "/")
    signs = (sign for sign in text if unicodedata.category(sign) != "Cf")
    return "".join("\n" if sign in "\r\n\x85\u2028\u2029" else sign for sign in signs)


def _refusal(code: str, message: Any, *, hint: bool = True) -> AddressError:
    return AddressError(format_lazy("{} {}", message, HINT) if hint else message, code)


def _only_address_in(lines: Iterable[str]) -> ChannelAddress:
    """The one address in a text of several words, as "share" buttons and chats write it."""
    found: dict[tuple[str, str], ChannelAddress] = {}
    refused: list[AddressError] = []
    for line in lines:
        words = line.split()
        for position, word in enumerate(words):
            if not _looks_like_address(word):
                continue
            # What follows may belong to it ("@dapur bunari"): half a handle is another channel.
            if position + 1 < len(words) and not _looks_like_address(words[position + 1]):
                raise _refusal("words", _("Give only the address, without other words after it."))
            try:
                address = _parse_word(word)
            except AddressError as error:
                refused.append(error)
            else:
                found.setdefault((address.kind, folded_handle(address.value)), address)
    if len(found) == 1 and all(error.code == "no_channel" for error in refused):
        return next(iter(found.values()))
    if found:
        raise _refusal("several", _("This text names more than one address: give only one."))
    if refused:
        raise refused[0]
    raise _refusal("name", _("This looks like a name with spaces, not a channel address."))


def _looks_like_address(word: str) -> bool:
    word = word.strip(LEADING_SIGNS + TRAILING_SIGNS)
    return bool(
        word.startswith("@")
        or SCHEME.match(word)
        or CHANNEL_ID.fullmatch(word)
        or EMAIL.fullmatch(word)
        or _is_site(_host_part(word))
    )


def _parse_word(word: str, redirects: int = 0) -> ChannelAddress:
    if "](" in word:  # a Markdown link: the text in front repeats the address
        word = word.split("](", 1)[1]
    word = word.lstrip(LEADING_SIGNS)
    scheme = SCHEME.match(word)
    rest = (word[scheme.end() :] if scheme else word).lstrip("/")
    first = _host_part(rest)
    if first.startswith(("@", "%40")) and not scheme:
        return _handle(unquote(first))
    if EMAIL.fullmatch(rest):
        raise _refusal("email", _("This is an e-mail address, not a channel."))
    if scheme or _is_site(first):
        return _parse_address(rest, redirects)
    return _parse_bare(rest)


def _parse_bare(text: str) -> ChannelAddress:
    """A word without @ or host: an id, or a handle whose @ was left out."""
    word = text.rstrip(TRAILING_SIGNS)
    if CHANNEL_ID.fullmatch(word):
        return ChannelAddress("id", word)
    if word.startswith("UC"):
        raise _cut_off()
    if re.search(r"[/?#=&%]", word):
        raise _refusal("invalid", _("This is not a channel address."))
    return _handle(word)


def _host_part(text: str) -> str:
    return re.split(r"[/?#]", text, maxsplit=1)[0]


def _is_site(host: str) -> bool:
    labels = host.lower().rstrip(".").split(":")[0].split(".")
    return len(labels) > 1 and all(labels) and labels[-1] in SITE_ENDINGS


def _parse_address(rest: str, redirects: int) -> ChannelAddress:
    try:
        parts = urlsplit("//" + rest)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        raise _refusal("invalid", _("This is not a channel address.")) from None
    if "@" in parts.netloc:
        raise _refusal("invalid", _("This is not a channel address."))
    path, query = parts.path, parse_qs(parts.query)
    if path.strip("/") == "" and parts.fragment.startswith("/"):  # m.youtube.com/#/@handle
        path = parts.fragment.partition("?")[0]
    segments = [segment for segment in _decoded(path).split("/") if segment.strip()]
    first = segments[0].lower() if segments else ""
    leads_on = [query[name][0] for name in REDIRECT_PARAMETERS if name in query]
    if leads_on and first in REDIRECT_PATHS | {"servicelogin", "accounts"}:
        if redirects >= MOST_REDIRECTS:
            raise _refusal("no_channel", _("There is no channel in this address."))
        return _parse_target(leads_on[0], redirects + 1)
    if host == "youtu.be" and not first.startswith("@"):
        raise _video()
    if not _is_youtube(host):
        raise _elsewhere(host)
    return _parse_path(host, segments, query)


def _parse_target(target: str, redirects: int) -> ChannelAddress:
    """Where a consent or sign-in page would lead; a bare path stays on YouTube."""
    target = _visible(target).strip()
    if target.startswith("/"):
        target = "youtube.com" + target
    if not (SCHEME.match(target) or _is_site(_host_part(target))):
        raise _refusal("no_channel", _("There is no channel in this address."))
    return _parse_word(target, redirects)


def _decoded(path: str) -> str:
    """The path without percent-encoding, also where it was encoded twice."""
    for _again in range(2):
        path = unquote(path)
    return _visible(path)


def _is_youtube(host: str) -> bool:
    return any(host == site or host.endswith("." + site) for site in YOUTUBE_SITES)


def _parse_path(host: str, segments: list[str], query: dict[str, list[str]]) -> ChannelAddress:
    first = segments[0].strip() if segments else ""
    second = segments[1].strip() if len(segments) > 1 else ""
    page = first.lower().rstrip(TRAILING_SIGNS)
    if first.startswith("@"):
        return _handle(first)
    if page in ("channel", "user", "c") and second.startswith("@"):
        return _handle(second)
    if page == "channel":
        return _channel_id(second)
    if page == "user" or (page == "profile" and "user" in query):
        return _user_name(second if page == "user" else query["user"][0])
    if host.startswith("studio."):
        raise _refusal("studio", _("This is a page of YouTube Studio that only its owner can see."))
    if page in VIDEO_PAGES:
        raise _video()
    if page in LIST_PAGES:
        raise _refusal("playlist", _("This is the address of a playlist, not of a channel."))
    if page in OWN_PAGES or not page:
        raise _refusal("no_channel", _("There is no channel in this address."))
    raise _refusal("custom", _("This is an old custom address, which cannot be looked up."))


def _handle(text: str) -> ChannelAddress:
    """The handle, whole: dots inside belong to it, a full stop behind it is the sentence's."""
    # What no handle can hold begins a query or a page behind it.
    text = re.split(r"[/?#&]", _decoded(text), maxsplit=1)[0].strip()
    if text.endswith(("..", "…")):
        raise _refusal("cut_off", _("This address is cut off at its end."))
    handle = text.lstrip("@").rstrip(TRAILING_SIGNS)
    if not handle:
        raise _refusal("handle", _("The handle behind the @ is missing."))
    wrong = [sign for sign in handle if not _belongs_to_handle(sign)]
    if wrong or not any(sign.isalnum() for sign in handle):
        raise _refusal(
            "handle", _("A handle has only letters, digits, underscores, hyphens and dots.")
        )
    if len(handle) > LONGEST_HANDLE:
        raise _refusal("handle", _("This is too long for a handle (at most 30 characters)."))
    return ChannelAddress("handle", handle)


def _belongs_to_handle(sign: str) -> bool:
    # Marks carry the vowels of many scripts.
    return sign in HANDLE_SIGNS or unicodedata.category(sign)[0] in "LMN"


def _channel_id(text: str) -> ChannelAddress:
    text = text.rstrip(TRAILING_SIGNS)
    if CHANNEL_ID.fullmatch(text):
        return ChannelAddress("id", text)
    if not text:
        raise _refusal("no_channel", _("There is no channel in this address."))
    raise _cut_off()


def _user_name(text: str) -> ChannelAddress:
    name = text.strip().rstrip(TRAILING_SIGNS)
    if not USER_NAME.fullmatch(name):
        raise _refusal("username", _("There is no valid user name in this address."))
    return ChannelAddress("username", name)


def _cut_off() -> AddressError:
    return _refusal(
        "cut_off",
        _("This channel id is not whole: it begins with UC and has exactly 24 characters."),
    )


def _video() -> AddressError:
    return _refusal("video", _("This is the address of a video, not of a channel."))


def _elsewhere(host: str) -> AddressError:
    labels = host.split(".")
    name = OTHER_NETWORKS.get(labels[-2]) if len(labels) > 1 else None
    if name:
        message = format_lazy(
            _("This is an address on {network}, which has a field of its own in the profile.")
            if name in ("Instagram", "TikTok", "Facebook")
            else _("This is an address on {network}, not on YouTube."),
            network=name,
        )
        return _refusal("elsewhere", message)
    return _refusal("elsewhere", _("This address is not on YouTube."))
