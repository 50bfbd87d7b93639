"""A trainee's dashboard and a lesson, beside a page that asks the database nothing."""

from __future__ import annotations

from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.consenting import give_consent
from accounts.models import User
from accounts.purposes import required_purposes
from benchmarks.measuring import report, seconds
from cohorts.enrolling import enrol
from cohorts.models import Cohort
from tests.factories.courses import CohortFactory, CourseFactory

TIMES = 30


def run() -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    course = CourseFactory(lessons=(9, 9, 9))
    cohort = CohortFactory(
        enrolment=Cohort.EnrolmentMode.OPEN, courses=[course], seats=None, enrol_until=None
    )
    now = timezone.now()
    user = User.objects.create_user("pages@contoh.example", "Sari", now=now)
    for purpose in required_purposes():
        give_consent(user=user, purpose=purpose.slug, wording=str(purpose.wording), now=now)
    enrol(user=user, cohort=cohort, now=now)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    lesson = course.lessons[0]
    reference = each(client, "/healthz")
    for name, path in (("dashboard", "/dashboard/"), ("lesson", lesson.url)):
        report(f"{name}, 27 lessons", each(client, path), "/healthz", reference)


def each(client: Client, path: str) -> float:
    """Mean seconds of one request, after one that fills the caches."""
    answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}")
    return seconds(lambda: [client.get(path) for _time in range(TIMES)]) / TIMES
