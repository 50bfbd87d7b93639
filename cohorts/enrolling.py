"""Seats, approvals and waiting lists: each act is one transaction under the cohort's lock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cohorts import notifying
from cohorts.models import Baseline, Cohort, Enrolment
from youtube_integration.models import Channel, ChannelConnection

Status = Enrolment.Status
#: What a seat or a place on the waiting list changes of a row that had neither.
STANDING = ["status", "queue_number", "withdrawn_at", "withdrawal_reason"]


class EnrolmentError(Exception):
    """An act that the rules refuse; `str()` is a sentence for the person who asked."""


@transaction.atomic
def enrol(*, user: User, cohort: Cohort, now: datetime) -> Enrolment:
    """Ask for a seat: active, applied or waitlisted, as the cohort's enrolment mode and seats say.

    Asking twice changes nothing. Somebody who withdrew comes back with the first enrolment's
    day and baseline. Raises EnrolmentError when the cohort no longer takes anybody, and for a
    closed account.
    """
    # The person before the cohort, as in closing an account: whichever of the two comes second
    # sees what the first one did.
    user = User.objects.locked(user.pk)
    cohort = _locked(cohort)
    _refuse_closed(user)
    enrolment = Enrolment.objects.filter(user=user, cohort=cohort).first()
    if enrolment is not None and enrolment.status != Status.WITHDRAWN:
        return enrolment
    if not cohort.is_enrolling(now):
        raise EnrolmentError(_("Enrolment for this cohort has closed."))
    enrolment = enrolment or Enrolment(user=user, cohort=cohort)
    enrolment.applied_at = now
    if cohort.enrolment == Cohort.EnrolmentMode.APPROVAL:
        enrolment.status = Status.APPLIED
        enrolment.save()
    elif cohort.has_free_seat and not _somebody_waits(cohort):
        _seat(enrolment, cohort, now)
    else:
        _queue(enrolment, cohort)
    return enrolment


@transaction.atomic
def approve(*, enrolment: Enrolment, now: datetime) -> Enrolment:
    """Give an applicant a seat, or the next place on the waiting list where none is left.

    Approving twice changes nothing. Raises EnrolmentError for anybody who did not apply, for a
    closed account, and once the cohort is over.
    """
    cohort = _locked(enrolment.cohort)
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if enrolment.is_seated or enrolment.status == Status.WAITLISTED:
        return enrolment
    if enrolment.status != Status.APPLIED:
        raise EnrolmentError(_("Only somebody who has applied can be approved."))
    _refuse_closed(enrolment.user)
    _refuse_over(cohort, now)
    if cohort.has_free_seat and not _somebody_waits(cohort):
        _seat(enrolment, cohort, now)
        notifying.notify_seat_given(enrolment)
    else:
        _queue(enrolment, cohort)
        notifying.notify_queued(enrolment)
    return enrolment


@transaction.atomic
def approve_applicants(*, cohort: Cohort, now: datetime) -> list[Enrolment]:
    """Approve everybody who applied, in order: seats first, then the waiting list. One mail each.

    The number of statements does not grow with them. Raises EnrolmentError once the cohort is over.
    """
    cohort = _locked(cohort)
    _refuse_over(cohort, now)
    applied = cohort.enrolments.applied().filter(user__is_active=True)
    rows = list(applied.select_for_update(of=("self",)).select_related("user__profile"))
    free = 0 if _somebody_waits(cohort) else cohort.seats_free
    seated = rows[:free]
    queued = rows[len(seated) :]
    _seat_all(seated, cohort, now)
    _queue_all(queued, cohort)
    notifying.notify_seat_given(*seated)
    notifying.notify_queued(*queued)
    return rows


@transaction.atomic
def withdraw(*, enrolment: Enrolment, reason: str = "", now: datetime) -> Enrolment:
    """Leave a cohort; a seat that comes free goes to the first of the waiting list.

    What was learned stays. A completed enrolment stays completed: EnrolmentError.
    """
    cohort = _locked(enrolment.cohort)
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if enrolment.status == Status.COMPLETED:
        raise EnrolmentError(_("A completed cohort cannot be left any more."))
    if enrolment.status == Status.WITHDRAWN:
        return enrolment
    if enrolment.is_seated:
        _take_seats(cohort, -1)
    take_off_list([enrolment], reason=reason, now=now)
    _promote(cohort, now)
    return enrolment


@transaction.atomic
def withdraw_all(
    *, users: Iterable[User], cohort: Cohort, reason: str, now: datetime
) -> list[Enrolment]:
    """As `withdraw` for each of them who has something open here; the free seats go on together.

    The number of statements does not grow with them.
    """
    cohort = _locked(cohort)
    rows = list(cohort.enrolments.open().filter(user__in=users).select_for_update().order_by("pk"))
    if freed := sum(row.is_seated for row in rows):
        _take_seats(cohort, -freed)
    take_off_list(rows, reason=reason, now=now)
    _promote(cohort, now)
    return rows


def take_off_list(enrolments: list[Enrolment], *, reason: str, now: datetime) -> None:
    """Note that it is over, under the cohort's lock; no seat changes hands."""
    for enrolment in enrolments:
        enrolment.status = Status.WITHDRAWN
        enrolment.withdrawn_at = now
        enrolment.withdrawal_reason = reason
        enrolment.queue_number = None
    Enrolment.objects.bulk_update(enrolments, STANDING)


@transaction.atomic
def promote_waiting(*, cohort: Cohort, now: datetime) -> list[Enrolment]:
    """Move people up while seats are free (after more seats were added); returns them in order."""
    return _promote(_locked(cohort), now)


@transaction.atomic
def seat_imported(
    *, user: User, cohort: Cohort, now: datetime, newcomer: bool = False
) -> tuple[Enrolment, bool]:
    """A seat by an import: no approval, no closing day. Returns the enrolment and "is new".

    Somebody already seated keeps the seat and its day. Somebody who withdrew stays withdrawn:
    a file sent twice must not undo a decision. A `newcomer`'s account was made in this
    transaction: there is nothing of theirs to look for. Raises EnrolmentError when no seat is left,
    for a closed account, and once the cohort is over.
    """
    if not newcomer:
        user = User.objects.locked(user.pk)
    cohort = _locked(cohort)
    known = None if newcomer else Enrolment.objects.filter(user=user, cohort=cohort).first()
    if known is not None and (known.is_seated or known.status == Status.WITHDRAWN):
        return known, False
    if not newcomer:
        _refuse_closed(user)
    _refuse_over(cohort, now)
    if not cohort.has_free_seat:
        raise EnrolmentError(_("%(cohort)s has no seat left.") % {"cohort": cohort.name})
    enrolment = known or Enrolment(user=user, cohort=cohort, applied_at=now)
    _take_seat(enrolment, cohort, now)
    if not newcomer:
        _take_known_baseline(enrolment, now)
    return enrolment, True


@transaction.atomic
def take_baseline(*, user: User, channel: Channel, now: datetime) -> None:
    """Freeze the baseline of each of this person's enrolments that has none for this channel."""
    for enrolment in Enrolment.objects.lacking_baseline(channel).filter(user=user):
        chosen = enrolment.choose_baseline(channel)
        if chosen is None:
            continue
        snapshot, late = chosen
        enrolment.baselines.of_youtube().end(now=now)
        Baseline.objects.begin(enrolment.pk, snapshot, late=late)


def forget_baseline(*, user: User, channel: Channel, now: datetime) -> None:
    """Take this channel's figures off the person's enrolments; the day says that there was one."""
    Baseline.objects.filter(enrolment__user=user, channel=channel).forget(now=now)


@transaction.atomic
def free_seat(*, enrolment: Enrolment) -> Cohort | None:
    """The enrolment's row is about to go: its seat comes free. None where it held none."""
    cohort = _locked(enrolment.cohort)
    rows = Enrolment.objects.select_for_update(of=("self",)).filter(pk=enrolment.pk)
    row = rows.first()
    if row is None or not row.is_seated:
        return None
    _take_seats(cohort, -1)
    return cohort


def _locked(cohort: Cohort) -> Cohort:
    return Cohort.objects.select_for_update().get(pk=cohort.pk)


def _refuse_closed(user: User) -> None:
    """`user` is read after a lock: the account may have been closed in the meantime."""
    if not user.is_active:
        raise EnrolmentError(_("This account is closed: it holds no seat and gets none."))


def _refuse_over(cohort: Cohort, now: datetime) -> None:
    if not cohort.is_running(now):
        raise EnrolmentError(
            _("%(cohort)s is over and takes nobody in any more.") % {"cohort": cohort.name}
        )


def _somebody_waits(cohort: Cohort) -> bool:
    return cohort.enrolments.waiting().exists()


def _take_seats(cohort: Cohort, number: int) -> None:
    cohort.seats_taken += number
    Cohort.objects.filter(pk=cohort.pk).update(seats_taken=cohort.seats_taken)


def _seat(enrolment: Enrolment, cohort: Cohort, now: datetime) -> None:
    _take_seat(enrolment, cohort, now)
    _take_known_baseline(enrolment, now)


def _take_seat(enrolment: Enrolment, cohort: Cohort, now: datetime) -> None:
    _mark_seated(enrolment, now)
    enrolment.save()
    _take_seats(cohort, 1)


def _seat_all(enrolments: list[Enrolment], cohort: Cohort, now: datetime) -> None:
    """As `_seat` for each, in a number of statements that does not grow with them."""
    if not enrolments:
        return
    for enrolment in enrolments:
        # The row that is locked, and known already to whoever writes the mail.
        enrolment.cohort = cohort
        _mark_seated(enrolment, now)
    Enrolment.objects.bulk_update(enrolments, [*STANDING, "enrolled_at", "returned_at"])
    _take_seats(cohort, len(enrolments))
    people = [enrolment.user_id for enrolment in enrolments]
    connected = ChannelConnection.objects.open().filter(user__in=people)
    owners = set(connected.values_list("user", flat=True))
    for enrolment in enrolments:
        if enrolment.user_id in owners:
            _take_known_baseline(enrolment, now)


def _mark_seated(enrolment: Enrolment, now: datetime) -> None:
    if enrolment.enrolled_at is None:
        enrolment.enrolled_at = now
    else:
        enrolment.returned_at = now
    enrolment.status = Status.ACTIVE
    enrolment.queue_number = None
    enrolment.withdrawn_at = None
    enrolment.withdrawal_reason = ""


def _take_known_baseline(enrolment: Enrolment, now: datetime) -> None:
    """A channel may be connected before somebody gets the seat."""
    connection = enrolment.user.channel_connections.open().select_related("channel").first()
    if connection is not None:
        take_baseline(user=enrolment.user, channel=connection.channel, now=now)


def _queue(enrolment: Enrolment, cohort: Cohort) -> None:
    _mark_queued(enrolment, cohort)
    enrolment.save()
    Cohort.objects.filter(pk=cohort.pk).update(last_queue_number=cohort.last_queue_number)


def _queue_all(enrolments: list[Enrolment], cohort: Cohort) -> None:
    if not enrolments:
        return
    for enrolment in enrolments:
        enrolment.cohort = cohort
        _mark_queued(enrolment, cohort)
    Enrolment.objects.bulk_update(enrolments, STANDING)
    Cohort.objects.filter(pk=cohort.pk).update(last_queue_number=cohort.last_queue_number)


def _mark_queued(enrolment: Enrolment, cohort: Cohort) -> None:
    cohort.last_queue_number += 1
    enrolment.queue_number = cohort.last_queue_number
    enrolment.status = Status.WAITLISTED
    enrolment.withdrawn_at = None
    enrolment.withdrawal_reason = ""


def _promote(cohort: Cohort, now: datetime) -> list[Enrolment]:
    if not cohort.is_running(now):
        return []
    waiting = cohort.enrolments.waiting().filter(user__is_active=True)
    promoted = list(waiting.select_related("user__profile")[: cohort.seats_free])
    _seat_all(promoted, cohort, now)
    notifying.notify_seat_given(*promoted)
    return promoted
