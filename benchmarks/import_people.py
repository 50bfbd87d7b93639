"""1,000 people from a file, beside 1,000 bare inserts into the same table."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from benchmarks.measuring import report, seconds
from cohorts.importing import COLUMNS, import_people
from cohorts.models import Cohort
from design.site_time import site_day
from youtube_integration.connecting import client

PEOPLE = 1000


def run() -> None:
    now = timezone.now()
    today = site_day(now)
    Cohort.objects.create(
        name="Bench", slug="bench", starts_on=today, ends_on=today + timedelta(weeks=8)
    )
    rows = [f"import{n}@contoh.example,Peserta {n},,1990,,,bench," for n in range(PEOPLE)]
    data = "\n".join([",".join(COLUMNS), *rows]).encode()
    youtube = client(now=now, interactive=True)
    measured = seconds(
        lambda: import_people(data, client=youtube, actor=None, create_cohorts=False, now=now)
    )
    reference = seconds(lambda: bare_inserts(now))
    report("import of 1,000 people", measured, "1,000 single inserts", reference)


def bare_inserts(now: object) -> None:
    for number in range(PEOPLE):
        User(email=f"bare{number}@contoh.example", name="Bare", date_joined=now).save()
