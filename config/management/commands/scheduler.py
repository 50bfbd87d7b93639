"""The clock of a Kanal: calls the same commands an operator would, and says that it lives."""

from __future__ import annotations

import signal
from types import FrameType

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from config.mail.rounds import Rounds
from config.models import Heartbeat

SECONDS_BETWEEN_ROUNDS = 2


class Command(BaseCommand):
    help = (
        "Runs for ever: sync_channels at 03.30, purge_youtube_data at 04.30, erase_people at 04.45, "
        "clearsessions at 05.00, purge_mail at 05.15, forget_claims at 05.20 and recount at "
        "05.25 (site time); "
        "publish_scheduled each minute; sends the mails that wait every few seconds, and a heartbeat "
        "each minute that /readyz reads."
    )

    def handle(self, *args: object, **options: object) -> None:
        scheduler = BlockingScheduler(timezone=settings.TIME_ZONE)
        for name, hour, minute in (
            ("sync_channels", 3, 30),
            ("purge_youtube_data", 4, 30),
            ("erase_people", 4, 45),
            ("clearsessions", 5, 0),
            ("purge_mail", 5, 15),
            ("forget_claims", 5, 20),
            ("recount", 5, 25),
        ):
            scheduler.add_job(
                self.run,
                CronTrigger(hour=hour, minute=minute),
                args=[name],
                id=name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=3600,
            )
        self.rounds = Rounds(timezone.now)
        scheduler.add_job(
            self.send_mail,
            "interval",
            seconds=SECONDS_BETWEEN_ROUNDS,
            id="send_mail",
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        # What goes live and what ends, to the minute that an editor chose.
        scheduler.add_job(
            self.run,
            "interval",
            minutes=1,
            args=["publish_scheduled"],
            id="publish_scheduled",
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        scheduler.add_job(self.beat, "interval", minutes=1, id="heartbeat", coalesce=True)
        self.beat()

        def stop(number: int, frame: FrameType | None) -> None:
            # A long round would keep the process from ending: it stops after the mail in flight.
            self.rounds.stopping = True
            raise SystemExit(0)

        signal.signal(signal.SIGTERM, stop)
        self.stdout.write("scheduler: started")
        scheduler.start()

    def run(self, name: str) -> None:
        close_old_connections()
        try:
            call_command(name)
        except (CommandError, SystemExit) as left_over:
            # Exit code 1 means "something was left over and said so": tomorrow finds it due again.
            self.stderr.write(f"scheduler: {name}: {left_over}")
        finally:
            close_old_connections()

    def send_mail(self) -> None:
        close_old_connections()
        try:
            self.rounds.run()
        finally:
            close_old_connections()

    def beat(self) -> None:
        close_old_connections()
        Heartbeat.beat(Heartbeat.SCHEDULER, now=timezone.now())
        close_old_connections()
