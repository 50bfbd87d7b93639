"""What an editor's act means for people who learn: said beside it, since it completes nobody."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.models import Page

from cohorts.models import Enrolment
from courses.models import CoursePage, LessonPage, ModulePage
from learning.models.lesson_counts import waiting_for_drafts


def warn_of_held_back(request: HttpRequest, page: Page) -> None:
    """Hook `after_create_page`, `after_edit_page`: a draft keeps these people from being complete."""
    never_live = not page.live and page.first_published_at is None
    course = course_of(page)
    if course is None or not never_live:
        return
    held = waiting_for_drafts(course, timezone.now())
    people = held.order_by().values("user").distinct().count()
    if people:
        text = ngettext(
            "%(n)d person has done every other lesson, and completes only once this is published "
            "or deleted.",
            "%(n)d people have done every other lesson, and complete only once this is published "
            "or deleted.",
            people,
        )
        messages.warning(request, text % {"n": people})


def warn_of_learners(request: HttpRequest, page: Page) -> None:
    """Hook `after_unpublish_page`: how many people had this before them."""
    _warn_of_learners(request, [page])


def warn_of_learners_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[object], action: object
) -> None:
    """Hook `after_bulk_action`: it is called for every kind of object and act."""
    if action_type == "unpublish":
        _warn_of_learners(request, [page for page in objects if isinstance(page, Page)])


def _warn_of_learners(request: HttpRequest, pages: Iterable[Page]) -> None:
    courses = {course.pk for page in pages if (course := course_of(page)) is not None}
    people = people_learning_in(CoursePage.objects.filter(pk__in=courses))
    if people:
        text = ngettext(
            "%(n)d person is learning in this course. It completes nobody, and what was done "
            "stays.",
            "%(n)d people are learning in this course. It completes nobody, and what was done "
            "stays.",
            people,
        )
        messages.warning(request, text % {"n": people})


def people_learning_in(courses: QuerySet[CoursePage]) -> int:
    learning = Enrolment.objects.taught(courses).filter(status=Enrolment.Status.ACTIVE)
    return learning.order_by().values("user").distinct().count()


def course_of(page: Page) -> CoursePage | None:
    """The course that this page is, or lies in."""
    if not isinstance(page.specific, CoursePage | ModulePage | LessonPage):
        return None
    return CoursePage.objects.ancestor_of(page, inclusive=True).first()
