"""Where a person is signed in: each browser with its device and last day, and ending it there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.devices import Device, device_of
from accounts.models import Session, User
from design.site_time import site_day

#: In the session: a device's names, the moment of signing in and the last day, in ISO 8601.
SESSION_DEVICE = "device"
SESSION_SIGNED_IN_AT = "signed_in_at"
SESSION_LAST_DAY = "last_day"


@dataclass(frozen=True)
class SignedIn:
    """One browser. `reference` names it in an address; the session's key is never shown.

    `signed_in_at` and `last_day` are None until its first request after signing in has ended.
    """

    reference: str
    device: Device
    signed_in_at: datetime | None
    last_day: date | None
    is_here: bool


def note_use(session: SessionBase, *, user_agent: str, now: datetime) -> None:
    """Once a day, so that reading pages writes no sessions; and when it ends, whatever is noted."""
    today = site_day(now).isoformat()
    if session.get(SESSION_LAST_DAY) == today:
        return
    signed_in_at = session.setdefault(SESSION_SIGNED_IN_AT, now.isoformat())
    session[SESSION_DEVICE] = list(device_of(user_agent))
    session[SESSION_LAST_DAY] = today
    life = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    session.set_expiry(datetime.fromisoformat(signed_in_at) + life)


def signed_in(
    user: User, *, now: datetime | None = None, here: str | None = None
) -> list[SignedIn]:
    """Where the person is signed in: this browser (its key is `here`) first, then the latest.

    Without `now` also what has run out and still lies in the table.
    """
    sessions = [_signed_in(row, data, here) for row, data in _living(user, now)]
    sessions.sort(key=lambda each: (each.is_here, each.last_day or date.max), reverse=True)
    return sessions


def find_session(user: User, reference: str, *, now: datetime) -> Session | None:
    """The living session of the person that `SignedIn.reference` names."""
    rows = (row for row, _data in _living(user, now))
    return next((row for row in rows if constant_time_compare(_reference(row), reference)), None)


def forget_sessions(user: User, *, keep: str | None = None) -> int:
    """Delete every session in which the person is signed in; returns how many there were.

    `keep` is the key of one that stays.
    """
    rows = Session.objects.filter(account_id=user.pk)
    ended, _rows = (rows.exclude(session_key=keep) if keep else rows).delete()
    return ended


def forget_every_session() -> int:
    """Sign everybody out; returns in how many browsers somebody was signed in."""
    ended, _rows = Session.objects.filter(account_id__isnull=False).delete()
    return ended


def _living(user: User, now: datetime | None) -> list[tuple[Session, dict[str, Any]]]:
    """Without those that a new password has ended: they go when they are next used."""
    rows = Session.objects.filter(account_id=user.pk)
    if now is not None:
        rows = rows.filter(expire_date__gt=now)
    read = [(row, row.get_decoded()) for row in rows]
    mark = user.get_session_auth_hash()
    return [
        (row, data)
        for row, data in read
        if constant_time_compare(data.get(HASH_SESSION_KEY, ""), mark)
    ]


def _signed_in(row: Session, data: dict[str, Any], here: str | None) -> SignedIn:
    since, day = data.get(SESSION_SIGNED_IN_AT), data.get(SESSION_LAST_DAY)
    return SignedIn(
        reference=_reference(row),
        device=Device(*data.get(SESSION_DEVICE, ("", ""))),
        signed_in_at=datetime.fromisoformat(since) if since else None,
        last_day=date.fromisoformat(day) if day else None,
        is_here=row.session_key == here,
    )


def _reference(row: Session) -> str:
    return salted_hmac("accounts.sessions", row.session_key, algorithm="sha256").hexdigest()[:20]
