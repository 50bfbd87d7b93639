"""Who can sign in to the demo, and the words that are printed at its start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password

from accounts.models import Region, User
from accounts.people import create_imported_person
from demo.cohorts import consent
from demo.person import DOMAIN

#: One for all: it opens nothing but invented data on the reader's own machine.
PASSWORD = "kanal"
NEWCOMER = ("baru", "Tari Urab", "Oro-oro Dowo")


@dataclass(frozen=True, slots=True)
class Login:
    key: str
    who: str
    path: str

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


LOGINS = (
    Login("ningsih", "trainee, completed, one upload a week", "/dashboard/"),
    Login("fajar", "trainee in the running cohort, channel connected", "/dashboard/"),
    Login("umi", "trainee from the waiting list, without channel", "/dashboard/"),
    Login("dewi", "trainee with 1,000 subscribers and more: rounded", "/channel/"),
    Login("lastri", "trainee whose channel has to be reconnected", "/channel/"),
    Login("baru", "new trainee without cohort", "/dashboard/"),
    Login("pengajar", "instructor", "/admin/"),
    Login("manajer", "programme manager", "/admin/reports/progress/"),
    Login("admin", "administrator", "/admin/"),
)


def add_newcomer(*, now: datetime) -> User:
    """Somebody who has just signed up and belongs to no cohort yet."""
    key, name, kelurahan = NEWCOMER
    user = create_imported_person(
        email=f"{key}@{DOMAIN}",
        name=name,
        actor=None,
        now=now,
        birth_year=now.year - 27,
        gender="F",
        region=Region.objects.get(kelurahan=kelurahan),
    ).user
    consent(user, now=now)
    user.last_login = now
    user.save(update_fields=["last_login"])
    return user


def give_passwords() -> None:
    """Only the printed logins have one; a hash costs half a second, so they share it."""
    emails = [login.email for login in LOGINS]
    User.objects.filter(email__in=emails).update(password=make_password(PASSWORD))


def lines(site_url: str) -> list[str]:
    """What the terminal shows: one line a login, under the address of the site."""
    wide = max(len(login.email) for login in LOGINS)
    lines = [f"  {login.email:<{wide}}  {login.who} -> {login.path}" for login in LOGINS]
    return [f"  Kanal is at {site_url}  (password of every login: {PASSWORD})", *lines]
