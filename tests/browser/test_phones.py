"""What every page owes a cheap phone: controls a thumb finds, words an eye reads, no sideways scroll."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page
from wagtail.models import Site

from accounts.erasing import request_erasure
from accounts.models import User
from accounts.roles import ADMINISTRATORS
from cms.models import SiteSettings
from cohorts.models import Cohort
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, EnrolmentFactory, LessonFactory
from tests.factories.youtube import VideoFactory
from tests.learning.test_channel_page import with_channel
from youtube_integration.models import VideoSnapshot

#: Heights in pixels of what is pressed and is smaller than a thumb; links inside text are as they are.
SMALL = """chrome => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter(each => !chrome || !each.closest(chrome))
  .filter(each => {
    const box = each.getBoundingClientRect(), style = getComputedStyle(each);
    if (box.width <= 1 || box.height <= 1 || style.visibility === 'hidden') return false;
    if (style.display === 'inline' && each.closest('p, li, td, dd, figcaption, small')) return false;
    const label = each.closest('label');
    return Math.max(box.height, label ? label.getBoundingClientRect().height : 0) < 43.5;
  })
  .map(each => `${Math.round(each.getBoundingClientRect().height)} px: ${each.outerHTML.slice(0, 120)}`)"""
#: Texts below 14 pixels; drawings have sizes of their own.
TINY = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && holder.checkVisibility() && !holder.closest('svg')
        && parseFloat(getComputedStyle(holder).fontSize) < 13.5)
      found.push(`${getComputedStyle(holder).fontSize}: ${walker.currentNode.data.trim().slice(0, 40)}`);
  }
  return found;
}"""
SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"
# Wagtail's own: the outline beside its forms, and the marks and dates of its lists.
WAGTAILS = ".w-minimap, .page-status-tag, .w-human-readable-date"


@pytest.fixture
def complaints(
    page: Page, live_server: object, violations: Callable[[Page], list[str]]
) -> Callable[..., list[str]]:
    """What is wrong with the page at an address, for this person, each as one line."""

    def look(address: str, person: User | None = None, chrome: str = "") -> list[str]:
        page.context.clear_cookies()
        if person:
            client = Client()
            client.force_login(person)
            name = django_settings.SESSION_COOKIE_NAME
            value = client.cookies[name].value
            page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto(live_server.url + address)
        found = page.evaluate(SMALL, chrome) + page.evaluate(TINY)
        # Dark, since the other browser tests look at the light pages.
        page.emulate_media(color_scheme="dark")
        found += violations(page)
        return [f"{address}: {each}" for each in found + sideways(page)]

    return look


def sideways(page: Page) -> list[str]:
    """How far the page scrolls sideways on a narrow phone, and for who needs large letters."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    large = page.evaluate(SIDEWAYS)
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": 320, "height": 740})
    narrow = page.evaluate(SIDEWAYS)
    widths = {"with text at 200 %": large, "at 320 px": narrow}
    return [f"scrolls {far} px {where}" for where, far in widths.items() if far > 0]


@pytest.fixture
def cohort() -> Cohort:
    lesson = LessonFactory(title="Mempertanggungjawabkan rekaman")
    cohort = CohortFactory(slug="kawi", seats=20, courses=[lesson.course])
    lesson.course.track.name = "Kreatif & Hiburan"
    lesson.course.track.save()
    return cohort


def test_a_visitor_s_pages_fit(cohort: Cohort, complaints: Callable[..., list[str]]) -> None:
    address = "pelatihan-kanal@diskominfo.contoh.example"
    SiteSettings.objects.update_or_create(
        site=Site.objects.get(is_default_site=True), defaults={"contact_email": address}
    )
    pages = ["/", "/kursus/", "/angkatan/kawi/", "/accounts/signup/", "/di-mana-ini/"]
    assert [each for address in pages for each in complaints(address)] == []


def test_a_trainee_s_pages_fit_also_with_large_figures_and_long_words(
    cohort: Cohort, complaints: Callable[..., list[str]]
) -> None:
    sari = with_channel(subscribers=1_230_000, views=987_654_321, videos=1_234)
    channel = sari.channel_connections.get().channel
    for ago in (2, 15):
        published = timezone.now() - timedelta(days=ago)
        video = VideoFactory(
            channel=channel, title="Mempertanggungjawabkan", published_at=published
        )
        VideoSnapshot.objects.create(video=video, age=1, fetched_at=published, views=1_234_567)

    pages = ["/dashboard/", "/channel/", "/angkatan/kawi/", "/accounts/profil/", "/accounts/2fa/"]
    assert [each for address in pages for each in complaints(address, sari)] == []


def test_pages_of_ours_in_the_admin_fit(
    cohort: Cohort, complaints: Callable[..., list[str]]
) -> None:
    boss = UserFactory(role=ADMINISTRATORS)
    enrolment = EnrolmentFactory(cohort=cohort)
    EnrolmentFactory(cohort=cohort, waiting=True)
    erasure, _new = request_erasure(person=enrolment.user, now=timezone.now())

    pages = [
        "/admin/",
        "/admin/import/",
        "/admin/reports/mail/",
        "/admin/reports/youtube/",
        "/admin/reports/erasures/",
        f"/admin/reports/erasures/{erasure.pk}/erase/",
        "/admin/cohorts/",
        f"/admin/cohorts/{cohort.pk}/people/",
        f"/admin/cohorts/{cohort.pk}/close-list/",
        f"/admin/users/edit/{enrolment.user.pk}/",
    ]
    assert [each for address in pages for each in complaints(address, boss, WAGTAILS)] == []
