"""Every address of ours and who may read and press it: a view without a rule here fails."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import IntEnum

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils import timezone
from wagtail.urls import serve_pattern

from accounts.erasing import request_erasure
from accounts.models import User
from accounts.roles import ADMINISTRATORS, INSTRUCTORS, MANAGERS
from tests.factories.accounts import UserFactory
from tests.factories.cms import DocumentFactory, ImageFactory
from tests.factories.courses import CohortFactory, EnrolmentFactory, LessonFactory, TrackFactory
from tests.factories.youtube import ChannelConnectionFactory

pytestmark = pytest.mark.django_db

OUR_APPS = {
    "accounts",
    "cms",
    "cohorts",
    "config",
    "courses",
    "learning",
    "reports",
    "youtube_integration",
}
#: Wagtail's and Django's views that answer for our data, or stand where we put ours.
OUR_PATHS = (
    "admin/account/",
    "admin/cohorts/",
    "admin/snippets/courses/",
    "admin/users/",
    "_util/login/",
)
LOGIN_PAGES = ("/accounts/login/", "/accounts/signup/", "/admin/login/", "/_util/login/")
ADMIN_HOME = "/admin/"
#: Every page of the site; whom each is for is Wagtail's to ask: tests/learning and tests/cms.
PAGES = serve_pattern
#: `<int:pk>`, `<slug:slug>`, `(?P<key>[-:\\w]+)`.
VARIABLE = re.compile(r"<(?:\w+:)?(?P<name>\w+)>|\(\?P<(?P<named>\w+)>[^)]*\)")


class Who(IntEnum):
    """Each may do what those before may; NOBODY means that the method is refused to all."""

    VISITOR = 0
    TRAINEE = 1
    SEATED = 2
    INSTRUCTOR = 3
    MANAGER = 4
    ADMINISTRATOR = 5
    SUPERUSER = 6
    NOBODY = 7


V, T, S, I, M, A, U, N = Who  # noqa: E741  (short, so that a rule is one line)

#: Address: who may read it (GET) and who may press it (POST).
RULES: dict[str, tuple[Who, Who]] = {
    "healthz": (V, N),
    "readyz": (V, N),
    "cari/": (V, V),
    "media/<path:path>": (V, N),
    "documents/<int:document_id>/<path:document_filename>": (V, N),
    "palette/<slug:key>.css": (V, N),
    "accounts/bahasa/": (N, V),
    # Where no code was asked for it leads to signing in, or to one's own address.
    "accounts/confirm-email/": (T, T),
    "accounts/password/reset/": (V, V),
    "accounts/profil/": (T, T),
    "accounts/profil/unduh/": (T, N),
    "accounts/profil/hapus/": (T, T),
    "accounts/profil/hapus/batal/": (N, T),
    "accounts/perangkat/": (T, N),
    "accounts/perangkat/keluar/": (T, T),
    "accounts/perangkat/<slug:reference>/keluar/": (T, T),
    "accounts/persetujuan/": (T, T),
    "accounts/persetujuan/cabut/": (N, T),
    "dashboard/": (T, N),
    "channel/": (T, N),
    "channel/unduh/<slug:series_name>.csv": (S, N),
    "channel/hubungkan/": (T, T),
    "channel/hubungkan/pastikan/": (N, T),
    "channel/putuskan/": (T, T),
    "angkatan/<slug:slug>/": (V, N),
    "angkatan/<slug:slug>/ikut/": (V, T),
    "angkatan/<slug:slug>/selesai/": (S, S),
    "angkatan/<slug:slug>/mundur/": (S, S),
    "pelajaran/<int:pk>/selesai/": (S, S),
    "pelajaran/<int:pk>/belum/": (S, S),
    "pelajaran/<int:pk>/tempat/": (N, S),
    "pelajaran/<int:pk>/centang/": (S, S),
    # Doors that let nobody in themselves: they lead to the one login, or to the admin.
    "_util/login/": (N, N),
    "admin/login/": (N, N),
    "^admin/password_reset/": (V, V),
    "admin/account/": (I, I),
    "admin/test404/": (N, N),
    "admin/failwhale/": (N, N),
    "admin/import/": (M, M),
    "admin/import/empty.csv": (M, M),
    "admin/import/kelurahan.csv": (M, M),
    "admin/reports/programme/": (M, N),
    "admin/reports/progress/": (M, N),
    "admin/reports/progress/results/": (M, N),
    "admin/reports/youtube/": (M, M),
    "admin/reports/mail/": (M, M),
    "admin/reports/mail/again/": (N, M),
    "admin/reports/exports/": (A, N),
    "admin/reports/exports/results/": (A, N),
    "admin/reports/erasures/": (A, N),
    "admin/reports/erasures/results/": (A, N),
    "admin/reports/erasures/record/": (A, A),
    "admin/reports/erasures/<int:pk>/erase/": (A, A),
    "admin/reports/erasures/<int:pk>/keep/": (N, A),
    "admin/cohorts/": (M, N),
    "admin/cohorts/results/": (M, N),
    "admin/cohorts/new/": (M, M),
    "admin/cohorts/edit/<int:pk>/": (M, M),
    "admin/cohorts/delete/<int:pk>/": (M, M),
    "admin/cohorts/history/<int:pk>/": (M, N),
    "admin/cohorts/history-results/<int:pk>/": (M, N),
    "admin/cohorts/usage/<int:pk>/": (M, N),
    "admin/cohorts/<int:pk>/people/": (M, N),
    "admin/cohorts/<int:pk>/people/results/": (M, N),
    "admin/cohorts/<int:pk>/approve/": (N, M),
    "admin/cohorts/<int:pk>/promote/": (N, M),
    "admin/cohorts/<int:pk>/invite/": (N, M),
    "admin/cohorts/enrolments/<int:pk>/approve/": (N, M),
    "admin/cohorts/<int:pk>/close-list/": (M, M),
    "admin/cohorts/enrolments/<int:pk>/complete/": (M, M),
    "admin/cohorts/enrolments/<int:pk>/take-back/": (M, M),
    "admin/cohorts/enrolments/<int:pk>/withdraw/": (M, M),
    "admin/cohorts/enrolments/<int:pk>/bring-back/": (N, M),
    "admin/users/": (M, N),
    "admin/users/results/": (M, N),
    "admin/users/new/": (A, A),
    "admin/users/edit/<int:pk>/": (M, M),
    "admin/users/delete/<int:pk>/": (U, U),
    "admin/users/second-factor/<int:pk>/": (A, A),
    "admin/users/hand-over/<int:pk>/": (A, A),
    "admin/users/history/<int:pk>/": (M, N),
    "admin/users/history-results/<int:pk>/": (M, N),
    "admin/users/usage/<int:pk>/": (M, N),
    "admin/snippets/courses/track/": (I, N),
    "admin/snippets/courses/track/results/": (I, N),
    "admin/snippets/courses/track/add/": (A, A),
    "admin/snippets/courses/track/edit/<int:pk>/": (A, A),
    "admin/snippets/courses/track/delete/<int:pk>/": (A, A),
    "admin/snippets/courses/track/usage/<int:pk>/": (A, N),
    "admin/snippets/courses/track/history/<int:pk>/": (A, N),
    "admin/snippets/courses/track/history-results/<int:pk>/": (A, N),
}


def addresses(patterns: list, before: str = "") -> Iterator[tuple[str, Callable]]:
    for pattern in patterns:
        address = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, address)
        else:
            yield address, pattern.callback


def our_addresses() -> set[str]:
    return {
        address
        for address, view in addresses(get_resolver().url_patterns)
        if getattr(view, "view_class", view).__module__.partition(".")[0] in OUR_APPS
        or address.startswith(OUR_PATHS)
    } - {PAGES}


def test_every_address_of_ours_has_a_rule() -> None:
    assert our_addresses() == set(RULES)


@pytest.fixture
def people() -> dict[Who, Client]:
    """One of each, signed in. The seated one has a seat in the only cohort, and a channel."""
    seated = UserFactory(name="Fajar")
    ChannelConnectionFactory(user=seated)
    persons = {
        Who.TRAINEE: UserFactory(),
        Who.SEATED: seated,
        Who.INSTRUCTOR: UserFactory(role=INSTRUCTORS),
        Who.MANAGER: UserFactory(role=MANAGERS),
        Who.ADMINISTRATOR: UserFactory(role=ADMINISTRATORS),
        Who.SUPERUSER: UserFactory(superuser=True),
    }
    clients = {who: Client() for who in (Who.VISITOR, *persons)}
    for who, person in persons.items():
        clients[who].force_login(person)
    return clients


@pytest.fixture
def found(people: dict[Who, Client]) -> Callable[[str], str]:
    """The address of something that is there, for an address with variable parts."""
    lesson = LessonFactory()
    seated = User.objects.get(name="Fajar")
    cohort = CohortFactory(courses=[lesson.course])
    enrolment = EnrolmentFactory(cohort=cohort, user=seated)
    document, picture = DocumentFactory(), ImageFactory()
    erasure, _new = request_erasure(person=UserFactory(), now=timezone.now())
    keys = {
        "admin/reports/erasures/": erasure.pk,
        "admin/cohorts/enrolments/": enrolment.pk,
        "admin/cohorts/": cohort.pk,
        "admin/users/": seated.pk,
        "admin/snippets/courses/track/": TrackFactory(slug="tanpa-kursus").pk,
        "pelajaran/": lesson.pk,
    }
    parts = {
        "slug": cohort.slug,
        "series_name": "videos",
        "key": "kunci",
        "reference": "tiada",
        "path": picture.file.name,
        "document_id": document.pk,
        "document_filename": document.filename,
    }

    def fill(address: str) -> str:
        pk = next((key for start, key in keys.items() if address.startswith(start)), None)
        values = {**parts, "pk": pk}
        plain = VARIABLE.sub(lambda part: str(values[part["name"] or part["named"]]), address)
        return f"/{plain.replace('^', '').replace('$', '')}"

    return fill


def is_refused(response: HttpResponse) -> bool:
    """Not for this person, or not by this method. Wagtail leads staff back to its start page."""
    leads_to = response.headers.get("Location", "")
    is_login = leads_to.startswith(LOGIN_PAGES) or leads_to == ADMIN_HOME
    return response.status_code in (403, 404, 405) or is_login


@pytest.mark.parametrize(("method", "method_index"), [("get", 0), ("post", 1)])
def test_each_address_opens_to_who_may_and_to_nobody_below(
    method: str, method_index: int, people: dict[Who, Client], found: Callable[[str], str]
) -> None:
    wrong = []
    for address, rule in RULES.items():
        least = rule[method_index]
        below = {Who.VISITOR, Who(least - 1)} if least else set()
        for who in sorted(below | ({least} - {Who.NOBODY})):
            # Nothing that one of them presses is there no more for the next.
            with transaction.atomic():
                response = getattr(people[who], method)(found(address))
                transaction.set_rollback(True)
            b"".join(
                getattr(response, "streaming_content", ())
            )  # read to its end, a file is closed
            if is_refused(response) != (who in below):
                wrong.append(f"{method} {address}: {who.name} got {response.status_code}")
    assert wrong == []
