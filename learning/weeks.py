"""The last weeks of a trainee as houses: roofs of learning days, walls of own public uploads."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from design.charts import Week
from design.formats import count
from design.site_time import site_day, site_moment
from learning.channel_uploads import Uploads
from learning.models import LearningDay
from youtube_integration.models import Channel

WEEKS = 12


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks_of(
    user: User, channel: Channel | None, *, today: date, uploads: Uploads | None = None
) -> list[Week]:
    """Twelve weeks from Monday to Sunday, the last one running (two queries, one with `uploads`).

    `uploads` is None where no channel is connected, where its list was never read, and in weeks that
    begin after YouTube's last answer: unknown is not zero.
    """
    last = monday_of(today)
    first = last - timedelta(weeks=WEEKS - 1)
    learned = {monday_of(day) for day in LearningDay.dates_of(user, since=first)}
    uploaded = _uploaded(channel, uploads, since=first)
    known_until = _known_until(channel, today)
    starts = [first + timedelta(weeks=n) for n in range(WEEKS)]
    return [
        Week(
            start=start,
            learned=start in learned,
            uploads=None if uploaded is None or start > known_until else uploaded[start],
            now=start == last,
        )
        for start in starts
    ]


def _known_until(channel: Channel | None, today: date) -> date:
    """The day of YouTube's last answer."""
    return site_day(channel.synced_at) if channel and channel.synced_at else today


def _uploaded(
    channel: Channel | None, uploads: Uploads | None, *, since: date
) -> Counter[date] | None:
    """How many videos came in the week of each Monday."""
    if channel is None or channel.uploads_read_at is None:
        return None
    published = (uploads or Uploads(channel)).published_since(site_moment(since))
    return Counter(monday_of(site_day(at)) for at in published)


def this_week(weeks: list[Week]) -> str:
    """What the running week's house says, as a finding and with what is left to do."""
    now = weeks[-1]
    if now.uploads is None:
        return (
            _("This week the roof is filled.")
            if now.learned
            else _("This week is still empty. One lesson fills its roof.")
        )
    if now.learned and now.uploads:
        return _("This week the house is whole: roof and wall.")
    if now.learned:
        return _("This week the roof is filled. Only the wall is left.")
    if now.uploads:
        return _("This week the wall is painted. Only the roof is left.")
    return _("This week is still empty. One lesson fills its roof.")


def all_weeks(weeks: list[Week]) -> str:
    """What the whole street says."""
    learned = sum(week.learned for week in weeks)
    first = ngettext("%(n)s week of learning", "%(n)s weeks of learning", learned)
    first %= {"n": count(learned)}
    if all(week.uploads is None for week in weeks):
        return first
    uploaded = sum(bool(week.uploads) for week in weeks)
    second = ngettext("%(n)s week with a new video", "%(n)s weeks with new videos", uploaded)
    return f"{first}, {second % {'n': count(uploaded)}}"
