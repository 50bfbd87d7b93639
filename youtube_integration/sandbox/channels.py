"""How one channel grows: a function of the seed, its description and the day, and of no more."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from youtube_integration.sandbox.draws import fraction, token
from youtube_integration.sandbox.specs import ChannelSpec, Event, UploadRule

JAKARTA = timezone(timedelta(hours=7))
#: A video id begins with its channel's mark, so that it leads back to its channel.
MARK_LENGTH = 5
VIDEO_ID_LENGTH = 11
SLOW_TAIL = 0.004
OPENINGS = ("Cara", "Sehari bersama", "Cerita di balik", "Belajar", "Mengintip", "Mencoba")
SUBJECTS = (
    "keripik tempe dari dapur sendiri",
    "pasar pagi dekat rumah",
    "kopi tubruk yang pas",
    "topeng Malangan",
    "kebun kecil di gang",
    "jahit baju seragam",
    "gerabah dari tanah liat",
    "roti tanpa mikser",
    "kampung yang penuh warna",
    "motor tua yang hidup lagi",
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A video and what decides its figures; `share` is an old video's part of the start figures."""

    video_id: str
    channel_id: str
    title: str
    description: str
    published_at: datetime
    listed_at: datetime
    day: date
    begins_at: datetime
    seconds: int
    kind: str
    kids: bool
    hidden: frozenset[str]
    reach: float
    pace: float
    share: float

    @property
    def begins_on(self) -> date:
        """The day in Jakarta on which a broadcast begins; any other video's own day."""
        return self.day + (self.begins_at - self.published_at)


@dataclass(frozen=True, slots=True)
class Statistics:
    """A channel's counters, exact; `videos` are the public ones."""

    subscribers: int
    views: int
    videos: int


def rounded(count: int) -> int:
    """As YouTube tells subscribers: three significant figures, rounded down, from 1,000 on."""
    step = 10 ** max(0, len(str(count)) - 3)
    return count - count % step


class SandboxChannel:
    """One channel of the world. Answers for any day, in any order, are the same."""

    def __init__(self, spec: ChannelSpec, seed: int, epoch: date) -> None:
        self.spec = spec
        self.mark = token(MARK_LENGTH, seed, spec.channel_id)
        self.uploads_playlist_id = "UU" + spec.channel_id[2:]
        self._seed = seed
        self._origin = max(epoch, spec.created)
        self._gains: list[tuple[int, int]] = [(0, 0)]
        self._statistics: dict[date, Statistics] = {}
        self._old = [self._old_upload(number) for number in range(spec.videos)]
        self._new: list[Upload] = []
        self._horizon = self._origin
        self._known = {upload.video_id: upload for upload in self._old}
        self._private: list[tuple[Event, frozenset[str]]] = []
        for event in self._events("make_private"):
            self._private.append((event, self._chosen(event)))

    # --- what it is called and whether it is there ---

    def exists(self, day: date) -> bool:
        return self.spec.created <= day and not self._holds("terminate", day)

    def handle(self, day: date) -> str:
        return self._latest_name("handle", day, self.spec.handle)

    def title(self, day: date) -> str:
        return self._latest_name("title", day, self.spec.title)

    def handles(self) -> set[str]:
        """Every handle it ever has."""
        renamed = {event.details.get("handle", "") for event in self._events("rename")}
        return {self.spec.handle, *renamed} - {""}

    def subscribers_hidden(self, day: date) -> bool:
        return self._holds("hide_subscribers", day)

    def has_statistics(self, day: date) -> bool:
        return not self._holds("no_statistics", day)

    # --- its counters ---

    def statistics(self, day: date) -> Statistics:
        if day not in self._statistics:
            self._statistics[day] = self._count(day)
        return self._statistics[day]

    def _count(self, day: date) -> Statistics:
        subscribers, views = self._gained(day)
        uploaded = self._uploaded(day)
        lost = sum(event.details["views"] for event in self._events("lose_views", day))
        gathered = sum(self._gathered(upload, day) for upload in uploaded)
        total = self.spec.subscribers + subscribers + self._spiked(day)
        return Statistics(
            subscribers=max(0, total),
            views=max(0, self.spec.views + views + gathered - lost),
            videos=len(self._old) + len(uploaded) - len(self._private_ids(day)),
        )

    def _gained(self, day: date) -> tuple[int, int]:
        """Subscribers and views that came since the origin, besides those of new videos."""
        number = max(0, (day - self._origin).days)
        while len(self._gains) <= number:
            subscribers, views = self._gains[-1]
            step = len(self._gains)
            pace = 1 + self.spec.growth * step / 30
            subscribers += self._drawn("subscribers", step, self.spec.subscribers_per_day * pace)
            views += self._drawn("views", step, self.spec.views_per_day * pace)
            self._gains.append((subscribers, views))
        return self._gains[number]

    def _drawn(self, what: str, step: int, mean: float) -> int:
        if not mean:
            return 0
        key = (self._seed, self.spec.channel_id, what, step)
        return math.floor(mean * (0.5 + fraction(*key)) + fraction(*key, "rest"))

    def _spiked(self, day: date) -> int:
        total = 0
        for event in self._events("spike", day):
            over = int(event.details.get("over_days", 5))
            left = max(0, over - (day - event.day).days) / over
            total += round(event.details["subscribers"] * left)
        return total

    # --- its videos ---

    def uploads(self, day: date) -> list[Upload]:
        """The public videos in the order of the uploads list: newest first."""
        private = self._private_ids(day)
        everything = self._old + self._uploaded(day)
        public = [upload for upload in everything if upload.video_id not in private]
        return sorted(public, key=lambda upload: upload.listed_at, reverse=True)

    def claimed(self, day: date) -> int:
        """How many videos the list says it has: YouTube counts the private ones along."""
        return len(self._old) + len(self._uploaded(day))

    def upload(self, video_id: str, day: date) -> Upload | None:
        """A public video by its id, or None."""
        self._extend(day)
        upload = self._known.get(video_id)
        if upload is None or upload.day >= day or video_id in self._private_ids(day):
            return None
        return upload

    def video_statistics(self, upload: Upload, day: date) -> dict[str, int]:
        """viewCount, likeCount and commentCount, less what is hidden."""
        if "statistics" in upload.hidden:
            return {}
        views = self._views(upload, day)
        draw = fraction(self._seed, upload.video_id, "likes")
        statistics = {
            "viewCount": views,
            "likeCount": int(views * (0.02 + 0.05 * draw)),
            "commentCount": int(views * (0.002 + 0.01 * draw)),
        }
        if "likes" in upload.hidden:
            del statistics["likeCount"]
        if "comments" in upload.hidden:
            del statistics["commentCount"]
        return statistics

    def _views(self, upload: Upload, day: date) -> int:
        if not upload.share:
            return self._gathered(upload, day)
        _subscribers, views = self._gained(day)
        return int(upload.share * 0.9 * self.spec.views) + int(upload.share * 0.8 * views)

    def _gathered(self, upload: Upload, day: date) -> int:
        age = (day - upload.day).days
        return int(upload.reach * (1 - math.exp(-age / upload.pace) + SLOW_TAIL * age))

    def _uploaded(self, day: date) -> list[Upload]:
        """Videos of the rules that were published before `day`, private ones too."""
        self._extend(day)
        return [upload for upload in self._new if upload.day < day]

    def _extend(self, day: date) -> None:
        if day <= self._horizon:
            return
        made = [
            upload
            for number, rule in enumerate(self.spec.rules)
            for upload in self._made_by(number, rule, self._horizon, day)
        ]
        self._new += sorted(made, key=lambda upload: upload.published_at)
        self._known.update((upload.video_id, upload) for upload in made)
        self._horizon = day

    def _made_by(self, number: int, rule: UploadRule, first: date, end: date) -> list[Upload]:
        """A rule's videos with `first` <= day < `end`."""
        last = end - timedelta(days=1)
        if rule.until is not None:
            last = min(last, rule.until)
        step = max(0, math.floor((max(first, rule.start) - rule.start).days / rule.every_days) - 1)
        made = []
        while (day := rule.start + timedelta(days=math.floor(step * rule.every_days))) <= last:
            if day >= first:
                made.append(self._new_upload(number, rule, step, day))
            step += 1
        return made

    def _new_upload(self, number: int, rule: UploadRule, step: int, day: date) -> Upload:
        key = (self._seed, self.spec.channel_id, "rule", number, step)
        least, most = rule.seconds
        published_at = _moment(day, fraction(*key, "hour"))
        crowd = 3.0 if rule.kind == "short" else 1.0
        titles = rule.titles
        return Upload(
            video_id=self._video_id(key),
            channel_id=self.spec.channel_id,
            title=titles[step % len(titles)] if titles else _title(key),
            description="",
            published_at=published_at,
            listed_at=published_at - timedelta(days=rule.late_days),
            day=day,
            begins_at=published_at + timedelta(days=rule.announced_days),
            seconds=least + int((most - least + 1) * fraction(*key, "length")),
            kind=rule.kind,
            kids=rule.kids,
            hidden=rule.hidden,
            reach=self.spec.video_views * crowd * (0.4 + 1.2 * fraction(*key, "reach")),
            pace=2.0 if rule.kind == "short" else 5.0,
            share=0.0,
        )

    def _old_upload(self, number: int) -> Upload:
        """A video from before the origin; together they have at most the start's views."""
        key = (self._seed, self.spec.channel_id, "old", number)
        span = max(1, (self._origin - self.spec.created).days)
        day = self.spec.created + timedelta(days=int(span * number / self.spec.videos))
        day = min(day, self._origin - timedelta(days=1))
        published_at = _moment(day, fraction(*key, "hour"))
        least, most = 170, 900
        return Upload(
            video_id=self._video_id(key),
            channel_id=self.spec.channel_id,
            title=_title(key),
            description="",
            published_at=published_at,
            listed_at=published_at,
            day=day,
            begins_at=published_at,
            seconds=least + int((most - least + 1) * fraction(*key, "length")),
            kind="long",
            kids=False,
            hidden=frozenset(),
            reach=0.0,
            pace=5.0,
            share=(0.5 + 0.5 * fraction(*key, "share")) / self.spec.videos,
        )

    def _video_id(self, key: tuple[object, ...]) -> str:
        return self.mark + token(VIDEO_ID_LENGTH - MARK_LENGTH, *key)

    # --- what happened to it ---

    def _events(self, name: str, day: date | None = None) -> list[Event]:
        """Events of a name, those that hold on `day` where it is given."""
        return [
            event
            for event in self.spec.events
            if event.name == name and (day is None or event.holds(day))
        ]

    def _holds(self, name: str, day: date) -> bool:
        return bool(self.spec.events) and bool(self._events(name, day))

    def _latest_name(self, key: str, day: date, first: str) -> str:
        name = first
        for event in self._events("rename", day):
            name = event.details.get(key, name)
        return name

    def _chosen(self, event: Event) -> frozenset[str]:
        """The videos that an event turns private, as they stood on its day."""
        if "video" in event.details:
            return frozenset([event.details["video"]])
        newest = self.uploads(event.day)[: int(event.details.get("newest", 1))]
        return frozenset(upload.video_id for upload in newest)

    def _private_ids(self, day: date) -> set[str]:
        private: set[str] = set()
        for event, chosen in self._private:
            if event.holds(day):
                private |= {
                    video_id
                    for video_id in chosen
                    if video_id in self._known and self._known[video_id].day < day
                }
        return private


def _moment(day: date, part: float) -> datetime:
    """A moment of that day between 6.00 and 22.00 in Jakarta, to the second."""
    start = datetime.combine(day, time(6), tzinfo=JAKARTA).astimezone(UTC)
    return start + timedelta(seconds=int(part * 16 * 3600))


def _title(key: tuple[object, ...]) -> str:
    opening = OPENINGS[int(fraction(*key, "opening") * len(OPENINGS))]
    return f"{opening} {SUBJECTS[int(fraction(*key, 'subject') * len(SUBJECTS))]}"
