"""Pages that visitors read."""

from __future__ import annotations

import pytest

from cms.models import StandardPage
from cohorts.models import Cohort
from courses.models import CoursePage
from tests.factories.cms import ImageFactory, standard_page
from tests.factories.courses import CohortFactory, CourseFactory, LessonFactory


@pytest.fixture
def course() -> CoursePage:
    """A course with a poster, two lessons and one that everybody may read."""
    made = CourseFactory(title="Biar Ketemu", lessons=(2,), poster=ImageFactory())
    LessonFactory(parent=made.get_children().get(), title="Satu janji", free=True)
    return made


@pytest.fixture
def cohort(course: CoursePage) -> Cohort:
    return CohortFactory(name="Angkatan Brantas", slug="brantas", courses=[course], seats=2)


@pytest.fixture
def about() -> StandardPage:
    return standard_page("Tentang kami", slug="tentang", introduction="Kami di Malang.")
