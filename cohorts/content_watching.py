"""What visitors see of cohorts and of the people who teach: when it changes, all is shown anew."""

from __future__ import annotations

from typing import Any

from accounts.models import Region, User
from accounts.signals import regions_renamed, rights_written
from cms.content_version import bump, watch
from cohorts.models import Cohort, CohortCourse, Enrolment, FormerSlug
from courses.models import CoursePage

#: Of a person, on the pages that they teach.
SHOWN_OF_TEACHERS = frozenset({"name", "email", "is_active"})


def connect() -> None:
    for model in (Cohort, CohortCourse, FormerSlug, Region):
        watch(model)
    # Visitors read how many wait; seats are counted in the cohort's row.
    watch(Enrolment)
    # No page can name an account that was not there a moment ago.
    watch(User, teacher_is_shown_anew, when_new=False)
    rights_written.connect(bump_for_people, dispatch_uid="cohorts.content.people")
    regions_renamed.connect(bump_for_regions, dispatch_uid="cohorts.content.regions")


def teacher_is_shown_anew(person: User, update_fields: frozenset[str] | None) -> bool:
    """Whether this save changes what pages say of somebody who teaches."""
    if update_fields is not None and not SHOWN_OF_TEACHERS & update_fields:
        return False
    taught = (CoursePage.objects, Cohort.objects)
    return any(pages.filter(instructors=person).exists() for pages in taught)


def bump_for_people(sender: type[User], before: list[dict[str, Any]], **kwargs: object) -> None:
    """Accounts closed, opened or given another address by one UPDATE."""
    if issubclass(sender, User) and any(SHOWN_OF_TEACHERS & row.keys() for row in before):
        bump()


def bump_for_regions(sender: object, **kwargs: object) -> None:
    bump()
