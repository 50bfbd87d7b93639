"""How a channel of the sandbox is described.

A channels file is a JSON list of channels::

    {"id": "UC…", "handle": "dapur.ningsih", "title": "Dapur Ningsih", "description": "…",
     "created": "2025-11-02", "country": "ID", "username": "legacy name, if it has one",
     "trajectory": {
        "kind": "steady",
        "start": {"subscribers": 84, "views": 5120, "videos": 6},
        "uploads": [{"every_days": 7, "from": "2026-08-10", "until": "2026-11-15", "kind": "long"}],
        "per_day": {"subscribers": 1.5, "views": 20, "growth": 0.1},
        "video_views": 120,
        "events": [{"day": "2026-09-25", "event": "terminate"}]}}

Only `id` is required. A date is an ISO date or a number of days from the epoch.

`kind` brings defaults (see `KINDS`); whatever else is given replaces them. `start` holds on the
epoch, or on the day the channel was created where that is later. `per_day` is the mean of what a
day adds besides the views of new videos; `growth` is by how much that mean rises in 30 days.
`video_views` is what a long video gathers in its first weeks; a Short gathers three times that.

`uploads` are rules: a video every `every_days` (3.5 is twice a week), from `from` to `until`
inclusive. More keys of a rule: `titles` (list, taken in turn), `seconds` ([least, most]),
`kind` long, short or live (live: no length in its first two days), `kids` (made for kids),
`hidden` (any of "likes", "comments", "statistics"), `late_days` (uploaded so long before it was
published, and standing that much lower in the list), `announced_days` (kind live: it begins so
many days after it came into the list, and is upcoming until then).

`events`, each holding from its day on, and with `until` only before that day:

    terminate          the channel is gone, and its list and videos with it
    hide_subscribers   the count is hidden
    no_statistics      the answer has no statistics
    spike              `subscribers` come on that day and leave over the next `over_days` (default 5)
    lose_views         YouTube takes `views` back
    make_private       `video` (an id) or the `newest` n (default 1) of that day turn private
    rename             `handle` and/or `title` are new

What happens *during* a day is seen from the next day on: the world of a day is that of its first
minute in Jakarta. So a video published on the 10th is in the answers of the 11th; an event of the
10th is in those of the 10th.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

AWKWARD_TITLES = [
    '=HYPERLINK("https://contoh.example","Klik aku")',
    "+62 resep dari nenek",
    "-5 kg dalam 30 hari? Kata bidan desa",
    "@semua warga, ayo kerja bakti!",
    "<b>Tebal</b> & <script>alert(1)</script>",
    "\u202eملاك\u202c belajar huruf hijaiyah",
    "قهوة كلوجن | kopi arab ala Malang",
    "👩‍🍳🔥 Bakso pedas level 10 🌶️🌶️",
    "猫の店 main ke Kampung Warna-Warni",
    "Koma, titik koma; dan \"kutip\" dalam 'judul'",
]

#: Defaults of each kind of trajectory, in the form of a channels file.
KINDS: dict[str, dict[str, Any]] = {
    "steady": {
        "start": {"subscribers": 60, "views": 2400, "videos": 4},
        "uploads": [{"every_days": 7, "from": 1}],
        "per_day": {"subscribers": 1.2, "views": 14},
        "video_views": 90,
    },
    "growing": {
        "start": {"subscribers": 84, "views": 5100, "videos": 6},
        "uploads": [{"every_days": 3.5, "from": 1}],
        "per_day": {"subscribers": 3, "views": 40, "growth": 0.25},
        "video_views": 320,
    },
    "shorts_only": {
        "start": {"subscribers": 12, "views": 300, "videos": 0},
        "uploads": [{"every_days": 3, "from": 2, "kind": "short"}],
        "per_day": {"subscribers": 1, "views": 5},
        "video_views": 60,
    },
    "silent": {
        "start": {"subscribers": 45, "views": 1900, "videos": 3},
        "per_day": {"subscribers": 0.1, "views": 3},
    },
    "quiet": {"start": {"subscribers": 38, "views": 1500, "videos": 2}},
    "no_videos": {"start": {"subscribers": 3, "views": 0, "videos": 0}},
    "big": {
        "start": {"subscribers": 123456, "views": 9876543, "videos": 41},
        "uploads": [{"every_days": 4, "from": 1}],
        "per_day": {"subscribers": 160, "views": 9000},
        "video_views": 12000,
    },
    "hidden_subscribers": {
        "start": {"subscribers": 210, "views": 4300, "videos": 3},
        "uploads": [{"every_days": 14, "from": 3}],
        "per_day": {"subscribers": 0.5, "views": 9},
        "video_views": 70,
        "events": [{"day": 0, "event": "hide_subscribers"}],
    },
    "bulk_old": {
        "start": {"subscribers": 890, "views": 61000, "videos": 140},
        "uploads": [{"every_days": 5, "from": 2}],
        "per_day": {"subscribers": 1.5, "views": 110},
        "video_views": 260,
    },
    "terminated": {
        "start": {"subscribers": 22, "views": 800, "videos": 1},
        "uploads": [{"every_days": 9, "from": 1}],
        "per_day": {"subscribers": 0.4, "views": 6},
        "video_views": 40,
        "events": [{"day": 60, "event": "terminate"}],
    },
    "goes_private": {
        "start": {"subscribers": 30, "views": 900, "videos": 2},
        "uploads": [{"every_days": 7, "from": 1}],
        "per_day": {"subscribers": 0.6, "views": 8},
        "video_views": 60,
        "events": [{"day": 30, "event": "make_private"}],
    },
    "sub4sub": {
        "start": {"subscribers": 95, "views": 2100, "videos": 5},
        "uploads": [{"every_days": 6, "from": 1}],
        "per_day": {"subscribers": 0.7, "views": 12},
        "video_views": 80,
        "events": [{"day": 40, "event": "spike", "subscribers": 300}],
    },
    "renames_handle": {
        "start": {"subscribers": 70, "views": 1700, "videos": 3},
        "uploads": [{"every_days": 10, "from": 1}],
        "per_day": {"subscribers": 0.5, "views": 9},
        "video_views": 70,
    },
    "awkward_titles": {
        "start": {"subscribers": 51, "views": 1300, "videos": 0},
        "uploads": [{"every_days": 2, "from": 1, "titles": AWKWARD_TITLES}],
        "per_day": {"subscribers": 0.5, "views": 7},
        "video_views": 50,
    },
}
EVENTS = {
    "terminate",
    "hide_subscribers",
    "no_statistics",
    "spike",
    "lose_views",
    "make_private",
    "rename",
}
LENGTHS = {"long": (170, 900), "short": (14, 59), "live": (1800, 5400)}


class SpecError(ValueError):
    """A description that cannot be understood; the text says which channel and what."""


@dataclass(frozen=True, slots=True)
class UploadRule:
    """Videos at regular distance, between two days inclusive."""

    every_days: float
    start: date
    until: date | None
    kind: str
    titles: tuple[str, ...]
    seconds: tuple[int, int]
    kids: bool
    hidden: frozenset[str]
    late_days: int
    announced_days: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens to a channel; `details` are the event's own keys."""

    name: str
    day: date
    until: date | None = None
    details: dict[str, Any] = field(default_factory=dict)

    def holds(self, day: date) -> bool:
        return self.day <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class ChannelSpec:
    """A channel's description with every default filled in."""

    channel_id: str
    handle: str
    title: str
    description: str
    country: str
    username: str
    created: date
    subscribers: int
    views: int
    videos: int
    subscribers_per_day: float
    views_per_day: float
    growth: float
    video_views: float
    rules: tuple[UploadRule, ...]
    events: tuple[Event, ...]


def read_spec(raw: dict[str, Any], epoch: date) -> ChannelSpec:
    """A channel from the form of a channels file. Raises SpecError."""
    channel_id = raw.get("id", "")
    if not (isinstance(channel_id, str) and len(channel_id) == 24 and channel_id.startswith("UC")):
        raise SpecError(f"{channel_id!r} is no channel id: UC and 22 more signs")
    try:
        return _read(raw, channel_id, epoch)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SpecError(f"channel {channel_id}: {error}") from error


def read_event(raw: dict[str, Any], epoch: date) -> Event:
    """An event from its JSON form. Raises SpecError, KeyError or ValueError."""
    if raw["event"] not in EVENTS:
        raise SpecError(f"unknown event {raw['event']!r}; there are {', '.join(sorted(EVENTS))}")
    details = {key: raw[key] for key in raw if key not in ("event", "day", "until", "channel")}
    until = _day(raw["until"], epoch) if raw.get("until") is not None else None
    return Event(raw["event"], _day(raw["day"], epoch), until, details)


def _read(raw: dict[str, Any], channel_id: str, epoch: date) -> ChannelSpec:
    described = raw.get("trajectory") or {}
    kind = described.get("kind", "silent")
    if kind not in KINDS:
        raise SpecError(f"unknown kind {kind!r}; there are {', '.join(KINDS)}")
    trajectory = {**KINDS[kind], **described}
    start = {**KINDS[kind]["start"], **(described.get("start") or {})}
    per_day = {**KINDS[kind].get("per_day", {}), **(described.get("per_day") or {})}
    handle = raw.get("handle", "").removeprefix("@")
    return ChannelSpec(
        channel_id=channel_id,
        handle=handle,
        title=raw.get("title") or handle or channel_id,
        description=raw.get("description", ""),
        country=raw.get("country", "ID"),
        username=raw.get("username", ""),
        created=_day(raw.get("created", -200), epoch),
        subscribers=_count(start["subscribers"]),
        views=_count(start["views"]),
        videos=_count(start["videos"]),
        subscribers_per_day=float(per_day.get("subscribers", 0)),
        views_per_day=float(per_day.get("views", 0)),
        growth=float(per_day.get("growth", 0)),
        video_views=float(trajectory.get("video_views", 60)),
        rules=tuple(_rule(rule, epoch) for rule in trajectory.get("uploads", ())),
        events=_events(trajectory, kind, handle, epoch),
    )


def _events(trajectory: dict[str, Any], kind: str, handle: str, epoch: date) -> tuple[Event, ...]:
    raw = list(trajectory.get("events", ()))
    if kind == "renames_handle" and "events" not in trajectory:
        raw.append({"day": 40, "event": "rename", "handle": f"{handle}.baru"})
    return tuple(sorted((read_event(one, epoch) for one in raw), key=attrgetter("day")))


def _rule(raw: dict[str, Any], epoch: date) -> UploadRule:
    kind = raw.get("kind", "long")
    every = float(raw["every_days"])
    if every <= 0:
        raise SpecError("every_days must be more than 0")
    least, most = raw.get("seconds", LENGTHS[kind])
    return UploadRule(
        every_days=every,
        start=_day(raw["from"], epoch),
        until=_day(raw["until"], epoch) if raw.get("until") is not None else None,
        kind=kind,
        titles=tuple(raw.get("titles", ())),
        seconds=(int(least), int(most)),
        kids=bool(raw.get("kids", False)),
        hidden=frozenset(raw.get("hidden", ())),
        late_days=int(raw.get("late_days", 0)),
        announced_days=int(raw.get("announced_days", 0)),
    )


def _day(value: Any, epoch: date) -> date:
    if isinstance(value, int):
        return epoch + timedelta(days=value)
    return date.fromisoformat(value[:10])


def _count(value: Any) -> int:
    if not isinstance(value, int) or value < 0:
        raise SpecError(f"{value!r} is no count")
    return value
