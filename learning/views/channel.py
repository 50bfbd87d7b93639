"""My channel: what moved since the person began, lessons and uploads on one axis."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.files import CSV_TYPE, csv_lines, download
from accounts.models import User
from accounts.requests import PersonRequest
from cohorts.channel_progress import main_enrolment
from design import charts
from design.site_time import site_day
from learning.channel_first_step import first_step
from learning.channel_series import Series, series_of
from learning.channel_story import ChannelStory, story_of
from learning.channel_videos import VideoLine, video_csv_rows, video_lines, videos_finding
from learning.drawing_cache import cached_drawing
from learning.weeks import all_weeks, monday_of, weeks_of
from youtube_integration.models import Video

VIDEOS_PER_PAGE = 10
VIDEOS = "videos"

# An invented channel for those who have none yet; the page says that it is an example.
EXAMPLE_DAYS = 71
EXAMPLE_UPLOADS = (24, 44, 66)


@never_cache
@login_required
@require_safe
def channel(request: PersonRequest) -> HttpResponse:
    """The page of a connected channel, or what has to happen before there is one."""
    user, now = request.user, timezone.now()
    today = site_day(now)
    story = _story(user, now)
    if story is None:
        return _without(request, today)
    series = series_of(story, user, until=today)
    if story.start is None or not any(each.is_drawn for each in series):
        return _too_early(request, story, today)
    weeks = weeks_of(user, story.channel, today=today, uploads=story.uploads)
    page = Paginator(story.uploads.videos, VIDEOS_PER_PAGE).get_page(request.GET.get("page"))
    series = [each for each in series if each.is_drawn]
    lines = _lines(story, page.object_list, now)
    context = {
        "nav": "channel",
        "colour": "teal",
        "story": story,
        "weeks": weeks,
        "weeks_finding": all_weeks(weeks),
        "series": series,
        "drawn_series": _drawn_series(series),
        "page_obj": page,
        "lines": lines,
        "drawn_lines": _drawn_lines(lines),
        "videos_finding": videos_finding(story),
    }
    return render(request, "learning/channel.html", context)


def _drawn_series(series: list[Series]) -> SafeString:
    draw = partial(render_to_string, "learning/parts/all_series.html", {"series": series})
    return cached_drawing(series, draw)


def _drawn_lines(lines: list[VideoLine]) -> SafeString:
    draw = partial(render_to_string, "learning/parts/videos.html", {"lines": lines})
    return cached_drawing([line.shown_values for line in lines], draw)


def _story(user: User, now: datetime) -> ChannelStory | None:
    accepted = list(user.enrolments.accepted().with_channels())
    return story_of(main_enrolment(accepted, user), now=now)


def _without(request: PersonRequest, today: date) -> HttpResponse:
    """No channel yet; the age decides whether one can be connected."""
    hindrance = request.user.profile.channel_hindrance(today)
    context = {
        "nav": "channel",
        "first": first_step(hindrance),
        "example": example_chart(today),
    }
    return render(request, "learning/channel_none.html", context)


def _too_early(request: PersonRequest, story: ChannelStory, today: date) -> HttpResponse:
    """Connected, and nothing to compare with yet."""
    heading, lead = _("Your starting point is recorded"), ""
    if story.start is None:
        heading = _("Your channel is connected. There are no figures yet.")
        lead = _(
            "Your starting point is being recorded. It usually comes tomorrow morning, after our "
            "nightly round."
        )
    context = {
        "nav": "channel",
        "story": story,
        "heading": heading,
        "lead": lead,
        "example": example_chart(today),
    }
    return render(request, "learning/channel_empty.html", context)


def _lines(story: ChannelStory, videos: Iterable[Video], now: datetime) -> list[VideoLine]:
    views = story.uploads.views(shown_since=story.progress.shown_since)
    since = story.start.fetched_at if story.start else None
    return video_lines(videos, views, since=since, now=now)


@never_cache
@login_required
@require_safe
def channel_csv(request: PersonRequest, series_name: str) -> StreamingHttpResponse:
    """The figures of one chart, or of the videos, exactly as the page shows them."""
    user, now = request.user, timezone.now()
    story = _story(user, now)
    if story is None:
        raise Http404
    if series_name == VIDEOS:
        rows = video_csv_rows(_lines(story, story.uploads.videos, now))
    else:
        series = series_of(story, user, until=site_day(now))
        rows = next((each.csv_rows for each in series if each.name == series_name), [])
        if not rows:
            raise Http404
    lines = csv_lines(map(str, rows[0]), rows[1:])
    return download(
        lines, name=f"kanal-{series_name}", extension="csv", content_type=CSV_TYPE, now=now
    )


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
        slug="c",
        title=_("Example: how subscribers grow after each upload"),
        start=start,
        start_label=_("starting point"),
        marks=marks,
        gain=True,
    )
