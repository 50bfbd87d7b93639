"""Ticks of a checklist belong to the person and the lesson, on every device of theirs."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from accounts.models import User
from accounts.privacy import export_person
from accounts.roles import INSTRUCTORS
from cohorts.models import CohortCourse, Enrolment
from courses.models import CoursePage, LessonPage
from learning.models import LessonTick
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.courses import (
    CohortFactory,
    EnrolmentFactory,
    LessonFactory,
    body_of,
    checklist,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BY_SCRIPT = {"accept": "application/json"}
BY_FORM = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
BOX = re.compile(r"<input type=\"checkbox\"[^>]*>")


@pytest.fixture
def lesson() -> LessonPage:
    body = [
        *json.loads(body_of("Baca dulu.")),
        checklist("Lap lensa.", "Buka jendela.", "Rekam."),
        checklist("Buka aplikasi.", "Tekan tombol.", key="urutan", kind="steps"),
    ]
    return LessonFactory(body=json.dumps(body))


@pytest.fixture
def sari(lesson: LessonPage) -> User:
    return EnrolmentFactory(cohort=CohortFactory(courses=[lesson.course])).user


def device_of(person: User | None = None) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def send(client: Client, lesson: LessonPage, **changes: object) -> int:
    """Status of what the lesson's script sends: `item` was ticked, `was` unticked."""
    path = f"/pelajaran/{lesson.pk}/centang/"
    return client.post(path, changes, headers=BY_SCRIPT).status_code


def boxes(client: Client, lesson: LessonPage) -> list[str]:
    return BOX.findall(client.get(lesson.url).content.decode())


def shown(client: Client, lesson: LessonPage) -> set[str]:
    """Items whose boxes are ticked as the page is drawn."""
    ticked = [box for box in boxes(client, lesson) if re.search(r"\schecked\b", box)]
    return {re.search(r'value="([^"]+)"', box)[1] for box in ticked}


class TestOnEveryDevice:
    def test_a_tick_follows_to_another_phone(self, lesson: LessonPage, sari: User) -> None:
        phone, laptop = device_of(sari), device_of(sari)
        assert shown(phone, lesson) == set()

        assert send(phone, lesson, item="coba-2") == 204
        assert shown(laptop, lesson) == {"coba-2"}

        assert send(laptop, lesson, was="coba-2") == 204
        assert shown(phone, lesson) == set()

    def test_two_phones_that_tick_one_box_each_undo_nothing(
        self, lesson: LessonPage, sari: User
    ) -> None:
        phone, laptop = device_of(sari), device_of(sari)
        for device in (phone, laptop):
            device.get(lesson.url)

        send(phone, lesson, item="coba-1")
        send(laptop, lesson, item="coba-3")

        assert shown(phone, lesson) == {"coba-1", "coba-3"}

    def test_a_change_that_is_sent_twice_is_made_once(self, lesson: LessonPage, sari: User) -> None:
        phone = device_of(sari)
        for _time in range(2):
            assert send(phone, lesson, item="coba-1") == 204
        assert LessonTick.objects.count() == 1
        for _time in range(2):
            assert send(phone, lesson, was="coba-1") == 204
        assert not LessonTick.objects.exists()

    def test_two_lessons_whose_boxes_have_one_id_share_no_tick(
        self, lesson: LessonPage, sari: User
    ) -> None:
        other = LessonFactory(parent=lesson.module, body=json.dumps([checklist("Satu", "Dua")]))
        send(device_of(sari), lesson, item="coba-1")
        assert shown(device_of(sari), other) == set()

    def test_nobody_else_sees_it(self, lesson: LessonPage, sari: User) -> None:
        budi = EnrolmentFactory(cohort=Enrolment.objects.get(user=sari).cohort).user
        send(device_of(sari), lesson, item="coba-1")

        assert shown(device_of(budi), lesson) == set()
        send(device_of(budi), lesson, was="coba-1")
        assert shown(device_of(sari), lesson) == {"coba-1"}


class TestWithoutScript:
    """A browser sends all boxes that are ticked, and which were when the page was drawn."""

    def test_the_form_keeps_what_changed_and_leads_back(
        self, lesson: LessonPage, sari: User
    ) -> None:
        phone = device_of(sari)
        send(phone, lesson, item=["coba-1", "coba-2"])
        page = phone.get(lesson.url).content.decode()
        was = re.findall(r'name="was" value="([^"]+)"', page)
        assert sorted(was) == ["coba-1", "coba-2"]
        assert 'name="at" value="block-coba"' in page
        # Meanwhile another phone ticks the third box.
        send(device_of(sari), lesson, item="coba-3")

        response = phone.post(
            f"/pelajaran/{lesson.pk}/centang/",
            {"item": ["coba-2"], "was": was, "at": "block-coba"},
            headers=BY_FORM,
        )

        assert response.headers["Location"] == f"{lesson.url}#b-block-coba"
        assert shown(phone, lesson) == {"coba-2", "coba-3"}

    def test_after_the_session_ended_the_lesson_opens_and_shows_what_is_kept(
        self, lesson: LessonPage, sari: User
    ) -> None:
        address = f"/pelajaran/{lesson.pk}/centang/"
        response = Client().post(address, {"item": "coba-1"}, headers=BY_FORM)
        assert response.headers["Location"] == f"/accounts/login/?next={address}"
        assert device_of(sari).get(address).headers["Location"] == lesson.url
        assert shown(device_of(sari), lesson) == set()

    def test_a_lesson_that_changed_meanwhile_says_so(self, lesson: LessonPage, sari: User) -> None:
        phone = device_of(sari)
        address = f"/pelajaran/{lesson.pk}/centang/"
        page = phone.post(address, {"item": "coba-9"}, headers=BY_FORM, follow=True)
        [message] = page.context["messages"]
        assert "tidak ada centang yang tersimpan" in str(message)


class TestWhoMayTick:
    def test_a_visitors_browser_keeps_them_and_two_share_none(self, lesson: LessonPage) -> None:
        one, two = (
            LessonFactory(free=True, body=json.dumps([checklist("Satu", "Dua")])) for _ in "ab"
        )
        sari, budi = UserFactory(pk=12345), UserFactory()

        def key_of(lesson: LessonPage, person: User | None) -> str:
            page = device_of(person).get(lesson.url).content.decode()
            assert ("data-stored" in page) is (person is not None)
            return re.search(r'data-checklist="([^"]+)"', page)[1]

        assert key_of(one, sari) == f"12345.{one.pk}.block-coba"
        assert key_of(one, None) == f"0.{one.pk}.block-coba"
        keys = {key_of(each, who) for each in (one, two) for who in (sari, budi, None)}
        assert len(keys) == 6
        assert send(device_of(), one, item="coba-1") == 403

    def test_without_a_seat_nobody_ticks(self, lesson: LessonPage, sari: User) -> None:
        assert send(device_of(UserFactory()), lesson, item="coba-1") == 403
        Enrolment.objects.filter(user=sari).update(
            status=Enrolment.Status.WITHDRAWN, withdrawn_at=timezone.now()
        )
        assert send(device_of(sari), lesson, item="coba-1") == 403
        assert not LessonTick.objects.exists()

    def test_whoever_reads_a_free_lesson_ticks(self, sari: User) -> None:
        free = LessonFactory(free=True, body=json.dumps([checklist("Satu", "Dua")]))
        assert send(device_of(sari), free, item="coba-1") == 204

    def test_in_a_cohort_that_is_over_who_has_the_seat_ticks_on(
        self, lesson: LessonPage, sari: User
    ) -> None:
        cohort = CohortFactory(over=True, courses=[lesson.course])
        dewi = EnrolmentFactory(cohort=cohort, completed=True).user
        assert send(device_of(dewi), lesson, item="coba-1") == 204

    def test_in_a_hidden_or_closed_lesson_nobody_ticks(
        self, lesson: LessonPage, sari: User
    ) -> None:
        PageViewRestriction.objects.create(
            page=lesson.module, restriction_type=PageViewRestriction.GROUPS
        )
        assert send(device_of(sari), lesson, item="coba-1") == 404
        PageViewRestriction.objects.all().delete()
        lesson.unpublish()
        assert send(device_of(sari), lesson, item="coba-1") == 404
        assert send(device_of(sari), LessonPage(pk=2**62), item="coba-1") == 404

    def test_a_lesson_that_ended_shows_ticks_and_takes_none(
        self, lesson: LessonPage, sari: User
    ) -> None:
        phone = device_of(sari)
        send(phone, lesson, item="coba-1")
        phone.post(f"/pelajaran/{lesson.pk}/selesai/")
        LessonPage.objects.filter(pk=lesson.pk).update(live=False, expired=True)

        assert shown(phone, lesson) == {"coba-1"}
        assert all(re.search(r"\sdisabled\b", box) for box in boxes(phone, lesson))
        assert send(phone, lesson, item="coba-2") == 404

    def test_staff_who_proof_read_tick_and_keep_no_lesson_from_being_deleted(
        self, lesson: LessonPage
    ) -> None:
        bagus = device_of(UserFactory(role=INSTRUCTORS))
        assert send(bagus, lesson, item="coba-1") == 204
        lesson.delete()
        assert not LessonTick.objects.exists()

    def test_a_preview_in_the_editor_keeps_nothing(self, lesson: LessonPage) -> None:
        assert b"data-stored" not in lesson.make_preview_request().content


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        "items", [["urutan-1"], ["coba-1", "bukan"], [""], ["x" * 5000], ["coba-1"] * 90 + ["y"]]
    )
    def test_items_that_the_lesson_has_no_box_for(
        self, items: list[str], lesson: LessonPage, sari: User
    ) -> None:
        phone = device_of(sari)
        assert send(phone, lesson, item=items) == 400
        assert send(phone, lesson, was=items) == 400
        assert not LessonTick.objects.exists()

    def test_a_page_that_somebody_else_signed_in_beside(
        self, lesson: LessonPage, sari: User
    ) -> None:
        """Two tabs of a shared phone: a tick from the first never lands with the second's person."""
        budi = EnrolmentFactory(cohort=Enrolment.objects.get(user=sari).cohort).user
        phone = Client(enforce_csrf_checks=True)
        phone.force_login(sari)
        token = re.search(
            r'data-ticks.*?name="csrfmiddlewaretoken" value="([^"]+)"',
            phone.get(lesson.url).content.decode(),
            re.DOTALL,
        )[1]
        assert send(phone, lesson, item="coba-1") == 403
        assert send(phone, lesson, item="coba-1", csrfmiddlewaretoken=token) == 204

        phone.logout()
        csrf_token = phone.get("/accounts/login/").context["csrf_token"]
        phone.post(
            "/accounts/login/",
            {"login": budi.email, "password": PASSWORD, "csrfmiddlewaretoken": str(csrf_token)},
        )
        assert phone.session["_auth_user_id"] == str(budi.pk)
        assert send(phone, lesson, item="coba-2", csrfmiddlewaretoken=token) == 403
        assert not LessonTick.objects.filter(user=budi).exists()


class TestAsTheLessonChanges:
    def test_a_reworded_and_moved_step_keeps_its_tick_and_a_taken_one_is_gone(
        self, lesson: LessonPage, sari: User
    ) -> None:
        phone = device_of(sari)
        send(phone, lesson, item=["coba-1", "coba-2"])
        body = lesson.body.get_prep_value()
        first, _second, third = body[1]["value"]["items"]
        first["value"] = "Lap lensa dengan kaus bersih."
        body[1]["value"]["items"] = [third, first]
        lesson.body = json.dumps(body)
        lesson.save_revision().publish()

        assert shown(phone, lesson) == {"coba-1"}
        assert '"coba-2"' not in phone.get(lesson.url).content.decode()

    def test_lists_of_an_older_form_go_by_block_and_number(self) -> None:
        steps = {"kind": "checklist", "title": "Coba", "items": ["Satu", "Dua"]}
        body = json.dumps([{"type": "steps", "id": "b1", "value": steps}])
        lesson = LessonFactory(free=True, body=body)
        phone = device_of(UserFactory())
        assert send(phone, lesson, item="b1.1") == 204
        assert shown(phone, lesson) == {"b1.1"}

    def test_a_copied_course_shows_none_of_the_originals_ticks(
        self, lesson: LessonPage, sari: User
    ) -> None:
        phone = device_of(sari)
        send(phone, lesson, item="coba-1")
        copy = lesson.course.copy(recursive=True, update_attrs={"slug": "salinan"})
        [again] = LessonPage.objects.of_courses([CoursePage.objects.get(pk=copy.pk)])
        cohort = Enrolment.objects.get(user=sari).cohort
        CohortCourse.objects.create(cohort=cohort, course=again.course)

        assert shown(phone, again) == set()
        assert send(phone, again, item="coba-1") == 400
        assert len(boxes(phone, again)) == 3

    def test_a_moved_lesson_keeps_them(self, lesson: LessonPage, sari: User) -> None:
        send(device_of(sari), lesson, item="coba-1")
        elsewhere = LessonFactory(free=True).module
        lesson.move(elsewhere, pos="last-child")
        lesson = LessonPage.objects.get(pk=lesson.pk)
        cohort = Enrolment.objects.get(user=sari).cohort
        CohortCourse.objects.create(cohort=cohort, course=lesson.course)
        assert shown(device_of(sari), lesson) == {"coba-1"}


def test_a_person_takes_their_ticks_along(lesson: LessonPage, sari: User) -> None:
    send(device_of(sari), lesson, item=["coba-1", "coba-3"])
    LessonTick.objects.create(user=sari, lesson=lesson, item="gone")

    assert export_person(sari)["learning"]["ticks"] == [
        {"lesson": lesson.title, "item": "Lap lensa."},
        {"lesson": lesson.title, "item": "Rekam."},
        {"lesson": lesson.title, "item": None},
    ]
