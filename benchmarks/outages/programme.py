"""One course, one cohort, 30 people with a seat, and what the database says of their marks."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import OperationalError, connection

from accounts.models import User
from benchmarks.outages.learners import TOKEN, Browser, Learner
from cms.models import KanalImage
from cohorts.models import Cohort
from courses.models import CoursePage
from learning.models import LessonProgress
from tests.factories.accounts import UserFactory
from tests.factories.cms import ImageFactory
from tests.factories.courses import CohortFactory, CourseFactory, EnrolmentFactory

PEOPLE = 30
PASSWORD = "bakso-bakar-pedas"
#: Who signs in and who asks for new passwords learn nothing meanwhile.
OTHERS = 50


def is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def load() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    if User.objects.exists():
        raise SystemExit("There are people in this database; the trial needs an empty one.")
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_regions", verbosity=0)
    course = CourseFactory(lessons=(4, 4), poster=ImageFactory())
    cohort = CohortFactory(enrolment=Cohort.EnrolmentMode.OPEN, courses=[course], seats=PEOPLE)
    for number in range(PEOPLE):
        person = UserFactory(
            name=f"Siti {number}", email=f"siti{number}@contoh.example", password=None
        )
        EnrolmentFactory(user=person, cohort=cohort)
    for number in range(OTHERS):
        UserFactory(name=f"Budi {number}", email=f"budi{number}@contoh.example", password=None)
    User.objects.update(password=make_password(PASSWORD))


def addresses() -> list[str]:
    return [f"budi{number}@contoh.example" for number in range(OTHERS)]


def learners(port: int) -> list[Learner]:
    """Everybody with a seat, signed in."""
    course = CoursePage.objects.get()
    lessons = [(lesson.pk, lesson.get_url()) for lesson in course.lessons]
    seated = User.objects.filter(enrolments__isnull=False).order_by("pk")
    return [
        Learner(
            person.pk,
            Browser(port, {"csrftoken": TOKEN, settings.SESSION_COOKIE_NAME: _session(person)}),
            lessons,
        )
        for person in seated
    ]


def _session(person: User) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return session.session_key


def lost(learners: list[Learner]) -> int:
    """Marks, made or taken back, that were acknowledged and are not so in the database."""
    done = set(
        LessonProgress.objects.filter(completed_at__isnull=False).values_list("user", "lesson")
    )
    return sum(
        ((learner.user_id, lesson) in done) not in may_be
        for learner in learners
        for lesson, may_be in learner.may_be.items()
    )


def drop_cache_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE kanal_cache")


def make_cache_table() -> None:
    call_command("createcachetable", verbosity=0)


def forget_sizes() -> None:
    """The pictures' sizes have to be cut anew."""
    for image in KanalImage.objects.all():
        image.renditions.all().delete()


def write_back() -> None:
    """Bring SQLite's log into the database and shorten it, so that the next write needs room."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)" if is_sqlite() else "CHECKPOINT")


def begin_segments() -> None:
    """Write more into PostgreSQL's log than the segments that are there hold."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_logical_emit_message(false, 'kanal', repeat('x', 200000000))")
    except OperationalError as error:
        print(f"PostgreSQL said: {error}".splitlines()[0])
    connection.close()
