"""What cohorts do when the apps below announce something."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from allauth.account.signals import user_signed_up
from django.db import transaction
from django.db.models.signals import pre_delete
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from accounts.signals import accounts_closed, first_verified_login
from cohorts.closing import leave_all_cohorts
from cohorts.enrolling import (
    EnrolmentError,
    enrol,
    forget_baseline,
    free_seat,
    promote_waiting,
    take_baseline,
)
from cohorts.intended_cohort import intended_cohort, take_intended_cohort
from cohorts.models import Enrolment, IntendedEnrolment
from youtube_integration.models import Channel, ChannelConnection
from youtube_integration.signals import channel_connected, channel_disconnected, channel_synced


def connect() -> None:
    channel_connected.connect(take_baseline_at_connect, dispatch_uid="cohorts.baseline_at_connect")
    channel_synced.connect(take_baseline_at_snapshot, dispatch_uid="cohorts.baseline_at_snapshot")
    channel_disconnected.connect(forget_baseline_at_end, dispatch_uid="cohorts.baseline_at_end")
    pre_delete.connect(
        free_seat_of_deleted, sender=Enrolment, dispatch_uid="cohorts.free_seat_of_deleted"
    )
    accounts_closed.connect(leave_with_account, dispatch_uid="cohorts.leave_with_account")
    user_signed_up.connect(save_intended_enrolment, dispatch_uid="cohorts.save_intended_enrolment")
    first_verified_login.connect(enrol_as_intended, dispatch_uid="cohorts.enrol_as_intended")


def take_baseline_at_connect(
    sender: object, connection: ChannelConnection, now: datetime, **kwargs: object
) -> None:
    take_baseline(user=connection.user, channel=connection.channel, now=now)


def take_baseline_at_snapshot(
    sender: object, channel: Channel, now: datetime, **kwargs: object
) -> None:
    """A first snapshot may be the one that enrolments were waiting for."""
    lacking = Enrolment.objects.lacking_baseline(channel).filter(
        user__channel_connections__channel=channel,
        user__channel_connections__disconnected_at__isnull=True,
    )
    for user in User.objects.filter(pk__in=lacking.values("user")):
        take_baseline(user=user, channel=channel, now=now)


def forget_baseline_at_end(
    sender: object, user: User, channel: Channel, now: datetime, **kwargs: object
) -> None:
    """Also where the channel stays, because somebody else has connected it."""
    forget_baseline(user=user, channel=channel, now=now)


def free_seat_of_deleted(sender: object, instance: Enrolment, **kwargs: object) -> None:
    """Whichever way an account is deleted, its seats go to those who wait."""
    cohort = free_seat(enrolment=instance)
    if cohort is not None:
        # Only then is everybody gone who is deleted together: none of them may move up.
        transaction.on_commit(lambda: promote_waiting(cohort=cohort, now=timezone.now()))


def leave_with_account(sender: object, users: list[User], now: datetime, **kwargs: object) -> None:
    """A closed account keeps no seat and no place in a line."""
    leave_all_cohorts(users=users, now=now)


def save_intended_enrolment(
    sender: object, request: HttpRequest, user: User, **kwargs: object
) -> None:
    """Sign-up from a cohort's page: the intended cohort must survive a confirmation in another browser.

    The session keeps it as well: the address may have an account already, which its owner opens
    by the link in the mail.
    """
    cohort = intended_cohort(request.session)
    if cohort is not None:
        IntendedEnrolment.objects.update_or_create(
            user=user, defaults={"cohort": cohort, "made_at": timezone.now()}
        )


def enrol_as_intended(
    sender: object, request: HttpRequest, user: User, now: datetime | None = None, **kwargs: object
) -> None:
    intended = IntendedEnrolment.objects.select_related("cohort").filter(user=user).first()
    # Who signed up with an address that staff had already named only has the session's intended cohort.
    from_session = take_intended_cohort(request.session)
    cohort = intended.cohort if intended else from_session
    if cohort is not None:
        # When enrolment closed in between, the dashboard offers the cohorts that are open.
        with suppress(EnrolmentError):
            enrol(user=user, cohort=cohort, now=now or timezone.now())
    if intended is not None:
        intended.delete()
