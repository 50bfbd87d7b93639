"""Two people edit the same record: nothing that one saved is put back unseen by the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from accounts.editing import digest
from accounts.models import AgeSettings, Profile, User
from accounts.roles import ADMINISTRATORS
from cms.models import SiteSettings
from cohorts.models import Cohort, CohortSettings
from courses.models import CoursePage
from tests.factories.accounts import RegionFactory, UserFactory
from tests.factories.courses import CohortFactory, CourseFactory, TrackFactory
from youtube_integration.models import YouTubeSettings

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@dataclass
class Edited:
    """A record's page, where it is kept, and two of its fields with a value for each editor."""

    address: str
    read: Callable[[str], Any]
    field: str
    theirs: Any
    mine: Any
    other: str
    others: Any
    shown: str | None = None


def of(record: Model) -> Callable[[str], Any]:
    return lambda name: getattr(type(record).objects.get(pk=record.pk), name)


def setting(model: type[Model], *texts: Any, shown: str | None = None) -> Edited:
    site = Site.objects.get(is_default_site=True)
    address = reverse("wagtailsettings:edit", args=[*model._meta.label_lower.split("."), site.pk])
    return Edited(address, of(model.for_site(site)), *texts, shown=shown)


def a_cohort() -> Edited:
    cohort = CohortFactory(name="Kawi", seats=40, venue="", courses=[CourseFactory()])
    address = reverse("cohorts:edit", args=[cohort.pk])
    return Edited(address, of(cohort), "seats", 60, 50, "venue", "Balai RW 5")


def a_cohorts_instructors() -> Edited:
    cohort = CohortFactory(courses=[CourseFactory()])
    mine, theirs = (UserFactory(name=name, role=ADMINISTRATORS) for name in ("Ayu", "Bayu"))
    address = reverse("cohorts:edit", args=[cohort.pk])

    def read(name: str) -> Any:
        value = getattr(Cohort.objects.get(pk=cohort.pk), name)
        return [one.pk for one in value.all()] if name == "instructors" else value

    return Edited(
        address, read, "instructors", [theirs.pk], [mine.pk], "budget", 150_000_000, "Bayu"
    )


def a_person() -> Edited:
    person = UserFactory(name="Dewi Anggraini")
    address = reverse("wagtailusers_users:edit", args=[person.pk])

    def read(name: str) -> Any:
        return getattr(User.objects.get(pk=person.pk), name, None) or of(person.profile)(name)

    return Edited(address, read, "name", "Dewi Lestari", "Dewi Sartika", "birth_year", 1998)


def a_persons_region() -> Edited:
    person = UserFactory()
    theirs, mine = RegionFactory.create_batch(2)
    address = reverse("wagtailusers_users:edit", args=[person.pk])

    def read(name: str) -> Any:
        value = of(person.profile)(name)
        return value.code if name == "region" else value

    return Edited(
        address, read, "region", theirs.code, mine.code, "instagram", "dewi", theirs.kelurahan
    )


def a_track() -> Edited:
    track = TrackFactory(colour="teal", summary="")
    address = reverse("wagtailsnippets_courses_track:edit", args=[track.pk])
    return Edited(address, of(track), "colour", "coral", "blue", "summary", "Gambar", "Koral")


RECORDS = {
    "cohort": a_cohort,
    "cohort's instructors": a_cohorts_instructors,
    "person": a_person,
    "person's region": a_persons_region,
    "track": a_track,
    "ages": lambda: setting(AgeSettings, "guardian_age", 20, 21, "channel_age", 17),
    "cohort defaults": lambda: setting(CohortSettings, "seats", 30, 20, "weeks", 9),
    "youtube": lambda: setting(YouTubeSettings, "history_days", 20, 10, "quota_reserve", 900),
    "site": lambda: setting(
        SiteSettings, "institution", "Dinas", "Diskominfo", "contact_phone", "+62 341 000 000"
    ),
}


@pytest.fixture(params=RECORDS)
def edited(request: pytest.FixtureRequest) -> Edited:
    return RECORDS[request.param]()


def staff(name: str) -> Client:
    client = Client()
    client.force_login(UserFactory(name=name, superuser=True, last_login=timezone.now()))
    return client


@pytest.fixture
def rini() -> Client:
    return staff("Rini Staf")


@pytest.fixture
def joko() -> Client:
    return staff("Joko Staf")


def opened(client: Client, address: str) -> dict[str, Any]:
    """What the browser would send back without a key pressed."""
    return sent_back(client.get(address))


def sent_back(page: Any) -> dict[str, Any]:
    form = page.context["form"]
    fields = {bound.html_name: sent(bound) for bound in form}
    for formset in getattr(form, "formsets", {}).values():
        for part in (formset.management_form, *formset.forms):
            fields.update({bound.html_name: sent(bound) for bound in part})
    if "footer_pages" in fields:
        fields |= {"footer_pages-count": "0"}
    return {
        name: value for name, value in fields.items() if value is not None and value is not False
    }


def sent(bound: Any) -> Any:
    value = bound.value()
    if isinstance(value, bool | list):
        return value
    shown = bound.field.widget.format_value(value) if hasattr(value, "year") else value
    return getattr(shown, "pk", shown)


def error_text(page: Any) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_what_two_people_change_in_different_fields_is_both_kept(
    edited: Edited, rini: Client, joko: Client
) -> None:
    at_rini, at_joko = opened(rini, edited.address), opened(joko, edited.address)

    assert rini.post(edited.address, {**at_rini, edited.field: edited.theirs}).status_code == 302
    assert joko.post(edited.address, {**at_joko, edited.other: edited.others}).status_code == 302

    assert (edited.read(edited.field), edited.read(edited.other)) == (edited.theirs, edited.others)


def test_whoever_changes_the_same_field_is_told_and_saves_by_a_second_press(
    edited: Edited, rini: Client, joko: Client
) -> None:
    at_rini, at_joko = opened(rini, edited.address), opened(joko, edited.address)
    rini.post(edited.address, {**at_rini, edited.field: edited.theirs})
    mine = {edited.field: edited.mine, edited.other: edited.others}

    page = joko.post(edited.address, {**at_joko, **mine})

    assert f"Seseorang menyimpan “{edited.shown or edited.theirs}" in error_text(page)
    assert edited.read(edited.field) == edited.theirs
    again = sent_back(page)
    field = page.context["form"].fields[edited.field]
    assert digest(field, again[edited.field]) == digest(field, edited.mine)
    assert joko.post(edited.address, again).status_code == 302
    assert (edited.read(edited.field), edited.read(edited.other)) == (edited.mine, edited.others)


def test_a_form_saved_without_a_change_puts_nothing_back(
    edited: Edited, rini: Client, joko: Client
) -> None:
    at_rini, at_joko = opened(rini, edited.address), opened(joko, edited.address)
    rini.post(edited.address, {**at_rini, edited.field: edited.theirs})

    assert joko.post(edited.address, at_joko).status_code == 302

    assert edited.read(edited.field) == edited.theirs


@pytest.mark.parametrize("as_shown", [{}, {"as_shown": "[[[["}, {"as_shown": "a:b:c ::"}])
def test_a_form_that_does_not_say_what_it_showed_saves(
    joko: Client, as_shown: dict[str, str]
) -> None:
    edited = a_cohort()
    form = opened(joko, edited.address)
    assert form.pop("as_shown")

    assert (
        joko.post(edited.address, {**form, **as_shown, edited.field: edited.mine}).status_code
        == 302
    )

    assert edited.read(edited.field) == edited.mine


def courses_of(cohort: Cohort) -> list[str]:
    return [course.title for course in Cohort.objects.get(pk=cohort.pk).courses]


def with_courses(form: dict[str, Any], *courses: CoursePage) -> dict[str, Any]:
    """The form after its courses were taken out and these put in instead."""
    rows = "cohort_courses"
    had = int(form[f"{rows}-TOTAL_FORMS"])
    gone = {f"{rows}-{number}-DELETE": "1" for number in range(had)}
    added = {
        f"{rows}-{had + number}-{name}": value
        for number, course in enumerate(courses)
        for name, value in (("id", ""), ("course", course.pk), ("ORDER", number + 1))
    }
    return {**form, **gone, **added, f"{rows}-TOTAL_FORMS": had + len(courses)}


@pytest.fixture
def kawi() -> Cohort:
    return CohortFactory(courses=[CourseFactory(title="Naskah")])


def test_courses_that_one_exchanges_stay_while_the_other_changes_the_seats(
    kawi: Cohort, rini: Client, joko: Client
) -> None:
    address = reverse("cohorts:edit", args=[kawi.pk])
    at_rini, at_joko = opened(rini, address), opened(joko, address)
    rini.post(address, with_courses(at_rini, CourseFactory(title="Suara")))

    assert joko.post(address, {**at_joko, "seats": 51}).status_code == 302

    kawi.refresh_from_db()
    assert (courses_of(kawi), kawi.seats) == (["Suara"], 51)


def test_whoever_exchanges_the_same_courses_is_told_and_saves_by_a_second_press(
    kawi: Cohort, rini: Client, joko: Client
) -> None:
    address = reverse("cohorts:edit", args=[kawi.pk])
    sound, light, camera = (CourseFactory(title=title) for title in ("Suara", "Cahaya", "Kamera"))
    at_rini, at_joko = opened(rini, address), opened(joko, address)
    rini.post(address, with_courses(at_rini, sound, light))

    page = joko.post(address, with_courses(at_joko, camera, light))

    assert "menyimpan kursus ini sementara itu: Suara, Cahaya." in error_text(page)
    assert courses_of(kawi) == ["Suara", "Cahaya"]
    assert joko.post(address, sent_back(page)).status_code == 302
    assert courses_of(kawi) == ["Kamera", "Cahaya"]


def test_a_form_that_comes_back_for_a_mistake_shows_what_was_saved_meanwhile(
    rini: Client, joko: Client
) -> None:
    edited = a_cohort()
    at_rini, at_joko = opened(rini, edited.address), opened(joko, edited.address)
    rini.post(edited.address, {**at_rini, "seats": 60})

    page = joko.post(edited.address, {**at_joko, "name": ""})

    again = sent_back(page)
    assert again["seats"] == 60
    assert joko.post(edited.address, {**again, "name": "Kawi"}).status_code == 302
    assert edited.read("seats") == 60


def test_a_person_keeps_what_staff_wrote_and_it_does_not_become_their_own_word(
    rini: Client, client: Client
) -> None:
    dewi = UserFactory(name="Dewi")
    client.force_login(dewi)
    profile, staffs = reverse("account_profile"), reverse("wagtailusers_users:edit", args=[dewi.pk])
    at_dewi, at_rini = opened(client, profile), opened(rini, staffs)
    rini.post(staffs, {**at_rini, "birth_year": 1998, "name": "Dewi Lestari"})

    assert client.post(profile, {**at_dewi, "instagram": "dewi"}).status_code == 302

    own = Profile.objects.get(user=dewi)
    assert (own.user.name, own.birth_year, own.instagram) == ("Dewi Lestari", 1998, "dewi")
    assert "birth_year" not in own.saved_by_person


def test_a_person_is_told_what_staff_wrote_in_the_same_field(rini: Client, client: Client) -> None:
    dewi = UserFactory(name="Dewi")
    client.force_login(dewi)
    profile, staffs = reverse("account_profile"), reverse("wagtailusers_users:edit", args=[dewi.pk])
    at_dewi, at_rini = opened(client, profile), opened(rini, staffs)
    rini.post(staffs, {**at_rini, "birth_year": 1998})

    page = client.post(profile, {**at_dewi, "birth_year": 1989, "language": "en"})

    assert "Seseorang menyimpan “1998”" in error_text(page)
    assert client.post(profile, sent_back(page)).status_code == 302
    own = Profile.objects.get(user=dewi)
    assert (own.birth_year, own.language) == (1989, "en")


def test_a_guardian_noted_by_one_member_of_staff_outlives_anothers_save(
    rini: Client, joko: Client
) -> None:
    dewi = UserFactory(name="Dewi")
    address = reverse("wagtailusers_users:edit", args=[dewi.pk])
    at_rini, at_joko = opened(rini, address), opened(joko, address)
    guardian = {"guardian_name": "Sri", "guardian_consent_on": "2026-11-02"}
    rini.post(address, {**at_rini, **guardian})

    assert joko.post(address, {**at_joko, "phone": "0812-3456-7890"}).status_code == 302

    own = Profile.objects.get(user=dewi)
    assert (own.guardian_name, own.phone) == ("Sri", "+6281234567890")
    assert own.guardian_recorded_by.name == "Rini Staf"
