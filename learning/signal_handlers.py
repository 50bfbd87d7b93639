"""What learning does when pages, courses of cohorts or enrolments change: it counts anew."""

from __future__ import annotations

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import post_page_move

from cohorts.models import CohortCourse, Enrolment
from courses.models import CoursePage, LessonPage, ModulePage
from learning import counting
from learning.models import LessonProgress

#: How far above a page its course stands.
LEVELS = {LessonPage: 2, ModulePage: 1, CoursePage: 0}


def connect() -> None:
    post_save.connect(count_after_save, dispatch_uid="learning.count_after_save")
    for model in LEVELS:
        post_delete.connect(count_after_delete, model, dispatch_uid="learning.count_after_delete")
    post_page_move.connect(count_after_move, dispatch_uid="learning.count_after_move")
    for signal in (post_save, post_delete):
        signal.connect(count_taught, CohortCourse, dispatch_uid="learning.count_taught")
    post_save.connect(count_enrolled, Enrolment, dispatch_uid="learning.count_enrolled")


def count_after_save(
    sender: type, instance: Page, update_fields: frozenset[str] | None = None, **kwargs: object
) -> None:
    """Publishing, hiding and ending all save the page, as its own model or as a bare page."""
    if not issubclass(sender, Page) or (update_fields is not None and "live" not in update_fields):
        return
    _count(instance, instance.path)


def count_after_delete(sender: type, instance: Page, **kwargs: object) -> None:
    if instance.live:
        _count(instance, instance.path)


def count_after_move(
    sender: type,
    instance: Page,
    parent_page_before: Page,
    parent_page_after: Page,
    **kwargs: object,
) -> None:
    """Reordered, or taken into another module or course."""
    levels = LEVELS.get(instance.specific_class)
    if levels is None:
        return
    path = Page.objects.values_list("path", flat=True).get(pk=instance.pk)
    parents = (parent_page_before, parent_page_after)
    courses = {_above(parent.path, levels - 1) for parent in parents} if levels else {path}
    counting.note_page(path=path, courses=courses, moved=len(courses) > 1)


def _count(page: Page, path: str) -> None:
    levels = LEVELS.get(page.specific_class)
    if levels is not None:
        counting.note_page(path=path, courses=[_above(path, levels)])


def _above(path: str, levels: int) -> str:
    return path[: len(path) - levels * Page.steplen]


def count_taught(sender: type, instance: CohortCourse, **kwargs: object) -> None:
    counting.note_courses_of_cohort(instance.cohort_id)


def count_enrolled(sender: type, instance: Enrolment, created: bool, **kwargs: object) -> None:
    """Somebody may have learned in another cohort, or have left a cohort with the same courses."""
    if created and LessonProgress.objects.filter(user=instance.user_id).exists():
        counting.recount_enrolments(Enrolment.objects.filter(pk=instance.pk))
