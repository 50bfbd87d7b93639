"""Home of a trainee: the next step, the weeks, the channel, the courses, what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import PersonRequest
from cms import content_version
from cms.visibility import closed_paths, is_visible_to
from cohorts.channel_progress import main_enrolment
from cohorts.cohort_cards import cohort_card_of, open_cohorts, week_line
from cohorts.models import Cohort, Enrolment
from courses.models import CoursePage
from courses.outline import CourseOutline, LessonEntry, outlines_of
from design.formats import count
from design.site_time import site_day
from learning.channel_story import story_of
from learning.due import due_of
from learning.greetings import greet_to_go_on, greet_when_done, greet_without_lessons
from learning.lesson_body import poster_of
from learning.models import LessonProgress
from learning.models.lesson_counts import finished
from learning.reading_position import resume_position, url_at_position
from learning.weeks import this_week, weeks_of


@dataclass(frozen=True)
class MyCourse:
    """A course that one of the person's seats opens, with how much of it is done."""

    course: CoursePage
    url: str
    lessons: list[LessonEntry]
    done: int
    is_begun: bool

    @property
    def total(self) -> int:
        return len(self.lessons)


@dataclass(frozen=True)
class NextStep:
    """The yellow card: the exact lesson, at the last reading position."""

    url: str
    kicker: str
    title: str
    text: str
    action: str
    poster_url: str


@never_cache
@login_required
@require_safe
def dashboard(request: PersonRequest) -> HttpResponse:
    """Everything a trainee needs to go on, in a constant number of queries."""
    user, now = request.user, timezone.now()
    today = site_day(now)
    enrolments = enrolments_of(user, now=now)
    progress = {row.lesson_id: row for row in user.lesson_progress.all()}
    courses = my_courses(enrolments, progress, request, now=now)
    enrolment = main_enrolment(enrolments, user)
    story = story_of(enrolment, now=now)
    weeks = weeks_of(
        user,
        story.channel if story else None,
        today=today,
        uploads=story.uploads if story else None,
    )
    seated = any(each.is_seated for each in enrolments)
    through = through_with(enrolments, courses, now)
    due = due_of(user, enrolments, has_channel=story is not None, through=through, today=today)
    step = next_step(courses, progress, request, now=now)
    all_done = bool(courses) and step is None
    cohort_cards = [] if seated else _offered(enrolments, user, now)
    waits = any(row.waits for row in due)
    if step:
        greeting = greet_to_go_on(user)
    elif all_done:
        greeting = greet_when_done(user)
    else:
        greeting = greet_without_lessons(
            user, is_seated=seated, may_join=bool(cohort_cards), is_waiting=waits
        )
    context = {
        "nav": "home",
        "colour": "blue",
        "cohort_line": week_line(enrolment.cohort, today) if enrolment.is_seated else "",
        "greeting": greeting,
        "next_step": step,
        "weeks": weeks,
        "week_finding": this_week(weeks),
        "story": story,
        "courses": courses,
        "finish_url": finish_url(enrolments, through) if all_done else "",
        "shows_courses": bool(due) and not seated and not step and not cohort_cards,
        "due": due,
        "due_waits": waits,
        "cohort_cards": cohort_cards,
        "seated": seated,
    }
    return render(request, "learning/dashboard.html", context)


def enrolments_of(user: User, *, now: datetime) -> list[Enrolment]:
    """All of a person's enrolments, the newest first, with cohorts and courses at hand."""
    rows = user.enrolments.order_by()
    found = list(rows)
    if any(each.status == Enrolment.Status.WAITLISTED for each in found):
        found = list(rows.with_positions())
    # Of a few rows this takes less time than to tell the database so.
    found.sort(key=_newest_seat, reverse=True)
    cohorts = _cohorts(frozenset(each.cohort_id for each in found), now=now)
    for each in found:
        each.cohort = cohorts[each.cohort_id]
    return found


def _newest_seat(row: Enrolment) -> tuple[bool, datetime, datetime, int]:
    """Who never had a seat comes last, by the day of applying."""
    return row.enrolled_at is not None, row.enrolled_at or row.applied_at, row.applied_at, row.pk


def _cohorts(keys: frozenset[int], *, now: datetime) -> dict[int, Cohort]:
    """With their courses and tracks, from memory: to be read and not changed."""

    def read() -> dict[int, Cohort]:
        rows = Cohort.objects.prefetch_related("cohort_courses__course__track")
        return rows.in_bulk(list(keys))

    return content_version.remember(("cohorts with courses", keys), read, now=now)


def my_courses(
    enrolments: list[Enrolment],
    progress: dict[int, LessonProgress],
    request: HttpRequest,
    *,
    now: datetime,
) -> list[MyCourse]:
    """Each live course once, in the order of the cohorts."""
    seated = [each for each in enrolments if each.is_seated]
    courses = {
        course.pk: course
        for each in seated
        for course in each.cohort.courses
        if course.live and is_visible_to(request.user, course)
    }
    outlines = outlines_of(courses.values(), request, now=now)
    return [
        _my_course(course, outlines[course.pk], progress, request) for course in courses.values()
    ]


def finish_url(enrolments: list[Enrolment], through: set[int]) -> str:
    """Where the person says that a cohort is finished; empty where there is none to finish."""
    return next((row.cohort.get_absolute_url() for row in enrolments if row.pk in through), "")


def through_with(enrolments: list[Enrolment], courses: list[MyCourse], now: datetime) -> set[int]:
    """Ids of active enrolments that only the person's own word keeps open (a query, if any)."""
    done = {mine.course.pk for mine in courses if mine.done == mine.total}
    likely = [
        each.pk
        for each in enrolments
        if each.status == Enrolment.Status.ACTIVE
        and all(course.pk in done for course in each.cohort.courses if course.live)
    ]
    if not likely:
        return set()
    through = finished(Enrolment.objects.filter(pk__in=likely), now)
    return set(through.order_by().values_list("pk", flat=True))


def _my_course(
    course: CoursePage,
    outline: CourseOutline,
    progress: dict[int, LessonProgress],
    request: HttpRequest,
) -> MyCourse:
    closed = closed_paths(request.user)
    own = [entry for entry in outline.lessons if not entry.path.startswith(closed)]
    done = sum(_is_done(lesson, progress) for lesson in own)
    is_begun = any(lesson.pk in progress for lesson in own)
    return MyCourse(course, outline.url, own, done, is_begun)


def _is_done(lesson: LessonEntry, progress: dict[int, LessonProgress]) -> bool:
    row = progress.get(lesson.pk)
    return row is not None and row.completed_at is not None


def next_step(
    courses: list[MyCourse],
    progress: dict[int, LessonProgress],
    request: HttpRequest,
    *,
    now: datetime,
) -> NextStep | None:
    """Where the person left: the lesson begun last, else the next one of the course learned last."""
    chosen = _next_lesson(courses, progress)
    if chosen is None:
        return None
    mine, lesson = chosen
    row = progress.get(lesson.pk)
    position = resume_position(lesson, row)
    words = {
        "course": mine.course.title,
        "n": count(mine.lessons.index(lesson) + 1),
        "all": count(mine.total),
        "minutes": count(lesson.minutes_left(position)),
    }
    return NextStep(
        url=url_at_position(lesson.url, position),
        kicker=_("%(course)s, %(n)s of %(all)s") % words,
        title=lesson.title,
        text=lesson.goal,
        action=(
            _("Continue, ±%(minutes)s min left") % words
            if row
            else _("Begin, ±%(minutes)s min") % words
        ),
        poster_url=poster_of(lesson.pk, request, now=now),
    )


def _next_lesson(
    courses: list[MyCourse], progress: dict[int, LessonProgress]
) -> tuple[MyCourse, LessonEntry] | None:
    open_lessons = [
        (mine, lesson)
        for mine in courses
        for lesson in mine.lessons
        if not _is_done(lesson, progress)
    ]
    begun = [pair for pair in open_lessons if pair[1].pk in progress]
    if begun:
        return max(begun, key=lambda pair: progress[pair[1].pk].last_at)
    return min(open_lessons, key=lambda pair: -_last_learned(pair[0], progress), default=None)


def _last_learned(mine: MyCourse, progress: dict[int, LessonProgress]) -> float:
    """When something of the course was learned last, as a timestamp; 0 for never."""
    moments = [progress[each.pk].last_at for each in mine.lessons if each.pk in progress]
    return max(moments).timestamp() if moments else 0.0


def _offered(enrolments: list[Enrolment], user: User, now: datetime) -> list:
    enrolled = {each.cohort_id for each in enrolments if each.status != Enrolment.Status.WITHDRAWN}
    return [
        cohort_card_of(cohort, user) for cohort in open_cohorts(now) if cohort.pk not in enrolled
    ]
