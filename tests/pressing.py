"""How somebody stands before a page, a bulk action, a command or an announcement of
`tests.entry_points`, and how each of them is set off.
"""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client

from accounts.models import Consent, User
from accounts.signals import first_verified_login
from cohorts.importing import COLUMNS
from cohorts.models import Cohort, IntendedEnrolment
from tests.acts import (
    NOW,
    Case,
    active,
    erasure_requested,
    imported,
    seat,
    waiting,
)
from tests.factories.accounts import PASSWORD

Act = Callable[[Case], object]
IMPORT = "/admin/import/"


def withdrawn(case: Case) -> None:
    case.enrolment = seat(case, withdrawn=True)


def seated_and_absent(case: Case) -> None:
    active(case)
    imported(case)


def waiting_for_a_full_cohort(case: Case) -> None:
    waiting(case)
    Cohort.objects.filter(pk=case.cohort.pk).update(seats=1, seats_taken=1)


def without_consent(case: Case) -> None:
    Consent.objects.filter(user=case.person).delete()


def with_second_factor(case: Case) -> None:
    Authenticator.objects.create(user=case.person, type=Authenticator.Type.TOTP, data={})


def with_intended_enrolment(case: Case) -> None:
    IntendedEnrolment.objects.create(user=case.person, cohort=case.cohort, made_at=NOW)


def due(case: Case) -> None:
    erasure_requested(case)
    request = case.state["request"]
    request.requested_at = request.due_at = NOW
    request.save()


def filled(path: str, case: Case) -> str:
    return path.format(
        person=case.person.pk,
        cohort=case.cohort.pk,
        slug=case.cohort.slug,
        lesson=case.lesson.pk,
        enrolment=case.enrolment and case.enrolment.pk,
        erasure=case.state["request"].pk if "request" in case.state else None,
    )


def by_staff(path: str, **sent: object) -> Act:
    """A superuser presses it."""

    def press(case: Case) -> HttpResponse:
        client = Client()
        client.force_login(case.staff)
        return client.post(filled(path, case), typed(sent, case))

    return press


def by_visitor(path: str, **sent: object) -> Act:
    return lambda case: Client().post(filled(path, case), typed(sent, case))


def by_person(path: str, **sent: object) -> Act:
    """The person presses it, a moment after typing the password."""

    def press(case: Case) -> HttpResponse:
        client = Client()
        client.post("/accounts/login/", {"login": case.person.email, "password": PASSWORD})
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        return client.post(filled(path, case), typed(sent, case))

    return press


def typed(sent: dict[str, object], case: Case) -> dict[str, object]:
    return {name: value(case) if callable(value) else value for name, value in sent.items()}


def name_of(case: Case) -> str:
    return case.person.name


def address_of(case: Case) -> str:
    return case.person.email


def block_of(case: Case) -> str:
    return case.lesson.block_ids[1]


def more_seats(case: Case) -> HttpResponse:
    client, cohort = Client(), case.cohort
    client.force_login(case.staff)
    row = cohort.cohort_courses.get()
    form = {
        **{name: getattr(cohort, name) for name in ("name", "slug", "enrolment")},
        **{name: getattr(cohort, name).isoformat() for name in ("starts_on", "ends_on")},
        "seats": 2,
        "cohort_courses-TOTAL_FORMS": 1,
        "cohort_courses-INITIAL_FORMS": 1,
        "cohort_courses-0-id": row.pk,
        "cohort_courses-0-course": row.course_id,
        "cohort_courses-0-ORDER": 1,
    }
    return client.post(f"/admin/cohorts/edit/{cohort.pk}/", form)


def file_with(case: Case) -> bytes:
    row = f"{case.person.email},{case.person.name},,1990,,,{case.cohort.slug},"
    return f"{','.join(COLUMNS)}\n{row}\n".encode()


def import_by_page(case: Case) -> HttpResponse:
    client = Client()
    client.force_login(case.staff)
    file = SimpleUploadedFile("peserta.csv", file_with(case), content_type="text/csv")
    return client.post(IMPORT, {"file": file, "confirm": "1"})


def import_by_command(case: Case) -> None:
    path = case.state["folder"] / "peserta.csv"
    path.write_bytes(file_with(case))
    call_command("import_trainees", str(path), stdout=StringIO(), stderr=StringIO())


def command(name: str, *arguments: Callable[[Case], str]) -> Act:
    return lambda case: call_command(
        name, *(each(case) for each in arguments), stdout=StringIO(), stderr=StringIO()
    )


def announce_first_login(case: Case) -> None:
    client = Client()
    client.get("/")
    request = client.get("/").wsgi_request
    first_verified_login.send(sender=User, user=case.person, request=request, now=NOW)


def close_by_saving(case: Case) -> None:
    person = User.objects.get(pk=case.person.pk)
    person.is_active = False
    person.save()


def delete_account(case: Case) -> None:
    User.objects.filter(pk=case.person.pk).delete()
