"""Home page, plain pages and the site's settings, from `content/site`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from cms.calls_to_action import call_to_action_choices
from cms.models import HomePage, SiteSettings, StandardPage
from courses.models import CoursePage, LessonPage
from demo.bodies import CONTENT, Library, body, read, stream_id
from demo.pages import Teaching

SITE = CONTENT / "site"
#: Fields that a file gives as they are.
HOME_FIELDS = (
    *("title", "seo_title", "search_description", "kicker", "heading", "lead", "main_label"),
    *("second_label", "how_heading", "links_heading", "links_from", "links_to", "week_heading"),
    *("week_text", "questions_heading", "closing_heading", "closing_text"),
)
SETTINGS = ("institution", "tagline", "about", "contact_email", "contact_address")


@transaction.atomic
def load_site(teaching: Teaching) -> None:
    """Write the texts; needs the courses' pages and, for the invitation, the cohort."""
    pages = load_standard_pages(teaching)
    load_settings(pages)
    load_home(teaching)


def load_standard_pages(teaching: Teaching) -> dict[str, StandardPage]:
    """The plain pages by slug; those that exist are left as they are."""
    home = HomePage.objects.get()
    content = read(SITE / "situs.toml")
    pages = {}
    for slug in content["footer"]:
        known = StandardPage.objects.child_of(home).filter(slug=slug).first()
        pages[slug] = known or _standard_page(home, slug, teaching)
    return pages


def _standard_page(home: HomePage, slug: str, teaching: Teaching) -> StandardPage:
    content = read(SITE / f"{slug}.toml")
    page = StandardPage(
        title=content["title"],
        slug=slug,
        search_description=content["search_description"],
        introduction=content["introduction"],
        body=body(content["body"], Library(SITE, content["title"]), key=slug, pages=_no_lesson),
        first_published_at=teaching.since,
        last_published_at=teaching.since,
    )
    return home.add_child(instance=page)


def _no_lesson(course: str, lesson: str) -> int:
    raise ValueError(f"a plain page leads to no lesson, yet names {course}/{lesson}")


def load_settings(pages: dict[str, StandardPage]) -> None:
    content = read(SITE / "situs.toml")
    settings = SiteSettings.current()
    for name in SETTINGS:
        setattr(settings, name, content[name])
    settings.footer_pages = _stream("page", (page.pk for page in pages.values()), "footer")
    settings.save()


def load_home(teaching: Teaching) -> None:
    """The home page: words, links to the courses, and the cohort it invites to."""
    content = read(SITE / "beranda.toml")
    home = HomePage.objects.get()
    for name in HOME_FIELDS:
        setattr(home, name, content[name])
    courses = {page.slug: page for page in CoursePage.objects.all()}
    course, _, lesson = content["second"].partition("/")
    home.second_page = LessonPage.objects.of_courses([courses[course]]).get(slug=lesson)
    home.main_page = courses[course].get_parent()
    home.how_steps = _stream("step", ({**step, "picture": None} for step in content["how"]), "how")
    home.links = _stream("page", (courses[slug].pk for slug in content["links"]), "links")
    home.questions = _stream("question", content["question"], "questions")
    home.call_to_action = _call_to_action_to(content["cohort"])
    home.first_published_at = home.first_published_at or teaching.since
    home.last_published_at = teaching.since
    home.save()


def _call_to_action_to(cohort: str) -> str:
    """The invitation to that cohort, as the app above the website calls it."""
    found = (choice for choice, _label in call_to_action_choices() if choice.endswith(f":{cohort}"))
    return next(found, "")


def _stream(kind: str, values: Iterable[Any], key: str) -> str:
    blocks = [
        {"type": kind, "value": value, "id": stream_id(key, index)}
        for index, value in enumerate(values)
    ]
    return json.dumps(blocks)
