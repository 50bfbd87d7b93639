"""A closed account, a cohort that is over, a cohort that was renamed: by whichever entry point."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import INSTRUCTORS, MANAGERS
from cms.calls_to_action import find_call_to_action
from cohorts.closing import close_waiting_list
from cohorts.intended_cohort import take_intended_cohort
from cohorts.models import Cohort, Enrolment, FormerSlug, IntendedEnrolment
from courses.models import LessonPage
from tests.accounts.test_login import confirm, sign_up
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, CourseFactory, EnrolmentFactory, LessonFactory
from tests.factories.youtube import ChannelConnectionFactory
from youtube_integration.models import Channel

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Client:
    client = Client()
    client.force_login(UserFactory(role=MANAGERS))
    return client


@pytest.fixture
def boss() -> Client:
    client = Client()
    client.force_login(UserFactory(superuser=True))
    return client


def by_saving(person: User, boss: Client) -> None:
    person.is_active = False
    person.save()


def by_saving_that_alone(person: User, boss: Client) -> None:
    person.is_active = False
    person.save(update_fields=["is_active"])


def by_a_queryset(person: User, boss: Client) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


def by_a_bulk_update(person: User, boss: Client) -> None:
    person.is_active = False
    User.objects.bulk_update([person], ["is_active"])


def by_the_form(person: User, boss: Client) -> None:
    boss.post(f"/admin/users/edit/{person.pk}/", {"name": person.name, "email": person.email})


def by_a_bulk_action(person: User, boss: Client) -> None:
    address = f"/admin/bulk/accounts/user/set_active_state/?id={person.pk}"
    boss.post(address, {"mark_as_active": "False"})


@pytest.mark.parametrize(
    "close",
    [
        by_saving,
        by_saving_that_alone,
        by_a_queryset,
        by_a_bulk_update,
        by_the_form,
        by_a_bulk_action,
    ],
)
def test_a_closed_account_leaves_everything_open_and_the_next_moves_up(
    close: object, boss: Client
) -> None:
    cohort = CohortFactory(seats=1, courses=[CourseFactory()])
    gone = EnrolmentFactory(cohort=cohort)
    first, second = EnrolmentFactory.create_batch(2, cohort=cohort, waiting=True)
    elsewhere = EnrolmentFactory(user=gone.user, applied=True)
    finished = EnrolmentFactory(user=gone.user, completed=True)
    person = User.objects.get(pk=gone.user_id)

    close(person, boss)

    assert not User.objects.get(pk=person.pk).is_active
    rows = {row.pk: row for row in Enrolment.objects.all()}
    assert [rows[each.pk].status for each in (gone, elsewhere, finished, first, second)] == [
        "withdrawn",
        "withdrawn",
        "completed",
        "active",
        "waitlisted",
    ]
    assert rows[gone.pk].withdrawal_reason == "Akunnya ditutup."
    assert [letter.to for letter in mail.outbox] == [[first.user.email]]


def test_people_closed_together_move_up_nobody_of_their_own() -> None:
    cohort = CohortFactory(seats=1)
    rows = [
        EnrolmentFactory(cohort=cohort),
        *EnrolmentFactory.create_batch(2, cohort=cohort, waiting=True),
    ]
    User.objects.filter(pk__in=[row.user_id for row in rows[:2]]).update(is_active=False)
    assert [Enrolment.objects.get(pk=row.pk).status for row in rows] == [
        "withdrawn",
        "withdrawn",
        "active",
    ]
    assert [letter.to for letter in mail.outbox] == [[rows[2].user.email]]


def test_an_intended_enrolment_made_at_sign_up_goes_with_the_account() -> None:
    person = UserFactory()
    IntendedEnrolment.objects.create(user=person, cohort=CohortFactory(), made_at=timezone.now())
    by_a_queryset(person, Client())
    assert not IntendedEnrolment.objects.exists()


def test_opening_it_again_brings_nothing_back() -> None:
    gone = EnrolmentFactory()
    for is_active in (False, True):
        gone.user.is_active = is_active
        gone.user.save()
    gone.refresh_from_db()
    assert gone.status == "withdrawn"


def test_a_closed_account_stands_nowhere_in_public_as_instructor(client: Client) -> None:
    course = CourseFactory(lessons=(1,))
    cohort = CohortFactory(courses=[course])
    gone = UserFactory(name="Pak Tutup", role=INSTRUCTORS)
    there = UserFactory(name="Bu Buka", role=INSTRUCTORS)
    for taught in (course, cohort):
        taught.instructors = [gone, there]
        taught.save()
    gone.is_active = False
    gone.save()
    for address in (course.url, cohort.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "Bu Buka" in page
        assert "Pak Tutup" not in page


def test_staff_see_that_an_account_is_closed(manager: Client) -> None:
    enrolment = EnrolmentFactory(user=UserFactory(name="Rini Tutup"), completed=True)
    enrolment.user.is_active = False
    enrolment.user.save()
    for address in (f"/admin/cohorts/{enrolment.cohort_id}/people/", "/admin/reports/progress/"):
        assert "akun ditutup" in manager.get(address).content.decode()


def test_the_nightly_sync_leaves_the_channel_of_a_closed_account() -> None:
    connection = ChannelConnectionFactory(channel__synced_on=None)
    assert Channel.objects.due(timezone.now()).exists()
    connection.user.is_active = False
    connection.user.save()
    assert not Channel.objects.due(timezone.now()).exists()


@pytest.fixture
def over() -> Cohort:
    return CohortFactory(over=True, by_approval=True, courses=[CourseFactory(lessons=(1,))])


def test_a_cohort_that_is_over_seats_nobody_from_the_admin(manager: Client, over: Cohort) -> None:
    applied = EnrolmentFactory(cohort=over, applied=True)
    left = EnrolmentFactory(cohort=over, withdrawn=True)
    EnrolmentFactory(cohort=over, waiting=True)
    page = manager.get(reverse("cohorts:people", args=[over.pk])).content.decode()
    assert reverse("cohorts:approve", args=[applied.pk]) not in page
    assert reverse("cohorts:bring_back", args=[left.pk]) not in page
    assert reverse("cohorts:promote", args=[over.pk]) not in page
    manager.post(reverse("cohorts:promote", args=[over.pk]), follow=True)

    for name, key in (("approve", applied.pk), ("bring_back", left.pk), ("approve_all", over.pk)):
        response = manager.post(reverse(f"cohorts:{name}", args=[key]), follow=True)
        (sentence,) = [str(message) for message in response.context["messages"]]
        assert "berakhir" in sentence or "ditutup" in sentence

    statuses = Enrolment.objects.values_list("status", flat=True)
    assert set(statuses) == {"applied", "waitlisted", "withdrawn"}
    assert mail.outbox == []


def test_an_intended_enrolment_in_a_cohort_that_ended_meanwhile_gives_no_seat(
    client: Client,
) -> None:
    cohort = CohortFactory(courses=[CourseFactory()])
    client.post(f"{cohort.get_absolute_url()}ikut/")
    sign_up(client, email="rini@contoh.example")
    today = timezone.localdate()
    Cohort.objects.update(starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=1))
    confirm(client)
    assert User.objects.get().email == "rini@contoh.example"
    assert not Enrolment.objects.exists()
    assert not IntendedEnrolment.objects.exists()
    assert not any("kursi" in letter.subject for letter in mail.outbox)


@pytest.mark.parametrize("trait", ["applied", "waiting"])
def test_who_still_waits_is_told_that_it_is_over(trait: str, client: Client, over: Cohort) -> None:
    waiting = EnrolmentFactory(cohort=over, **{trait: True})
    client.force_login(waiting.user)
    lesson = over.courses[0].lessons[0]
    for address in ("/dashboard/", over.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "tidak ada kursi yang kosong untukmu" in page
        assert "kami kirim email" not in page
    assert "kami kirim email" not in client.get(lesson.url).content.decode()


def test_staff_close_a_list_in_one_act_with_one_mail_each(manager: Client) -> None:
    cohort = CohortFactory(seats=1, courses=[CourseFactory()])
    seated = EnrolmentFactory(cohort=cohort)
    closed = EnrolmentFactory(cohort=cohort, applied=True)
    waiting = EnrolmentFactory.create_batch(2, cohort=cohort, waiting=True)
    User._base_manager.filter(pk=closed.user_id).update(is_active=False)
    address = reverse("cohorts:close_list", args=[cohort.pk])
    html = manager.get(address).content.decode()
    assert cohort.name in html
    assert "Tertulis di email mereka" in html
    assert "minta melihat" not in html
    assert cohort.enrolments.waiting().count() == 2

    for _time in range(2):
        manager.post(address, {"reason": "Dananya habis."})

    statuses = dict(cohort.enrolments.values_list("pk", "status"))
    assert statuses == {
        seated.pk: "active",
        closed.pk: "withdrawn",
        **{row.pk: "withdrawn" for row in waiting},
    }
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(
        row.user.email for row in waiting
    )
    assert all("Dananya habis." in letter.body for letter in mail.outbox)


def test_nobody_moves_up_while_a_list_is_closed() -> None:
    cohort = CohortFactory(seats=2)
    EnrolmentFactory(cohort=cohort)
    EnrolmentFactory(cohort=cohort, applied=True)
    EnrolmentFactory.create_batch(3, cohort=cohort, waiting=True)
    close_waiting_list(cohort=cohort, reason="", now=timezone.now())
    assert cohort.enrolments.seated().count() == 1
    assert len(mail.outbox) == 4
    assert not any("dapat kursi" in letter.subject for letter in mail.outbox)


def test_the_old_address_of_a_renamed_cohort_leads_on(client: Client) -> None:
    cohort = CohortFactory(slug="brantas")
    for slug in ("kawi", "semeru"):
        cohort = Cohort.objects.get(pk=cohort.pk)
        cohort.slug = slug
        cohort.save()
    for old in ("brantas", "kawi"):
        response = client.get(f"/angkatan/{old}/")
        assert response.headers["Location"] == "/angkatan/semeru/"
    assert client.get("/angkatan/arjuno/").status_code == 404
    client.force_login(UserFactory())
    client.post("/angkatan/brantas/ikut/")
    assert cohort.enrolments.seated().count() == 1


def test_an_intended_enrolment_an_invitation_and_an_export_know_the_old_name(
    client: Client, tmp_path: Path
) -> None:
    cohort = CohortFactory(slug="brantas", courses=[CourseFactory()])
    client.post("/angkatan/brantas/ikut/")
    renamed = Cohort.objects.get(pk=cohort.pk)
    renamed.slug = "semeru"
    renamed.save()
    request = RequestFactory().get("/")
    request.session = client.session
    assert take_intended_cohort(request.session) == cohort
    assert find_call_to_action("cohort:brantas", timezone.now()).url == "/angkatan/semeru/"
    row, file = EnrolmentFactory(cohort=cohort), tmp_path / "out.json"
    EnrolmentFactory()
    call_command("export_progress", format="json", cohort="brantas", output=file)
    assert [row_exported["email"] for row_exported in json.loads(file.read_text())] == [
        row.user.email
    ]


def test_a_slug_that_another_cohort_takes_leads_to_that_one(client: Client) -> None:
    first = Cohort.objects.get(pk=CohortFactory(slug="kawi").pk)
    first.slug = "semeru"
    first.save()
    second = CohortFactory(slug="kawi", name="Kawi yang baru")
    assert "Kawi yang baru" in client.get("/angkatan/kawi/").content.decode()
    assert not FormerSlug.objects.exists()
    # And back again: each name belongs to who has it now.
    second.delete()
    first.slug = "kawi"
    first.save()
    assert list(FormerSlug.objects.values_list("slug", "cohort")) == [("semeru", first.pk)]


def test_a_person_without_a_lesson_left_finishes_the_cohort_with_a_button(client: Client) -> None:
    course = CourseFactory(lessons=(2,))
    enrolment = EnrolmentFactory(cohort=CohortFactory(courses=[course]))
    client.force_login(enrolment.user)
    client.post(f"/pelajaran/{course.lessons[0].pk}/selesai/")
    address = enrolment.cohort.get_absolute_url()
    assert f"{address}selesai/" not in client.get(address).content.decode()
    assert client.get("/dashboard/").context["finish_url"] == ""
    course.lessons[1].unpublish()

    home = client.get("/dashboard/")
    assert home.context["finish_url"] == address
    assert f'<a class="btn btn-main btn-big" href="{address}">' in home.content.decode()
    assert f"{address}selesai/" in client.get(address).content.decode()
    client.post(f"{address}selesai/")

    enrolment.refresh_from_db()
    assert enrolment.status == "completed"


def test_a_manager_completes_somebody_and_takes_it_back_with_a_reason(manager: Client) -> None:
    enrolment = EnrolmentFactory(cohort=CohortFactory(courses=[CourseFactory(lessons=(1,))]))
    for name, status in (("complete_enrolment", "completed"), ("take_completion_back", "active")):
        address = reverse(name, args=[enrolment.pk])
        people = manager.get(reverse("cohorts:people", args=[enrolment.cohort_id]))
        assert address in people.content.decode()
        assert manager.get(address).status_code == 200
        manager.post(address, {"reason": "Ujian lisan."})
        enrolment.refresh_from_db()
        assert enrolment.status == status


def test_an_editor_is_told_whom_a_draft_holds_back(boss: Client) -> None:
    course = CourseFactory(lessons=(1,))
    enrolment = EnrolmentFactory(cohort=CohortFactory(courses=[course]))
    lesson = course.lessons[0]
    draft = LessonFactory(parent=lesson.module, draft=True)
    learner = Client()
    learner.force_login(enrolment.user)
    learner.post(f"/pelajaran/{lesson.pk}/selesai/")

    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    form = boss.get(edit).context["form"]
    typed = {name: form[name].value() for name in ("title", "slug", "goal", "minutes")}
    body = {"body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    html = boss.post(edit, {**typed, **body}, follow=True).content.decode()
    assert "1 orang sudah menyelesaikan semua pelajaran lain" in html


@pytest.mark.parametrize("bulk", [False, True])
def test_unpublishing_tells_how_many_people_learn_there(boss: Client, bulk: bool) -> None:
    course = CourseFactory(lessons=(1,))
    EnrolmentFactory(cohort=CohortFactory(courses=[course]))
    lesson = course.lessons[0]
    address = reverse("wagtailadmin_pages:unpublish", args=[lesson.pk])
    if bulk:
        address = f"/admin/bulk/wagtailcore/page/unpublish/?id={lesson.pk}&next=/admin/"
    response = boss.post(address, follow=True)
    assert "1 orang sedang belajar" in response.content.decode()
    assert not LessonPage.objects.get(pk=lesson.pk).live


def test_a_cohort_s_last_minute_is_one_of_its_own() -> None:
    cohort = CohortFactory(ends_on=timezone.localdate())
    now = timezone.now()
    assert cohort.is_running(now)
    assert not cohort.is_running(now + timedelta(days=1))


def test_a_list_is_closed_as_a_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*enrolments: Enrolment, reason: str) -> None:
        raise RuntimeError

    waits = EnrolmentFactory(waiting=True)
    monkeypatch.setattr("cohorts.notifying.notify_turned_down", fails)

    with pytest.raises(RuntimeError):
        close_waiting_list(cohort=waits.cohort, reason="Penuh", now=timezone.now())

    waits.refresh_from_db()
    assert waits.status == "waitlisted"
