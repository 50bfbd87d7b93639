"""Pages for some people only are neither listed nor counted for the others, wherever one looks."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from cohorts.models import Enrolment
from courses.models import LessonPage
from learning.models import LessonProgress
from learning.models.lesson_counts import with_lesson_counts
from tests.factories.accounts import UserFactory
from tests.factories.cms import home_page, standard_page
from tests.factories.courses import (
    CohortFactory,
    CourseFactory,
    EnrolmentFactory,
    course_index,
)

pytestmark = pytest.mark.django_db

SECRET_COURSE, SECRET_LESSON = "Kursus Rahasia", "Pelajaran Rahasia"


def close(page: Page, *groups: Group) -> None:
    kind = PageViewRestriction.GROUPS if groups else PageViewRestriction.LOGIN
    PageViewRestriction.objects.create(page=page, restriction_type=kind).groups.set(groups)


@pytest.fixture
def team() -> Group:
    return Group.objects.create(name="Tim inti")


@pytest.fixture
def person(request: pytest.FixtureRequest, team: Group) -> Client:
    """The reader: nobody signed in, a trainee, or a trainee of the team; all the same cohort."""
    client = Client()
    if request.param != "visitor":
        trainee = UserFactory()
        EnrolmentFactory(user=trainee, cohort=cohort_of())
        if request.param == "team":
            trainee.groups.add(team)
        client.force_login(trainee)
    return client


def cohort_of() -> object:
    from cohorts.models import Cohort

    return Cohort.objects.get()


@pytest.fixture(autouse=True)
def programme(team: Group) -> None:
    """One cohort: an open course of three lessons, the last closed, and a course that is closed."""
    open_course = CourseFactory(title="Kursus Terbuka", lessons=(3,))
    closed_course = CourseFactory(title=SECRET_COURSE, lessons=(2,))
    first, _second, last = LessonPage.objects.of_courses([open_course])
    last.title, last.preview = SECRET_LESSON, True
    last.save()
    first.preview = True
    first.body = json.dumps([{"type": "lesson", "value": {"page": last.pk, "why": "Lanjut."}}])
    first.save()
    home = home_page()
    home.links = json.dumps([{"type": "page", "value": closed_course.pk}])
    home.second_page, home.second_label = last, "Coba"
    home.links_heading = "Pintu"
    home.save()
    CohortFactory(courses=[open_course, closed_course])
    close(last, team)
    close(closed_course, team)


def pages() -> dict[str, str]:
    course = Page.objects.get(title="Kursus Terbuka").specific
    first = LessonPage.objects.of_courses([course])[0]
    return {
        "home": "/",
        "catalogue": course_index().url,
        "course": course.url,
        "lesson with the card": first.url,
        "search": "/cari/?q=rahasia",
        "cohort": cohort_of().get_absolute_url(),
        "dashboard": "/dashboard/",
    }


@pytest.mark.parametrize(
    "page_name",
    ["home", "catalogue", "course", "lesson with the card", "search", "cohort", "dashboard"],
)
@pytest.mark.parametrize("person", ["visitor", "trainee", "team"], indirect=True)
def test_a_closed_page_is_named_to_its_people_alone(
    person: Client, page_name: str, request: pytest.FixtureRequest
) -> None:
    html = person.get(pages()[page_name], follow=True).content.decode()

    # The page that was searched for is named by the field itself.
    named = any(title in html for title in (SECRET_COURSE, SECRET_LESSON))
    assert named == ("[team-" in request.node.name)


@pytest.mark.parametrize(
    ("person", "linked"), [("visitor", False), ("team", True)], indirect=["person"]
)
def test_the_buttons_of_the_home_page_lead_to_no_closed_page(person: Client, linked: bool) -> None:
    lesson = LessonPage.objects.get(title=SECRET_LESSON)

    assert (f'href="{lesson.url}"' in person.get("/").content.decode()) == linked


@pytest.mark.parametrize(
    ("person", "counted"), [("visitor", 2), ("trainee", 2), ("team", 3)], indirect=["person"]
)
def test_a_closed_lesson_counts_for_its_people_alone(person: Client, counted: int) -> None:
    course = person.get(pages()["course"])

    assert course.context["outline"].total == counted
    (card, *_closed) = [
        card
        for shelf in person.get(pages()["catalogue"]).context["shelves"]
        for card in shelf.cards
        if card.title == "Kursus Terbuka"
    ]
    assert card.meta[0].startswith(f"{counted} ")


@pytest.mark.parametrize(("person", "total"), [("trainee", 2), ("team", 5)], indirect=["person"])
def test_the_report_s_total_is_what_this_person_can_do(person: Client, total: int) -> None:
    assert person.get("/dashboard/").status_code == 200
    assert with_lesson_counts(Enrolment.objects.all()).get().lessons_total == total


@pytest.mark.parametrize(
    ("person", "totals"), [("trainee", [2]), ("team", [3, 2])], indirect=["person"]
)
def test_the_dashboard_counts_a_closed_lesson_for_its_people_alone(
    person: Client, totals: list[int]
) -> None:
    assert [course.total for course in person.get("/dashboard/").context["courses"]] == totals


@pytest.mark.parametrize("person", ["trainee"], indirect=True)
def test_a_closed_lesson_takes_no_mark_by_its_number(person: Client) -> None:
    lesson = LessonPage.objects.get(title=SECRET_LESSON)

    assert person.post(f"/pelajaran/{lesson.pk}/selesai/").status_code == 404
    assert not LessonProgress.objects.filter(lesson=lesson, completed_at__isnull=False).exists()


def test_a_page_for_those_who_signed_in_stands_in_no_footer_of_a_visitor(client: Client) -> None:
    from cms.models import SiteSettings

    page = standard_page("Aturan tim")
    site = SiteSettings.objects.get_or_create(site=home_page().get_site())[0]
    site.footer_pages = json.dumps([{"type": "page", "value": page.pk}])
    site.save()
    close(page)

    assert "Aturan tim" not in client.get("/").content.decode()
    assert "Aturan tim" not in client.get("/nirgends/").content.decode()
    client.force_login(UserFactory())
    assert "Aturan tim" in client.get("/").content.decode()


def test_the_sitemap_names_no_closed_page(client: Client) -> None:
    sitemap = client.get("/sitemap.xml").content.decode()

    assert LessonPage.objects.get(title=SECRET_LESSON).slug not in sitemap
    assert Page.objects.get(title=SECRET_COURSE).slug not in sitemap
