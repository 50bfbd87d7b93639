"""The requests of people in a programme that `programme_at_size` filled: every page, every way round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from accounts.models import Region, User
from benchmarks.programme_at_size import MANAGER
from cohorts.models import Cohort, Enrolment
from courses.models import CoursePage, LessonPage
from reports.filters import CONNECTIONS
from reports.questions.progress import ORDERINGS
from tests.factories.accounts import UserFactory

PROGRESS, PEOPLE, OVERVIEW = (
    "/admin/reports/progress/",
    "/admin/users/",
    "/admin/reports/programme/",
)
COHORTS = "/admin/cohorts/"
OPERATOR = "/admin/reports/youtube/"


@dataclass(frozen=True)
class Request:
    """`sends`: a form. `undone_by` is posted before each measured time, and not measured."""

    name: str
    client: Client
    path: str
    sends: bool = False
    undone_by: str = ""


@dataclass(frozen=True)
class Programme:
    """Who asks, and the rows that addresses name."""

    manager: Client
    root: Client
    cohort: Cohort = field(default_factory=lambda: Cohort.objects.get(slug="angkatan-1"))
    course: CoursePage = field(default_factory=lambda: CoursePage.objects.order_by("path")[0])
    lesson: LessonPage = field(default_factory=lambda: LessonPage.objects.order_by("path")[4])


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def manager() -> Client:
    return signed_in(User.objects.get(email=MANAGER))


def all_requests() -> Iterator[Request]:
    root = User.objects.filter(is_superuser=True).first() or UserFactory(superuser=True)
    programme = Programme(manager(), signed_in(root))
    for name, path in (*report_pages(programme), *people_pages(), *programme_pages(programme)):
        yield Request(name, programme.manager, path)
    for name, path in (*own_pages(programme), *wagtail_pages(programme)):
        yield Request(name, programme.root, path)
    yield from trainee_pages(programme)
    yield from with_a_closed_lesson(programme)


def with_a_closed_lesson(programme: Programme) -> Iterator[Request]:
    """What is counted for the people of a group has to be counted for each row."""
    lesson = LessonPage.objects.order_by("path")[7]
    closing = PageViewRestriction.objects.create(page=lesson, restriction_type="groups")
    closing.groups.add(Group.objects.create(name=f"Tim {closing.pk}"))
    last = -(-Enrolment.objects.count() // 50)
    pages = {
        "report by name": PROGRESS,
        "report by completion": f"{PROGRESS}?ordering=completion",
        "report by completion, turned": f"{PROGRESS}?ordering=-completion",
        "report by completion, last page": f"{PROGRESS}?ordering=completion&p={last}",
        "report, search siti by completion": f"{PROGRESS}?q=siti&ordering=-completion",
    }
    for name, path in pages.items():
        yield Request(f"a lesson closed to a group: {name}", programme.manager, path)
    closing.delete()


def report_pages(programme: Programme) -> Iterator[tuple[str, str]]:
    last = -(-Enrolment.objects.count() // 50)
    for key in ORDERINGS:
        for turned, sign in (("", ""), (", turned", "-")):
            address = f"{PROGRESS}?ordering={sign}{key}"
            yield f"report by {key}{turned}", address
            yield f"report by {key}{turned}, last page", f"{address}&p={last}"
    yield "report by name, middle page", f"{PROGRESS}?p={last // 2}"
    region = Region.objects.in_order()[20]
    filters = {
        "cohort": [1],
        "course": [programme.course.pk],
        "kecamatan": [region.kecamatan],
        "kelurahan": [region.pk],
        "status": Enrolment.Status.values,
        "connection": [value for value, _label in CONNECTIONS],
    }
    for name, values in filters.items():
        for value in values:
            yield f"report, filter {name} {value}", f"{PROGRESS}?{name}={value}"
    narrowed = f"{PROGRESS}?course={programme.course.pk}&status=active&connection=oauth"
    for key in ORDERINGS:
        yield f"report, three filters by {key}", f"{narrowed}&ordering=-{key}"
    for text in ("siti", "ningsih lestari", "warga12@", "@dapur.warga_77", "nobody at all"):
        yield f"report, search {text}", f"{PROGRESS}?q={text}"
    for key in ORDERINGS:
        yield f"report, search siti by {key}", f"{PROGRESS}?q=siti&ordering=-{key}"
    yield "report, search and filters", f"{narrowed}&q=a&ordering=-completion"
    yield "report, results alone", f"{PROGRESS}results/?q=siti"
    yield "overview", OVERVIEW
    yield "overview, one cohort", f"{OVERVIEW}?cohort=1"


def people_pages() -> Iterator[tuple[str, str]]:
    last = -(-User.objects.count() // 20)
    yield "people", PEOPLE
    yield "people, page 20", f"{PEOPLE}?p=20"
    for key in ("name", "email", "is_active", "last_login"):
        for turned, sign in (("", ""), (", turned", "-")):
            address = f"{PEOPLE}?ordering={sign}{key}"
            yield f"people by {key}{turned}", address
            yield f"people by {key}{turned}, last page", f"{address}&p={last}"
    for text in ("siti", "ningsih lestari", "warga12@", "nobody at all"):
        yield f"people, search {text}", f"{PEOPLE}?q={text}"
        yield f"people, search {text} by last_login", f"{PEOPLE}?q={text}&ordering=-last_login"
    yield "people who never came in", f"{PEOPLE}?never_came_in=true"
    yield "people who came in", f"{PEOPLE}?never_came_in=false"
    yield "people with a role", f"{PEOPLE}?group=1"
    yield "people, search and filter", f"{PEOPLE}?q=siti&never_came_in=true"
    yield "people, results alone", f"{PEOPLE}results/?q=siti"


def programme_pages(programme: Programme) -> Iterator[tuple[str, str]]:
    person = User.objects.get(email="warga77@contoh.example")
    yield "admin home", "/admin/"
    yield "a person", f"/admin/users/edit/{person.pk}/"
    yield "a person's history", f"/admin/users/history/{person.pk}/"
    yield "cohorts", COHORTS
    yield "cohorts, page 5", f"{COHORTS}?p=5"
    for key in ("name", "starts_on", "seats_taken", "applied", "waiting"):
        for turned, sign in (("", ""), (", turned", "-")):
            yield f"cohorts by {key}{turned}", f"{COHORTS}?ordering={sign}{key}"
    yield "cohorts, search", f"{COHORTS}?q=angkatan+7"
    of = f"{COHORTS}{programme.cohort.pk}/people/"
    yield "a cohort of 500", of
    yield "a cohort of 500, last page", f"{of}?p=5"
    yield "a cohort of 500, search", f"{of}?q=siti"
    yield "a cohort of 500, filter status", f"{of}?status=waitlisted"
    yield "a cohort of 500, filter never came in", f"{of}?came_in=no"
    yield "a cohort's form", f"{COHORTS}edit/{programme.cohort.pk}/"
    yield "a cohort's history", f"{COHORTS}history/{programme.cohort.pk}/"
    yield "a new cohort", f"{COHORTS}new/"
    yield "import", "/admin/import/"
    yield "readyz", "/readyz"


def own_pages(programme: Programme) -> Iterator[tuple[str, str]]:
    """Ours, as a superuser meets them."""
    yield "admin home, superuser", "/admin/"
    yield "report, superuser", PROGRESS
    yield "people, superuser", PEOPLE
    yield "people, superuser, page 20", f"{PEOPLE}?p=20"
    yield "overview, superuser", OVERVIEW
    yield "a new person", "/admin/users/new/"
    yield "operator's page of YouTube", OPERATOR
    yield "operator's page of mail", "/admin/reports/mail/"
    yield "erasure requests", "/admin/reports/erasures/"
    yield "access log", "/admin/reports/exports/"
    for key in ("at", "person", "report", "rows"):
        key = "person__name_sort" if key == "person" else key
        yield f"access log by {key}", f"/admin/reports/exports/?ordering={key}"
    yield "access log, page 20", "/admin/reports/exports/?p=20"


def wagtail_pages(programme: Programme) -> Iterator[tuple[str, str]]:
    home = Page.objects.filter(depth=2).get(sites_rooted_here__isnull=False)
    course, lesson = programme.course, programme.lesson
    yield "page explorer, root", "/admin/pages/"
    yield "page explorer, home", f"/admin/pages/{home.pk}/"
    yield "page explorer, course", f"/admin/pages/{course.pk}/"
    yield "page search", "/admin/pages/search/?q=judul"
    yield "page chooser", "/admin/choose-page/"
    yield "page chooser, search", "/admin/choose-page/search/?q=judul"
    yield "page editor, course", f"/admin/pages/{course.pk}/edit/"
    yield "page editor, lesson", f"/admin/pages/{lesson.pk}/edit/"
    yield "page history", f"/admin/pages/{lesson.pk}/history/"
    yield "page's usage", f"/admin/pages/{lesson.pk}/usage/"
    yield "page, refused to be deleted", f"/admin/pages/{lesson.pk}/delete/"
    yield "site history", "/admin/reports/site-history/"
    yield "site history, page 20", "/admin/reports/site-history/?p=20"
    yield "site history of edits", "/admin/reports/site-history/?action=wagtail.edit"
    yield "ageing pages", "/admin/reports/aging-pages/"
    yield "page types", "/admin/reports/page-types-usage/"
    yield "locked pages", "/admin/reports/locked/"
    yield "workflows report", "/admin/reports/workflow/"
    yield "workflow tasks report", "/admin/reports/workflow_tasks/"
    yield "images", "/admin/images/"
    yield "documents", "/admin/documents/"
    yield "tracks", "/admin/snippets/courses/track/"
    yield "groups", "/admin/groups/"
    yield "a group", f"/admin/groups/edit/{Group.objects.order_by('pk')[0].pk}/"
    yield "collections", "/admin/collections/"
    yield "redirects", "/admin/redirects/"
    yield "own account", "/admin/account/"


def trainee_pages(programme: Programme) -> Iterator[Request]:
    cohort, lesson, course = programme.cohort, programme.lesson, programme.course
    learning = cohort.enrolments.filter(status="active", user__is_active=True)
    user = learning.filter(user__channel_connections__isnull=False).order_by("pk")[3].user
    trainee, visitor = signed_in(user), Client()
    pages = {
        "home": "/",
        "dashboard": "/dashboard/",
        "my channel": "/channel/",
        "catalogue": course.get_parent().url,
        "lesson": lesson.url,
        "course": course.url,
        "cohort of 500": cohort.get_absolute_url(),
        "profile": "/accounts/profil/",
        "search": "/cari/?q=judul",
    }
    for name, path in pages.items():
        yield Request(f"trainee: {name}", trainee, path)
    done, undone = (f"/pelajaran/{lesson.pk}/{act}/" for act in ("selesai", "belum"))
    yield Request("trainee: mark as done", trainee, done, sends=True, undone_by=undone)
    for name in ("home", "catalogue", "course", "cohort of 500", "search"):
        yield Request(f"visitor: {name}", visitor, pages[name])
    yield Request("visitor: sitemap", visitor, "/sitemap.xml")
