"""The channels there are, which day it is, and what can be found by which name."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from youtube_integration.sandbox.channels import (
    JAKARTA,
    MARK_LENGTH,
    SandboxChannel,
    Upload,
    rounded,
)
from youtube_integration.sandbox.draws import fraction, token
from youtube_integration.sandbox.specs import SpecError, read_event, read_spec

#: Kinds of `generate` without a kind, by weight.
MIXTURE = (
    ("steady", 26),
    ("silent", 18),
    ("quiet", 14),
    ("growing", 10),
    ("shorts_only", 8),
    ("no_videos", 6),
    ("hidden_subscribers", 4),
    ("awkward_titles", 4),
    ("goes_private", 3),
    ("sub4sub", 2),
    ("renames_handle", 2),
    ("big", 1),
    ("bulk_old", 1),
    ("terminated", 1),
)
NAMES = ("dapur", "warung", "cerita", "kebun", "bengkel", "kopi", "jahit", "kampung", "topeng")
OWNERS = ("ningsih", "bagus", "lastri", "yudi", "anis", "slamet", "dewi", "hendro", "umi", "fajar")


class World:
    """Everything that can be asked about, and the scenarios that changed it.

    `state_file` keeps epoch, seed, day, channels and events over a restart. `clock` (aware now)
    gives the day while the world follows it.
    """

    def __init__(
        self,
        epoch: date,
        seed: int = 1,
        *,
        state_file: Path | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.clock = clock
        self._state_file = state_file
        self._begin(epoch, seed)
        if state_file and state_file.exists():
            self._restore(json.loads(state_file.read_text(encoding="utf-8")))

    def _begin(self, epoch: date, seed: int) -> None:
        self.epoch = epoch
        self.seed = seed
        self._fixed_day: date | None = None
        self._raw: dict[str, dict[str, Any]] = {}
        self._channels: dict[str, SandboxChannel] = {}
        self._by_handle: dict[str, list[str]] = {}
        self._by_mark: dict[str, list[str]] = {}
        self._generated = 0

    def reset(self, epoch: date | None = None, seed: int | None = None) -> None:
        """Begin anew without channels; on the epoch unless it follows the clock later."""
        self._begin(epoch or self.epoch, self.seed if seed is None else seed)
        self._fixed_day = self.epoch
        self._save()

    # --- the day ---

    @property
    def day(self) -> date:
        """The day whose figures are told: the one that was set, or today's in Jakarta."""
        return self._fixed_day or max(self.epoch, self.clock().astimezone(JAKARTA).date())

    @property
    def follows_clock(self) -> bool:
        return self._fixed_day is None

    def set_day(self, day: date | None) -> None:
        """Fix the world's day, or with None let it follow the clock. ValueError before the epoch."""
        if day is not None and day < self.epoch:
            raise ValueError(f"{day} is before the epoch {self.epoch}")
        self._fixed_day = day
        self._save()

    # --- the channels ---

    def __len__(self) -> int:
        return len(self._channels)

    def __contains__(self, channel_id: str) -> bool:
        return channel_id in self._channels

    def add(self, raw_channels: Iterable[dict[str, Any]]) -> list[str]:
        """Add channels in the form of a channels file, replacing those of the same id."""
        added = []
        for raw in raw_channels:
            if not isinstance(raw, dict):
                raise SpecError(f"{raw!r} is no description of a channel")
            self._put(raw)
            added.append(raw["id"])
        self._save()
        return added

    def generate(self, count: int, kind: str | None = None) -> list[str]:
        """Make `count` more channels, of one kind or of the mixture; always the same ones."""
        first = self._generated
        self._generated += count
        return self.add(self._made(number, kind) for number in range(first, first + count))

    def _made(self, number: int, kind: str | None) -> dict[str, Any]:
        key = (self.seed, "generated", number)
        handle = f"{_pick(NAMES, *key)}.{_pick(OWNERS, *key, 'owner')}-{number:04d}"
        return {
            "id": "UC" + token(22, *key),
            "handle": handle,
            "title": handle.partition("-")[0].replace(".", " ").title(),
            "description": "Kanal buatan sandbox.",
            "created": -60 - int(700 * fraction(*key, "created")),
            "trajectory": {"kind": kind or _mixed(fraction(*key, "kind"))},
        }

    def happen(self, channel_id: str, raw_event: dict[str, Any]) -> None:
        """Let an event happen to a channel; without a day, on the world's. KeyError, SpecError."""
        raw = self._raw[channel_id]
        event = {"day": self.day.isoformat(), **raw_event}
        read_event(event, self.epoch)
        trajectory = raw.get("trajectory") or {}
        events = trajectory.get("events")
        if events is None:  # the kind's own events stay
            events = [
                {"event": one.name, "day": one.day.isoformat(), **one.details}
                | ({"until": one.until.isoformat()} if one.until else {})
                for one in self._channels[channel_id].spec.events
            ]
        self._put({**raw, "trajectory": {**trajectory, "events": [*events, event]}})
        self._save()

    def _put(self, raw: dict[str, Any]) -> None:
        channel = SandboxChannel(read_spec(raw, self.epoch), self.seed, self.epoch)
        channel_id = channel.spec.channel_id
        self._raw[channel_id] = raw
        self._channels[channel_id] = channel
        for index, names in (
            (self._by_handle, {folded(handle) for handle in channel.handles()}),
            (self._by_mark, {channel.mark}),
        ):
            for name in names:
                holders = index.setdefault(name, [])
                if channel_id not in holders:
                    holders.append(channel_id)

    # --- finding ---

    def channel(self, channel_id: str) -> SandboxChannel | None:
        """A channel that exists today."""
        channel = self._channels.get(channel_id)
        return channel if channel and channel.exists(self.day) else None

    def channel_by_handle(self, handle: str) -> SandboxChannel | None:
        """Who holds the handle today: handles change hands."""
        wanted = folded(handle)
        for channel_id in self._by_handle.get(wanted, ()):
            channel = self.channel(channel_id)
            if channel and folded(channel.handle(self.day)) == wanted:
                return channel
        return None

    def channel_by_username(self, name: str) -> SandboxChannel | None:
        for channel_id, channel in self._channels.items():
            if channel.spec.username and channel.spec.username.lower() == name.lower():
                return self.channel(channel_id)
        return None

    def channel_by_playlist(self, playlist_id: str) -> SandboxChannel | None:
        return self.channel("UC" + playlist_id[2:]) if playlist_id.startswith("UU") else None

    def video(self, video_id: str) -> tuple[SandboxChannel, Upload] | None:
        """A public video and its channel."""
        for channel_id in self._by_mark.get(video_id[:MARK_LENGTH], ()):
            channel = self.channel(channel_id)
            upload = channel.upload(video_id, self.day) if channel else None
            if channel and upload:
                return channel, upload
        return None

    # --- the truth ---

    def truth(self, day: date, only: str | None = None, uploads: bool = False) -> dict[str, Any]:
        """Per channel id what YouTube answers on `day`; a channel that is gone then is left out."""
        truth: dict[str, dict[str, Any]] = {}
        for channel_id, channel in self._channels.items():
            if (only and channel_id != only) or not channel.exists(day):
                continue
            statistics, known = channel.statistics(day), channel.has_statistics(day)
            hidden = known and channel.subscribers_hidden(day)
            truth[channel_id] = {
                "title": channel.title(day),
                "handle": channel.handle(day),
                "subscribers": rounded(statistics.subscribers) if known and not hidden else None,
                "subscribers_hidden": hidden,
                "subscribers_exact": statistics.subscribers,
                "views": statistics.views if known else None,
                "videos": statistics.videos if known else None,
            }
            if uploads:
                truth[channel_id]["uploads"] = [
                    {
                        "id": upload.video_id,
                        "title": upload.title,
                        "published_at": upload.published_at.isoformat(),
                        "seconds": upload.seconds,
                        **channel.video_statistics(upload, day),
                    }
                    for upload in channel.uploads(day)
                ]
        return truth

    # --- over a restart ---

    def _save(self) -> None:
        if not self._state_file:
            return
        state = {
            "epoch": self.epoch.isoformat(),
            "seed": self.seed,
            "day": self._fixed_day.isoformat() if self._fixed_day else None,
            "generated": self._generated,
            "channels": list(self._raw.values()),
        }
        draft = self._state_file.with_suffix(".new")
        draft.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
        draft.replace(self._state_file)

    def _restore(self, state: dict[str, Any]) -> None:
        self._begin(date.fromisoformat(state["epoch"]), state["seed"])
        self._fixed_day = date.fromisoformat(state["day"]) if state["day"] else None
        self._generated = state["generated"]
        for raw in state["channels"]:
            self._put(raw)


def folded(handle: str) -> str:
    """A handle as YouTube compares it: without @, whatever the case or composition."""
    return unicodedata.normalize("NFC", handle.strip().removeprefix("@")).casefold()


def _pick(words: tuple[str, ...], *key: object) -> str:
    return words[int(fraction(*key, "word") * len(words))]


def _mixed(part: float) -> str:
    mark = part * sum(weight for _kind, weight in MIXTURE)
    for kind, weight in MIXTURE:
        mark -= weight
        if mark < 0:
            return kind
    return MIXTURE[0][0]
