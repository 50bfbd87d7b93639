"""The rules of `test_acts_matrix`: how somebody stands, what is done, and what comes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, time, timedelta

from accounts import consenting, erasing, people
from accounts.models import User
from cohorts import closing, enrolling
from cohorts.models import Cohort, Enrolment
from courses.models import LessonPage
from design.site_time import site_moment
from learning import completing, ticking
from learning.models import LessonProgress
from tests.factories.courses import EnrolmentFactory, checklist
from youtube_integration import connecting
from youtube_integration.connecting import claiming
from youtube_integration.models import Channel, ChannelConnection

DAY = date(2026, 11, 20)
#: In the east it is the next day already.
NOW = site_moment(DAY, time(22, 30)).astimezone(UTC)
#: What comes of it: something changes, a sentence says no, or nothing happens and nothing is said.
ACTS, REFUSES, NOTHING = "acts", "refuses", "nothing"
#: The person's own act: a closed account cannot sign in to do it (test_a_closed_account_is_let_in_nowhere).
SIGNED_OUT = "signed out"
#: The act knows no cohort.
NO_COHORT = "no cohort"


@dataclass
class Case:
    """A person, a cohort of one lesson, and how the person stands in it."""

    person: User
    cohort: Cohort
    lesson: LessonPage
    channel: Channel
    staff: User
    enrolment: Enrolment | None = None
    state: dict = field(default_factory=dict)


def nobody(case: Case) -> None:
    """Not in the cohort."""


def applied(case: Case) -> None:
    case.enrolment = seat(case, applied=True)


def waiting(case: Case) -> None:
    case.enrolment = seat(case, waiting=True)


def active(case: Case) -> None:
    case.enrolment = seat(case)


def completed(case: Case) -> None:
    case.enrolment = seat(case, completed=True)


def with_channel(case: Case) -> None:
    active(case)
    Enrolment.objects.filter(pk=case.enrolment.pk).update(enrolled_at=NOW)
    ChannelConnection.objects.create(
        user=case.person, channel=case.channel, kind="url", connected_at=NOW
    )


def with_baseline(case: Case) -> None:
    with_channel(case)
    enrolling.take_baseline(user=case.person, channel=case.channel, now=NOW)


def learned_through(case: Case) -> None:
    active(case)
    LessonProgress.objects.create(
        user=case.person,
        lesson=case.lesson,
        started_at=NOW,
        last_at=NOW,
        completed_at=NOW,
        completed_by="self",
    )


def reading_boxes(case: Case) -> None:
    active(case)
    case.lesson.body = json.dumps([checklist("Satu", "Dua")])
    case.lesson.save()


def imported(case: Case) -> None:
    User.objects.filter(pk=case.person.pk).update(last_login=None)


def erasure_requested(case: Case) -> None:
    case.state["request"], _new = erasing.request_erasure(person=case.person, now=NOW)


def optional_consent(case: Case) -> None:
    consenting.give_consent(user=case.person, purpose=connecting.HISTORY, wording="Ya.", now=NOW)


def seat(case: Case, **traits: bool) -> Enrolment:
    before = NOW - timedelta(days=3)
    moments = {} if traits and "completed" not in traits else {"enrolled_at": before}
    return EnrolmentFactory(
        user=case.person, cohort=case.cohort, applied_at=before, **moments, **traits
    )


@dataclass(frozen=True)
class Rule:
    """How the person stands before, the act, and what comes of it in each situation."""

    before: Callable[[Case], None]
    act: Callable[[Case], object]
    closed: str
    over: str
    again: str = NOTHING


#: Name of the act: its rule. Open account, running cohort, first time: each of them acts.
RULES: dict[str, Rule] = {
    "enrol": Rule(
        nobody,
        lambda c: enrolling.enrol(user=c.person, cohort=c.cohort, now=NOW),
        closed=REFUSES,
        over=REFUSES,
    ),
    "approve": Rule(
        applied,
        lambda c: enrolling.approve(enrolment=c.enrolment, now=NOW),
        closed=REFUSES,
        over=REFUSES,
    ),
    "approve_applicants": Rule(
        applied,
        lambda c: enrolling.approve_applicants(cohort=c.cohort, now=NOW),
        closed=NOTHING,
        over=REFUSES,
    ),
    "promote_waiting": Rule(
        waiting,
        lambda c: enrolling.promote_waiting(cohort=c.cohort, now=NOW),
        closed=NOTHING,
        over=NOTHING,
    ),
    "seat_imported": Rule(
        nobody,
        lambda c: enrolling.seat_imported(user=c.person, cohort=c.cohort, now=NOW),
        closed=REFUSES,
        over=REFUSES,
    ),
    "withdraw": Rule(
        active, lambda c: enrolling.withdraw(enrolment=c.enrolment, now=NOW), closed=ACTS, over=ACTS
    ),
    "take_baseline": Rule(
        with_channel,
        lambda c: enrolling.take_baseline(user=c.person, channel=c.channel, now=NOW),
        closed=ACTS,
        over=ACTS,
    ),
    "forget_baseline": Rule(
        with_baseline,
        lambda c: enrolling.forget_baseline(user=c.person, channel=c.channel, now=NOW),
        closed=ACTS,
        over=ACTS,
    ),
    "leave_all_cohorts": Rule(
        waiting,
        lambda c: closing.leave_all_cohorts(users=[c.person], now=NOW),
        closed=ACTS,
        over=ACTS,
    ),
    "close_waiting_list": Rule(
        waiting,
        lambda c: closing.close_waiting_list(cohort=c.cohort, reason="Selesai.", now=NOW),
        closed=ACTS,
        over=ACTS,
    ),
    "begin_lesson": Rule(
        active,
        lambda c: completing.begin_lesson(user=c.person, lesson=c.lesson, now=NOW),
        closed=SIGNED_OUT,
        over=ACTS,
    ),
    "note_opened": Rule(
        active,
        lambda c: completing.note_opened(user=c.person, lesson=c.lesson, known=None, now=NOW),
        closed=SIGNED_OUT,
        over=ACTS,
    ),
    "save_reading_position": Rule(
        active,
        lambda c: completing.save_reading_position(
            user=c.person, lesson=c.lesson, position="b", now=NOW
        ),
        closed=SIGNED_OUT,
        over=ACTS,
    ),
    "complete_lesson": Rule(
        active,
        lambda c: completing.complete_lesson(user=c.person, lesson=c.lesson, now=NOW),
        closed=SIGNED_OUT,
        over=ACTS,
    ),
    "reopen_lesson": Rule(
        learned_through,
        lambda c: completing.reopen_lesson(user=c.person, lesson=c.lesson, now=NOW),
        closed=SIGNED_OUT,
        over=ACTS,
    ),
    "save_ticks": Rule(
        reading_boxes,
        lambda c: ticking.save_ticks(
            user=c.person, lesson=c.lesson, ticked=["coba-1"], unticked=["coba-2"]
        ),
        closed=SIGNED_OUT,
        over=ACTS,
    ),
    "finish_cohort": Rule(
        learned_through,
        lambda c: completing.finish_cohort(enrolment=c.enrolment, now=NOW),
        closed=SIGNED_OUT,
        over=ACTS,
    ),
    "complete_by_staff": Rule(
        active,
        lambda c: completing.complete_by_staff(
            enrolment=c.enrolment, reason="", actor=c.staff, now=NOW
        ),
        closed=REFUSES,
        over=ACTS,
    ),
    "take_completion_back": Rule(
        completed,
        lambda c: completing.take_completion_back(
            enrolment=c.enrolment, reason="", actor=c.staff, now=NOW
        ),
        closed=REFUSES,
        over=ACTS,
    ),
    "invite": Rule(
        imported,
        lambda c: people.invite(users=User.objects.filter(pk=c.person.pk), now=NOW),
        closed=NOTHING,
        over=NO_COHORT,
        # Asked for again, the mail goes again: the first one may be lost.
        again=ACTS,
    ),
    "give_new_address": Rule(
        nobody,
        lambda c: people.give_new_address(person=c.person, email="baru@contoh.example", now=NOW),
        closed=NOTHING,
        over=NO_COHORT,
        # Each time whoever had the account is out, and its owner is invited anew.
        again=ACTS,
    ),
    "give_consent": Rule(
        nobody,
        lambda c: consenting.give_consent(
            user=c.person, purpose=connecting.HISTORY, wording="Ya.", now=NOW
        ),
        closed=SIGNED_OUT,
        over=NO_COHORT,
    ),
    "withdraw_consent": Rule(
        optional_consent,
        lambda c: consenting.withdraw_consent(user=c.person, purpose=connecting.HISTORY, now=NOW),
        closed=SIGNED_OUT,
        over=NO_COHORT,
    ),
    "request_erasure": Rule(
        nobody,
        lambda c: erasing.request_erasure(person=c.person, now=NOW),
        closed=ACTS,
        over=NO_COHORT,
    ),
    "take_back_erasure": Rule(
        erasure_requested,
        lambda c: erasing.take_back_erasure(request=c.state["request"], now=NOW),
        closed=ACTS,
        over=NO_COHORT,
    ),
    "carry_out_erasure": Rule(
        erasure_requested,
        lambda c: erasing.carry_out_erasure(request=c.state["request"], now=NOW),
        closed=ACTS,
        over=NO_COHORT,
    ),
    "erase_due": Rule(
        erasure_requested,
        lambda c: erasing.erase_due(now=NOW + timedelta(days=14)),
        closed=ACTS,
        over=NO_COHORT,
    ),
    "connect_by_url": Rule(
        nobody,
        lambda c: claiming.connect_by_url(user=c.person, channel=c.channel, now=NOW),
        closed=SIGNED_OUT,
        over=NO_COHORT,
    ),
    "connect_owned": Rule(
        nobody,
        lambda c: claiming.connect_owned(user=c.person, channel=c.channel, now=NOW),
        closed=SIGNED_OUT,
        over=NO_COHORT,
    ),
    "disconnect": Rule(
        with_channel,
        lambda c: claiming.disconnect(user=c.person, now=NOW),
        closed=ACTS,
        over=NO_COHORT,
    ),
}
