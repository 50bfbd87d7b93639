"""Each act that gives, takes or shows something, for a closed account, in a cohort that is over, under
another zone, and the second time: a public act without a rule in `tests.acts` fails.
"""

from __future__ import annotations

import inspect
from datetime import timedelta
from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts import consenting, erasing
from accounts.models import Consent, ErasureRequest, User
from cohorts import enrolling
from cohorts.models import Cohort, Enrolment
from learning import completing, ticking
from learning.models import LearningDay, LessonProgress, LessonTick
from tests.acts import (
    ACTS,
    DAY,
    NO_COHORT,
    NOTHING,
    NOW,
    REFUSES,
    RULES,
    SIGNED_OUT,
    Case,
    Rule,
)
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, LessonFactory
from tests.factories.youtube import ChannelFactory, ChannelSnapshotFactory
from youtube_integration import connecting
from youtube_integration.models import ChannelConnection

pytestmark = pytest.mark.django_db

REFUSALS = (
    enrolling.EnrolmentError,
    completing.CompletionError,
    ticking.TickError,
    connecting.ConnectError,
    consenting.ConsentError,
    erasing.ErasureError,
)
MODULES = (
    "accounts.consenting",
    "accounts.erasing",
    "accounts.people",
    "cohorts.closing",
    "learning.completing",
    "cohorts.enrolling",
    "cohorts.notifying",
    "learning.ticking",
    "youtube_integration.connecting.claiming",
)
#: Parts of the acts below, or questions: they are held by the tests of what calls them.
PARTS = {
    "check_age": "a question",
    "cohorts_of_the_invited": "part of invite",
    "complete_enrolments": "part of complete_lesson and finish_cohort",
    "free_seat": "part of deleting an enrolment's row",
    "lock_people": "part of an import: a lock",
    "missing_consents": "a question",
    "password_link": "part of invite",
    "refusal": "a question",
    "remember_addresses": "part of an import: an address beside what is connected already",
    "take_off_list": "part of withdraw, withdraw_all and close_waiting_list",
    "notify_queued": "part of approve and approve_applicants",
    "notify_seat_given": "part of approve, approve_applicants and promote_waiting",
    "notify_turned_down": "part of close_waiting_list",
    "withdraw_all": "part of leave_all_cohorts",
}


#: Held with the rest of an import, which names a closed account as a problem of its row.
IMPORTS = {"create_imported_person", "connect_by_file"}


#: Modules of acts that are not the person's and know no cohort.
ELSEWHERE = {
    "accounts.editing": "a form's fields beside what others saved: tests/accounts/test_editing.py",
    "accounts.mailing": "carries what the acts write; it writes to no closed account",
    "accounts.resetting": "pretends to write, and writes to nobody",
    "cohorts.content_watching": "says what visitors see: tests/cms/test_content_version.py",
    "cohorts.importing": "a file at a time: tests/cohorts/test_importing.py",
    "learning.counting": "counts what is there: tests/learning/test_counting.py",
    "youtube_integration.counting": "counts what is there: tests/youtube_integration",
    "youtube_integration.retaining": "deletes by age, whoever it is",
    "youtube_integration.syncing": "reads channels that Channel.objects.readable names",
}


def modules_of_acts() -> set[str]:
    """A module of acts is named by a verb: enrolling, closing, and people."""
    apps = ("accounts", "courses", "cohorts", "learning", "youtube_integration")
    return {
        f"{app}.{found.name}"
        for app in apps
        for found in iter_modules(import_module(app).__path__)
        if found.name.endswith("ing") or found.name == "people"
    }


def public_acts() -> set[str]:
    return {
        name
        for module in map(import_module, MODULES)
        for name, thing in vars(module).items()
        if inspect.isfunction(inspect.unwrap(thing) if callable(thing) else thing)
        and inspect.unwrap(thing).__module__ == module.__name__
        and not name.startswith("_")
    }


def test_every_module_of_acts_is_asked_for_its_rules() -> None:
    covered = {".".join(module.split(".")[:2]) for module in MODULES}
    assert modules_of_acts() == covered | set(ELSEWHERE)


def test_every_act_has_a_rule() -> None:
    assert public_acts() == set(RULES) | set(PARTS) | IMPORTS


@pytest.fixture
def case() -> Case:
    lesson = LessonFactory()
    cohort = CohortFactory(
        courses=[lesson.course],
        starts_on=DAY - timedelta(days=14),
        # The last day is one of the cohort's.
        ends_on=DAY,
        seats=3,
    )
    person = UserFactory(profile={"birth_year": 1990})
    User.objects.filter(pk=person.pk).update(last_login=NOW)
    person.refresh_from_db()
    channel = ChannelFactory(synced_at=NOW)
    ChannelSnapshotFactory(channel=channel, day=DAY, fetched_at=NOW)
    return Case(person, cohort, lesson, channel, staff=UserFactory(superuser=True))


def state(case: Case) -> dict[str, object]:
    """What the acts give and take, with its days."""
    enrolments = Enrolment.objects.filter(cohort=case.cohort)
    person = case.person.pk
    return {
        "enrolments": list(
            enrolments.values_list(
                "status",
                "enrolled_at",
                "completed_at",
                "baselines__day",
                "baselines__snapshot",
            )
        ),
        "seats": Cohort.objects.get(pk=case.cohort.pk).seats_taken,
        "progress": list(
            LessonProgress.objects.filter(user=person).values_list(
                "last_at", "completed_at", "reading_position"
            )
        ),
        "days": list(LearningDay.objects.filter(user=person).values_list("date", flat=True)),
        "ticks": list(LessonTick.objects.filter(user=person).values_list("item", flat=True)),
        "consents": list(
            Consent.objects.filter(user=person).values_list("purpose", "withdrawn_at")
        ),
        "connections": list(
            ChannelConnection.objects.filter(user=person).values_list("kind", "disconnected_at")
        ),
        "erasures": list(ErasureRequest.objects.values_list("due_at", "cancelled_at", "erased_at")),
        "there": User.objects.filter(pk=person).exists(),
        "mails": len(mail.outbox),
    }


def outcome(case: Case, rule: Rule) -> str:
    before = state(case)
    try:
        rule.act(case)
    except REFUSALS:
        assert state(case) == before
        return REFUSES
    return NOTHING if state(case) == before else ACTS


@pytest.mark.parametrize("name", RULES)
def test_the_act_does_what_it_is_there_for_once(name: str, case: Case) -> None:
    rule = RULES[name]
    rule.before(case)
    assert outcome(case, rule) == ACTS
    assert outcome(case, rule) == rule.again


@pytest.mark.parametrize("name", [name for name in RULES if RULES[name].closed != SIGNED_OUT])
def test_for_a_closed_account(name: str, case: Case) -> None:
    rule = RULES[name]
    rule.before(case)
    # Past the announcement, which withdraws: the act itself has to know.
    User._base_manager.filter(pk=case.person.pk).update(is_active=False)
    case.person.refresh_from_db()
    if case.enrolment is not None:
        case.enrolment.refresh_from_db()
    mail.outbox.clear()
    assert outcome(case, rule) == rule.closed
    assert case.person.email not in [address for each in mail.outbox for address in each.to]


@pytest.mark.parametrize("name", [name for name in RULES if RULES[name].over != NO_COHORT])
def test_in_a_cohort_that_is_over(name: str, case: Case) -> None:
    rule = RULES[name]
    Cohort.objects.update(ends_on=DAY - timedelta(days=1))
    case.cohort.refresh_from_db()
    rule.before(case)
    assert outcome(case, rule) == rule.over


@pytest.mark.parametrize("name", RULES)
def test_under_the_zone_of_another_reader(name: str, case: Case) -> None:
    """Half past ten in the evening of the last day: over in the east, and not here."""
    rule = RULES[name]
    rule.before(case)
    with timezone.override("Asia/Jayapura"):
        assert outcome(case, rule) == ACTS
    days = set(state(case)["days"])
    baselines = {row[3] for row in state(case)["enrolments"]} - {None}
    assert days | baselines <= {DAY}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/dashboard/"),
        ("get", "/channel/"),
        ("post", "/pelajaran/{lesson}/selesai/"),
        ("post", "/pelajaran/{lesson}/belum/"),
        ("post", "/pelajaran/{lesson}/centang/"),
        ("post", "/angkatan/{cohort}/selesai/"),
        ("post", "/channel/putuskan/"),
        ("post", "/accounts/persetujuan/"),
        ("post", "/accounts/profil/hapus/"),
    ],
)
def test_a_closed_account_is_let_in_nowhere(method: str, path: str, case: Case) -> None:
    """Also with a session that it had before."""
    client = Client()
    client.force_login(case.person)
    case.person.is_active = False
    case.person.save()
    before = state(case)

    response = getattr(client, method)(path.format(lesson=case.lesson.pk, cohort=case.cohort.slug))

    assert response.headers["Location"].startswith(
        ("/accounts/login/", "/accounts/reauthenticate/")
    )
    assert state(case) == before
