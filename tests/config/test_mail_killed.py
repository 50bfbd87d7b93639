"""The real command killed with a mail in its hands, and two that send at the same moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from threading import Thread

import pytest
from django.core.mail import send_mail
from django.db import connection
from django.utils import timezone
from post_office.models import Email

from config.env import ROOT
from config.mail.sending import CLAIM, send_waiting
from config.models import Heartbeat
from tests.mail_server import MailServer, RunningMailServer

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ONLY_A_FILE = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="hands its database on as a file"
)
WAIT = 120
RECEIVERS = [f"orang{number:02d}@contoh.example" for number in range(12)]


@pytest.fixture
def server(settings: object) -> Iterator[MailServer]:
    settings.EMAIL_BACKEND = "config.mail.queueing.QueueingBackend"
    with RunningMailServer() as running:
        smtp = "django.core.mail.backends.smtp.EmailBackend"
        settings.POST_OFFICE = {"BACKENDS": {"default": smtp}}
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        yield running


def write_letters() -> None:
    for receiver in RECEIVERS:
        send_mail("Surat", "Halo", None, [receiver])


def start(command: str, server: MailServer) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
    }
    return subprocess.Popen([sys.executable, "manage.py", command], cwd=ROOT, env=environment)


@ONLY_A_FILE
def test_the_scheduler_sends_what_is_written_while_it_runs_and_ends_when_told(
    server: MailServer,
) -> None:
    scheduler = start("scheduler", server)
    try:
        deadline = time.monotonic() + WAIT
        while not Heartbeat.objects.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        write_letters()
        while len(server.arrived) < len(RECEIVERS) and time.monotonic() < deadline:
            time.sleep(0.05)
        scheduler.terminate()
        assert scheduler.wait(WAIT) == 0
    finally:
        scheduler.kill()
        scheduler.wait(WAIT)
    assert server.receivers == RECEIVERS


@ONLY_A_FILE
def test_of_a_killed_senders_mails_only_the_one_in_its_hands_goes_twice(
    server: MailServer,
) -> None:
    write_letters()
    server.stall_at = 5
    sender = start("send_mail", server)
    assert server.stalled.wait(WAIT)
    os.kill(sender.pid, signal.SIGKILL)
    sender.wait(WAIT)

    send_waiting(clock=timezone.now)
    assert len(server.arrived) == len(RECEIVERS)
    later = timezone.now() + CLAIM + timedelta(seconds=1)
    send_waiting(clock=lambda: later)

    assert Counter(server.receivers) == {**dict.fromkeys(RECEIVERS, 1), RECEIVERS[4]: 2}
    assert not Email.objects.exists()
    twice = [mail["Message-ID"] for mail in server.arrived if mail["To"] == RECEIVERS[4]]
    assert twice[0] == twice[1]


@pytest.mark.database
def test_two_senders_at_the_same_moment_send_each_mail_once(server: MailServer) -> None:
    write_letters()

    def send() -> None:
        try:
            send_waiting(clock=timezone.now)
        finally:
            connection.close()

    senders = [Thread(target=send) for _number in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(WAIT)
    assert sorted(server.receivers) == RECEIVERS
