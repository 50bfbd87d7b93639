"""Names the demo's pages that are weighed, and who reads them: run inside the demo's environment.

Prints JSON: for each page its name, address, session cookie ("" for visitors), goal in per cent of
a bare view, and the queries of a second request.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from accounts.models import User  # noqa: E402
from cms.models import StandardPage  # noqa: E402
from cohorts.models import Cohort  # noqa: E402
from courses.models import LessonPage  # noqa: E402
from demo.person import DOMAIN  # noqa: E402


@dataclass
class MeasuredPage:
    name: str
    path: str
    session: str = ""
    goal: float | None = None
    queries: int = 0


def pages() -> list[MeasuredPage]:
    lessons = LessonPage.objects.live().order_by("path")
    preview = lessons.filter(preview=True).first()
    course = preview.get_parent().get_parent()
    cohort = Cohort.objects.filter(cohort_courses__course=course).order_by("-ends_on").first()
    open_to_all = {
        "home": "/",
        "catalogue": course.get_parent().url,
        "course": course.url,
        "preview lesson": preview.url,
        "cohort": cohort.get_absolute_url(),
        "standard page": StandardPage.objects.live().first().url,
    }
    trainee, manager = session_of("fajar"), session_of("manajer")
    lesson = lessons.descendant_of(course).filter(preview=False).first()
    return [
        *(MeasuredPage(name, path, goal=80) for name, path in open_to_all.items()),
        MeasuredPage("lesson, signed in", lesson.url, trainee, 5),
        MeasuredPage("dashboard", "/dashboard/", trainee, 4),
        MeasuredPage("my channel", "/channel/", trainee, 2),
        MeasuredPage("progress report", "/admin/reports/progress/", manager, 1),
        MeasuredPage("Wagtail's site history", "/admin/reports/site-history/", session_of("admin")),
    ]


def session_of(key: str) -> str:
    client = Client()
    person = User.objects.get(email=f"{key}@{DOMAIN}")
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def count_queries(page: MeasuredPage) -> None:
    client = Client(headers={"host": "127.0.0.1"})
    if page.session:
        client.cookies[settings.SESSION_COOKIE_NAME] = page.session
    for _warm in range(2):
        response = client.get(page.path)
        if response.status_code != 200:
            raise SystemExit(f"{page.name}: {page.path} answers {response.status_code}")
    with CaptureQueriesContext(connection) as captured:
        client.get(page.path)
    page.queries = len(captured)


if __name__ == "__main__":
    found = pages()
    for each in found:
        count_queries(each)
    print(json.dumps([asdict(each) for each in found]))
