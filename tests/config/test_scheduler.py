"""What the scheduler does by itself: at night the commands, each minute what an editor planned."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from apscheduler.job import Job
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision

from config.management.commands import scheduler
from courses.models import LessonPage
from tests.entry_points import COMMANDS, COMMANDS_BESIDE
from tests.factories.courses import LessonFactory

pytestmark = pytest.mark.django_db

#: Django's and Wagtail's, which know no person: old sessions go, pages come and end.
COMMANDS_OF_OTHERS = {"clearsessions", "publish_scheduled"}


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Job]]:
    """The real scheduler's jobs; its clock stands still."""
    # The test's transaction would end with its connection.
    monkeypatch.setattr(scheduler, "close_old_connections", lambda: None)
    started: list[BlockingScheduler] = []
    monkeypatch.setattr(BlockingScheduler, "start", lambda each: started.append(each))
    stop = signal.getsignal(signal.SIGTERM)
    call_command("scheduler")
    yield {job.id: job for job in started[0].get_jobs()}
    signal.signal(signal.SIGTERM, stop)


def run(job: Job) -> None:
    job.func(*job.args)


def planned(**hour: object) -> LessonPage:
    page = LessonFactory(**hour)
    revision = page.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=page.go_live_at)
    return page


def test_within_a_minute_of_its_hour_a_page_goes_live_and_another_ends(
    jobs: dict[str, Job],
) -> None:
    soon = timezone.now() + timedelta(hours=1)
    begins, ends = planned(draft=True, go_live_at=soon), LessonFactory(expire_at=soon)
    job = jobs["publish_scheduled"]
    assert job.trigger.interval <= timedelta(minutes=1)

    run(job)
    begins.refresh_from_db()
    ends.refresh_from_db()
    assert (begins.live, ends.live) == (False, True)

    for _time in range(2):
        with time_machine.travel(soon + timedelta(seconds=59)):
            run(job)
        begins.refresh_from_db()
        ends.refresh_from_db()
        assert (begins.live, ends.live, ends.expired) == (True, False, True)


def test_each_command_of_the_night_runs_once_a_night_and_twice_does_no_harm(
    jobs: dict[str, Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    nightly = {name: job for name, job in jobs.items() if isinstance(job.trigger, CronTrigger)}
    assert set(nightly) == {
        "sync_channels",
        "purge_youtube_data",
        "erase_people",
        "clearsessions",
        "purge_mail",
        "forget_claims",
        "recount",
    }
    for job in nightly.values():
        assert str(job.trigger.timezone) == "Asia/Jakarta"
        for _time in range(2):
            run(job)


def test_every_job_is_in_the_tables_of_acts(jobs: dict[str, Job]) -> None:
    commands = {name for name in jobs if name != "heartbeat"}
    assert commands <= set(COMMANDS) | set(COMMANDS_BESIDE) | COMMANDS_OF_OTHERS
