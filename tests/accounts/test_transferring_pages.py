"""Who follows a colleague edits the colleague's lessons, once an administrator handed them over."""

from __future__ import annotations

import logging

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageLogEntry

from accounts.models import User
from accounts.roles import ADMINISTRATORS, INSTRUCTORS, MANAGERS
from accounts.transferring_pages import TransferRefused, transfer_pages
from courses.models import CoursePage, LessonPage
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory, LessonFactory, ModuleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaves() -> User:
    return UserFactory(name="Bu Pergi", role=INSTRUCTORS)


@pytest.fixture
def follows() -> User:
    return UserFactory(name="Pak Datang", role=INSTRUCTORS)


@pytest.fixture
def boss() -> User:
    return UserFactory(name="Bos", role=ADMINISTRATORS)


@pytest.fixture
def lesson(leaves: User, follows: User) -> LessonPage:
    """In a course of hers that names both."""
    course = CourseFactory(owner=leaves)
    course.instructors = [leaves, follows]
    course.save()
    module = ModuleFactory(parent=course, owner=leaves)
    return LessonFactory(parent=module, owner=leaves)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def edits(person: User, page: Page) -> bool:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return signed_in(person).get(address).status_code == 200


def press(boss: User, giver: User, receiver: User) -> str:
    address = reverse("transfer_pages", args=[giver.pk])
    response = signed_in(boss).post(address, {"receiver": receiver.pk}, follow=True)
    return response.content.decode()


def test_who_follows_edits_course_and_lessons_and_who_left_does_not(
    lesson: LessonPage, leaves: User, follows: User, boss: User
) -> None:
    colleague = UserFactory(role=INSTRUCTORS)
    pages = [CoursePage.objects.get(), lesson]
    assert [edits(follows, page) for page in pages] == [False, False]

    assert "3 halaman sekarang milik Pak Datang." in press(boss, leaves, follows)

    assert [edits(follows, page) for page in pages] == [True, True]
    assert not any(edits(person, page) for person in (leaves, colleague) for page in pages)


def test_a_draft_of_before_that_is_published_later_gives_nothing_back(
    lesson: LessonPage, leaves: User, follows: User, boss: User
) -> None:
    revision = lesson.save_revision(user=leaves)
    press(boss, leaves, follows)
    revision.refresh_from_db()
    revision.publish()
    assert (edits(follows, lesson), edits(leaves, lesson)) == (True, False)


def test_a_closed_account_edits_nothing_and_its_pages_can_be_handed_over(
    lesson: LessonPage, leaves: User, follows: User, boss: User
) -> None:
    leaves.is_active = False
    leaves.save()
    assert not edits(leaves, lesson)
    press(boss, leaves, follows)
    assert edits(follows, lesson)


@pytest.mark.parametrize("why", ["closed", "trainee", "manager", "oneself"])
def test_pages_go_to_nobody_who_could_not_edit_them(
    why: str, lesson: LessonPage, leaves: User, boss: User
) -> None:
    receiver = {
        "closed": lambda: UserFactory(role=INSTRUCTORS, is_active=False),
        "trainee": UserFactory,
        "manager": lambda: UserFactory(role=MANAGERS),
        "oneself": lambda: leaves,
    }[why]()
    page = press(boss, leaves, receiver)
    assert "Pilih" in page or "pilihan" in page.lower()
    with pytest.raises(TransferRefused):
        transfer_pages(giver=leaves, receiver=receiver, actor=boss)
    assert Page.objects.filter(owner=leaves).count() == 3


def test_only_who_gives_roles_hands_over(lesson: LessonPage, leaves: User, follows: User) -> None:
    for person in (follows, leaves, UserFactory(role=MANAGERS)):
        press(person, leaves, follows)
        with pytest.raises(TransferRefused):
            transfer_pages(giver=leaves, receiver=follows, actor=person)
    assert Page.objects.filter(owner=leaves).count() == 3


def test_it_stands_in_both_logs_once(
    lesson: LessonPage,
    leaves: User,
    follows: User,
    boss: User,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: object,
) -> None:
    with caplog.at_level(logging.INFO, "kanal.security"):
        for number in (3, 0):
            with django_capture_on_commit_callbacks(execute=True):
                assert transfer_pages(giver=leaves, receiver=follows, actor=boss) == number
    lines = [line for line in caplog.messages if "pages_handed_over" in line]
    assert len(lines) == 1
    assert f"account={leaves.pk}" in lines[0]
    assert f"to={follows.pk} pages=3" in lines[0]
    entries = PageLogEntry.objects.filter(action="accounts.hand_over")
    assert [entry.user for entry in entries] == [boss] * 3
    history = signed_in(boss).get(reverse("wagtailadmin_pages:history", args=[lesson.pk]))
    assert "Diserahkan kepada orang lain" in history.content.decode()


@pytest.mark.parametrize("change", ["closed", "role"])
def test_it_is_offered_when_an_account_is_closed_or_loses_its_role(
    change: str, lesson: LessonPage, leaves: User, boss: User
) -> None:
    client = signed_in(boss)
    form = {"name": leaves.name, "email": leaves.email, "is_active": "on"}
    if change == "closed":
        del form["is_active"]
        form["groups"] = [group.pk for group in leaves.groups.all()]
    address = reverse("transfer_pages", args=[leaves.pk])
    response = client.post(reverse("wagtailusers_users:edit", args=[leaves.pk]), form)
    assert response.status_code == 302
    page = client.get(reverse("wagtailusers_users:index")).content.decode()
    assert "3 halaman masih milik Bu Pergi." in page
    assert address in page
    assert (
        address in client.get(reverse("wagtailusers_users:edit", args=[leaves.pk])).content.decode()
    )
