"""My channel: what moved since the person began, lessons and uploads on one axis."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, Max, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.files import CSV_TYPE, csv_lines, download
from accounts.models import AgeSettings, User
from design import charts
from design.formats import count
from design.site_time import site_day
from learning.channel_charts import (
    AGES_SHOWN,
    Series,
    VideoLine,
    series_of,
    video_csv_rows,
    video_lines,
)
from learning.channel_story import ChannelStory, main_of, since_words, story_of
from learning.weeks import all_weeks, monday_of, weeks_of
from youtube_integration.models import Video, VideoSnapshot

VIDEOS_PER_PAGE = 12
VIDEOS = "videos"

# An invented channel for those who have none yet; the page says that it is an example.
EXAMPLE_DAYS = 71
EXAMPLE_UPLOADS = (24, 44, 66)


@never_cache
@login_required
@require_safe
def channel(request: HttpRequest) -> HttpResponse:
    """The page of a connected channel, or what has to happen before there is one."""
    user, now = request.user, timezone.now()
    today = site_day(now)
    story = _story(user, now)
    if story is None:
        return _without(request, today)
    series = series_of(story, user, until=today)
    if story.start is None or not any(each.is_drawn for each in series):
        return _too_early(request, story, series, today)
    weeks = weeks_of(user, story.channel, today=today)
    videos = _videos(story)
    page = Paginator(videos, VIDEOS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "nav": "channel",
        "paint": "teal",
        "story": story,
        "weeks": weeks,
        "weeks_finding": all_weeks(weeks),
        "series": series,
        "page_obj": page,
        "lines": _lines(story, page.object_list, now),
        "videos_finding": videos_finding(story),
    }
    return render(request, "learning/channel.html", context)


def _story(user: User, now: datetime) -> ChannelStory | None:
    accepted = list(user.enrolments.accepted().with_channels())
    return story_of(main_of(accepted, user), now=now)


def _without(request: HttpRequest, today: date) -> HttpResponse:
    """No channel yet; the age decides whether one can be connected."""
    hindrance = request.user.profile.channel_hindrance(today)
    context = {
        "nav": "channel",
        "hindrance": hindrance,
        "age": AgeSettings.current().channel_age if hindrance == "under_age" else None,
        "example": example_chart(today),
    }
    return render(request, "learning/channel_none.html", context)


def _too_early(
    request: HttpRequest, story: ChannelStory, series: list[Series], today: date
) -> HttpResponse:
    """Connected, and nothing to compare with yet."""
    context = {
        "nav": "channel",
        "story": story,
        "has_series": any(each.points for each in series),
        "example": example_chart(today),
    }
    return render(request, "learning/channel_empty.html", context)


def _videos(story: ChannelStory) -> QuerySet[Video]:
    newest = F("published_at").desc(nulls_last=True)
    taken = Prefetch("snapshots", queryset=_taken(story))
    return story.channel.uploads.prefetch_related(taken).order_by(newest, "pk")


def _taken(story: ChannelStory) -> QuerySet[VideoSnapshot]:
    """The figures at set ages that may be shown."""
    rows = VideoSnapshot.objects.filter(video__channel=story.channel)
    return rows.filter(fetched_at__gte=story.shown_since) if story.shown_since else rows


def _since(story: ChannelStory) -> datetime | None:
    return story.start.fetched_at if story.start else None


def _lines(story: ChannelStory, videos: QuerySet[Video], now: datetime) -> list[VideoLine]:
    taken = _taken(story).filter(age__in=AGES_SHOWN)
    most = taken.order_by().values("age").annotate(most=Max("views"))
    largest = {row["age"]: row["most"] or 0 for row in most}
    return video_lines(videos, since=_since(story), most=largest, now=now)


def videos_finding(story: ChannelStory) -> str:
    """How many public videos came since the start, as a heading."""
    number = story.new_videos or 0
    words = {"n": count(number), "since": since_words(story)}
    if not number:
        return _("No new video yet %(since)s") % words
    return ngettext("%(n)s new video %(since)s", "%(n)s new videos %(since)s", number) % words


@never_cache
@login_required
@require_safe
def channel_csv(request: HttpRequest, figure: str) -> StreamingHttpResponse:
    """The figures of one chart, or of the videos, exactly as the page shows them."""
    user, now = request.user, timezone.now()
    story = _story(user, now)
    if story is None:
        raise Http404
    if figure == VIDEOS:
        rows = video_csv_rows(_lines(story, _videos(story), now))
    else:
        series = series_of(story, user, until=site_day(now))
        rows = next((each.csv_rows for each in series if each.name == figure), None)
        if rows is None:
            raise Http404
    lines = csv_lines(rows[0], rows[1:])
    return download(lines, name=f"kanal-{figure}", extension="csv", content_type=CSV_TYPE, now=now)


def example_chart(today: date) -> str:
    """The line of an invented channel: flat, then steeper after each upload."""
    first = monday_of(today) - timedelta(days=EXAMPLE_DAYS + 28)
    points, value = [], -3.0
    for n in range(EXAMPLE_DAYS + 28):
        since = n - 28
        if since > 0:
            value = sum(9 * (1 - 0.9 ** max(since - upload, 0)) for upload in EXAMPLE_UPLOADS)
            value += since * 0.2
        points.append(
            (first + timedelta(days=n), round(value) if since > 0 else min(0, n // 9 - 3))
        )
    start = first + timedelta(days=28)
    marks = [
        charts.Mark(start + timedelta(days=upload), str(n))
        for n, upload in enumerate(EXAMPLE_UPLOADS, 1)
    ]
    return charts.line(
        points,
        slug="contoh",
        title=_("Example: how subscribers grow after each upload"),
        start=start,
        start_label=_("starting point"),
        marks=marks,
        gain=True,
    )
