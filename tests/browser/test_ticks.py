"""Ticks in real browsers: they follow a person to another phone, and a lost connection loses none."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accounts.models import User
from courses.models import LessonPage
from learning.models import LessonTick
from tests.factories.courses import CohortFactory, EnrolmentFactory, LessonFactory, checklist

NOT_YET = "Belum tersimpan."
STEPS = ("Lap lensa.", "Buka jendela.", "Rekam.")


@pytest.fixture
def lesson() -> LessonPage:
    return LessonFactory(preview=True, body=json.dumps([checklist(*STEPS)]))


@pytest.fixture
def phone(
    browser: Browser, browser_context_args: dict, live_server: object, lesson: LessonPage
) -> Iterator[Callable[[User | None], Page]]:
    """A browser of somebody's own with the lesson open; None is a visitor."""
    opened: list[BrowserContext] = []

    def at(person: User | None) -> Page:
        context = browser.new_context(**browser_context_args)
        opened.append(context)
        sign_in(context, live_server.url, person)
        page = context.new_page()
        page.goto(live_server.url + lesson_path(lesson))
        return page

    yield at
    for context in opened:
        context.close()


@pytest.fixture
def sari(lesson: LessonPage) -> User:
    return EnrolmentFactory(cohort=CohortFactory(courses=[lesson.course])).user


def sign_in(context: BrowserContext, site: str, person: User | None) -> None:
    context.clear_cookies()
    if person is None:
        return
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


def lesson_path(lesson: LessonPage) -> str:
    return urlsplit(lesson.full_url).path


def ticked(page: Page) -> list[bool]:
    return [box.is_checked() for box in page.get_by_role("checkbox").all()]


def tick(page: Page, step: str) -> None:
    page.get_by_text(step).click()


def wait_until_saved(page: Page, step: str) -> None:
    """Ticks, and waits for the server's word."""
    with page.expect_response("**/centang/") as response:
        tick(page, step)
    assert response.value.status == 204


def test_a_tick_is_there_after_a_reload_and_on_another_phone_and_not_for_another_person(
    phone: Callable[[User | None], Page],
    sari: User,
    violations: Callable[[Page], list[str]],
) -> None:
    first = phone(sari)
    dialogs = []
    first.on("console", lambda message: message.type == "error" and dialogs.append(message.text))
    wait_until_saved(first, STEPS[0])
    assert violations(first) == []
    first.reload()
    assert ticked(first) == [True, False, False]

    second = phone(sari)
    assert ticked(second) == [True, False, False]
    # Each unticks or ticks one box while both pages stand open.
    wait_until_saved(second, STEPS[0])
    wait_until_saved(first, STEPS[2])
    second.reload()
    assert ticked(second) == [False, False, True]

    budi = EnrolmentFactory(cohort=sari.enrolments.get().cohort).user
    assert ticked(phone(budi)) == [False, False, False]
    assert dialogs == []


def test_a_double_press_ends_as_the_box_shows(
    phone: Callable[[User | None], Page], sari: User
) -> None:
    page = phone(sari)
    for _time in range(2):
        page.get_by_text(STEPS[1]).dblclick()
    wait_until_saved(page, STEPS[1])
    page.wait_for_function("() => localStorage.length === 0")
    assert LessonTick.objects.of(sari, LessonPage.objects.get()).items() == {"coba-2"}


def test_a_lost_connection_is_told_and_the_tick_is_sent_when_it_is_back(
    phone: Callable[[User | None], Page], sari: User
) -> None:
    page = phone(sari)
    page.context.set_offline(True)
    tick(page, STEPS[0])
    row = page.get_by_role("listitem").filter(has_text=STEPS[0])
    expect(row.get_by_role("status").filter(has_text=NOT_YET)).to_be_visible()
    assert ticked(page) == [True, False, False]
    assert not LessonTick.objects.exists()

    page.context.set_offline(False)
    expect(page.get_by_role("status").filter(has_text="Tersimpan.")).to_be_visible()
    assert ticked(phone(sari)) == [True, False, False]


def test_a_page_closed_without_connection_sends_the_tick_when_the_lesson_opens_again(
    phone: Callable[[User | None], Page], live_server: object, sari: User, lesson: LessonPage
) -> None:
    budi = EnrolmentFactory(cohort=sari.enrolments.get().cohort).user
    page = phone(sari)
    context, address = page.context, page.url
    context.set_offline(True)
    tick(page, STEPS[1])
    expect(page.get_by_role("status").filter(has_text=NOT_YET)).to_be_visible()
    # What a page sends as it closes outlives it, and with it the switch that holds it off line.
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('off line')); }")
    page.close()
    context.set_offline(False)

    # Somebody else takes the phone first: it is neither shown nor sent as theirs.
    sign_in(context, live_server.url, budi)
    theirs = context.new_page()
    theirs.goto(address)
    assert ticked(theirs) == [False, False, False]
    assert not LessonTick.objects.exists()

    sign_in(context, live_server.url, sari)
    again = context.new_page()
    with again.expect_response("**/centang/") as response:
        again.goto(address)
    assert response.value.status == 204
    assert ticked(again) == [False, True, False]
    assert LessonTick.objects.of(sari, lesson).items() == {"coba-2"}
    assert not LessonTick.objects.filter(user=budi).exists()


def test_a_seat_that_is_gone_is_told_and_nothing_is_promised(
    phone: Callable[[User | None], Page], sari: User, lesson: LessonPage
) -> None:
    page = phone(sari)
    lesson.unpublish()
    tick(page, STEPS[0])
    expect(page.get_by_role("status").filter(has_text="Tidak tersimpan.")).to_be_visible()


def test_a_visitors_ticks_stay_on_the_phone_and_become_nobodys(
    phone: Callable[[User | None], Page], live_server: object, sari: User
) -> None:
    page = phone(None)
    tick(page, STEPS[0])
    page.reload()
    assert ticked(page) == [True, False, False]

    sign_in(page.context, live_server.url, sari)
    page.reload()
    assert ticked(page) == [False, False, False]
    assert not LessonTick.objects.exists()
    sign_in(page.context, live_server.url, None)
    page.reload()
    assert ticked(page) == [True, False, False]


def test_what_a_person_s_browser_kept_before_the_server_did_is_taken_over(
    phone: Callable[[User | None], Page], sari: User, lesson: LessonPage
) -> None:
    page = phone(sari)
    page.evaluate(f"localStorage.setItem('kanal.steps.{sari.pk}.{lesson.pk}.block-coba', '[0, 2]')")
    with page.expect_response("**/centang/"):
        page.reload()
    assert ticked(page) == [True, False, True]
    assert LessonTick.objects.of(sari, lesson).items() == {"coba-1", "coba-3"}
    page.wait_for_function("() => localStorage.length === 0")


@pytest.fixture
def without_script(
    browser: Browser,
    browser_context_args: dict,
    live_server: object,
    lesson: LessonPage,
    sari: User,
) -> Iterator[Page]:
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    sign_in(context, live_server.url, sari)
    page = context.new_page()
    page.goto(live_server.url + lesson_path(lesson))
    yield page
    context.close()


def test_without_script_a_button_keeps_them(
    without_script: Page, phone: Callable[[User | None], Page], sari: User
) -> None:
    tick(without_script, STEPS[0])
    without_script.get_by_role("button", name="Simpan centang").click()
    assert without_script.url.endswith("#b-block-coba")
    assert ticked(without_script) == [True, False, False]
    assert ticked(phone(sari)) == [True, False, False]
