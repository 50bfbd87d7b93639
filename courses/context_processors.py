"""What the frame around every page needs to know of the courses."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from cms import content_version
from courses.models import CourseIndexPage


def catalogue(request: HttpRequest) -> dict[str, object]:
    """`courses_url`: where an editor has the catalogue now; "" while there is none."""
    return {"courses_url": SimpleLazyObject(_courses_url)}


def _courses_url() -> str:
    return content_version.remember("courses_url", _find, now=timezone.now())


def _find() -> str:
    page = CourseIndexPage.objects.live().first()
    return (page.url or "") if page else ""
