"""Two clerks press "import" at the same moment: both files end well, and each is told the truth."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.models import User
from cohorts.importing import COLUMNS, ImportRefused, ImportResult, import_people
from cohorts.models import Cohort, CohortSettings, Enrolment
from tests.cohorts.test_seats_at_once import at_once
from tests.factories.courses import CohortFactory
from youtube_integration.connecting import client

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.database,
]

PEOPLE = 40


@pytest.fixture(autouse=True)
def _settings() -> None:
    """There already, as on a site that runs: making the row would let one import wait for it."""
    CohortSettings.current()


def bring_in(data: bytes, **options: object) -> ImportResult:
    now = timezone.now()
    youtube = client(now=lambda: now, interactive=True)
    options = {"create_cohorts": False, **options}
    return import_people(data, actor=None, client=youtube, now=now, **options)


def file(*cohorts: str, prefix: str = "warga") -> bytes:
    rows = [
        f"{prefix}{number}@contoh.example,Warga {number},,,,,{cohorts[number % len(cohorts)]},"
        for number in range(PEOPLE)
    ]
    return "\n".join([",".join(COLUMNS), *rows]).encode()


def test_the_same_file_at_once_brings_everybody_in_once_and_counts_what_was_written() -> None:
    CohortFactory(slug="kawi", seats=PEOPLE)
    results = at_once([lambda: bring_in(file("kawi"))] * 3)

    assert sorted(result.new_people for result in results) == [0, 0, PEOPLE]
    assert sorted(result.new_enrolments for result in results) == [0, 0, PEOPLE]
    assert (User.objects.count(), Enrolment.objects.count()) == (PEOPLE, PEOPLE)
    assert Cohort.objects.get().seats_taken == PEOPLE


def test_files_that_name_two_cohorts_in_crossing_order_wait_for_each_other_and_end() -> None:
    CohortFactory(slug="kawi")
    CohortFactory(slug="brantas")
    crossing = [
        file("kawi", "brantas"),
        file("brantas", "kawi", prefix="peserta"),
        file("brantas", "kawi"),
    ]
    at_once([lambda data=data: bring_in(data) for data in crossing])
    assert User.objects.count() == 2 * PEOPLE
    taken = dict(Cohort.objects.values_list("slug", "seats_taken"))
    assert taken == {
        slug: Enrolment.objects.seated().filter(cohort__slug=slug).count() for slug in taken
    }


def test_a_cohort_that_two_files_would_make_is_made_once() -> None:
    files = [file("semeru"), file("semeru", prefix="peserta")]
    results = at_once([lambda data=data: bring_in(data, create_cohorts=True) for data in files])
    assert sorted(result.new_cohorts for result in results) == [0, 1]
    assert Cohort.objects.get().seats_taken == 2 * PEOPLE


def test_who_signs_up_in_the_midst_of_an_import_costs_a_sentence_and_no_address_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    CohortFactory(slug="kawi")
    User.objects.create_user("warga7@contoh.example", "Warga", now=timezone.now())
    monkeypatch.setattr("accounts.people._locked_person", lambda email: None)
    with pytest.raises(ImportRefused) as caught:
        bring_in(file("kawi"))
    [problem] = caught.value.problems
    assert problem.line is None
    assert "warga7" not in str(problem)
    assert (User.objects.count(), Enrolment.objects.count()) == (1, 0)
