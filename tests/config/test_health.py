"""What an operator's monitor is told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.mail import send_mail
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from post_office.models import STATUS, Email

from config.models import Heartbeat
from youtube_integration.models import Channel, SyncRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def _living_scheduler() -> None:
    Heartbeat.beat(Heartbeat.SCHEDULER, now=timezone.now())


def test_healthz_answers_without_asking_the_database(
    client: Client, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):
        assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.usefixtures("_living_scheduler")
def test_a_working_kanal_is_ready(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert set(response.json()["checks"].values()) == {"ok"}


def test_without_a_scheduler_kanal_is_not_ready_and_says_why(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "scheduler" in response.json()["checks"]["scheduler"]


def test_a_heartbeat_of_ten_minutes_ago_is_none(client: Client) -> None:
    Heartbeat.beat(Heartbeat.SCHEDULER, now=timezone.now() - timedelta(minutes=10))
    assert client.get("/readyz").status_code == 503


@pytest.mark.usefixtures("_living_scheduler")
def test_a_sync_that_was_due_and_did_not_run_is_told(client: Client) -> None:
    connected_channel(days_ago=3)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "no sync" in response.json()["checks"]["sync"]


@pytest.mark.usefixtures("_living_scheduler")
def test_a_sync_of_last_night_is_enough_also_when_channels_are_due_again(client: Client) -> None:
    connected_channel(days_ago=3)
    moment = timezone.now() - timedelta(hours=20)
    SyncRun.objects.create(started_at=moment, finished_at=moment, pid=1)
    assert client.get("/readyz").status_code == 200


@pytest.mark.usefixtures("_living_scheduler")
def test_a_channel_connected_this_hour_is_not_a_missed_sync(client: Client) -> None:
    connected_channel(days_ago=0)
    assert client.get("/readyz").status_code == 200


@pytest.mark.usefixtures("_living_scheduler")
def test_mail_that_stands_still_is_told_with_its_number_and_day(
    client: Client, settings: object, time_machine: object
) -> None:
    settings.EMAIL_BACKEND = "config.mail.queueing.QueueingBackend"
    send_mail("Halo", "Halo", None, ["siti@contoh.example"])
    response = client.get("/readyz").json()
    assert (response["status"], response["mail"]["waiting"]) == ("ok", 1)
    written = timezone.now()
    time_machine.move_to(written + timedelta(minutes=10, seconds=1))
    Heartbeat.beat(Heartbeat.SCHEDULER, now=timezone.now())
    response = client.get("/readyz")
    assert response.status_code == 503
    check = response.json()["checks"]["mail"]
    assert check == f"1 mails wait, the oldest since {written:%Y-%m-%d %H:%M} UTC"


@pytest.mark.usefixtures("_living_scheduler")
def test_one_mistyped_address_rings_no_alarm_and_a_server_that_takes_nothing_does(
    client: Client,
) -> None:
    refused = {"to": ["siti@contoh.example"], "from_email": "a@b.example", "status": STATUS.failed}
    Email.objects.bulk_create(Email(**refused) for _number in range(4))
    response = client.get("/readyz").json()
    assert (response["status"], response["mail"]["given_up"]) == ("ok", 4)
    Email.objects.create(**refused)
    assert client.get("/readyz").json()["checks"]["mail"] == "the last 5 mails were given up"


def connected_channel(*, days_ago: int) -> Channel:
    from accounts.models import User

    moment = timezone.now() - timedelta(days=days_ago)
    user = User.objects.create_user("sari@contoh.example", "Sari", now=moment)
    channel = Channel.objects.create(channel_id="UCqaKlojenKreatif0000001", created_at=moment)
    channel.connections.create(user=user, kind="url", connected_at=moment)
    return channel


@pytest.mark.usefixtures("_living_scheduler")
def test_pictures_that_cannot_be_written_are_told(
    client: Client, settings: object, tmp_path: object
) -> None:
    in_the_way = tmp_path / "a file where the folder should be"
    in_the_way.write_text("")
    settings.MEDIA_ROOT = str(in_the_way)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "pictures cannot be written" in response.json()["checks"]["media"]


@pytest.mark.usefixtures("_living_scheduler")
def test_little_room_on_the_disk_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(settings.MEDIA_ROOT).mkdir()
    monkeypatch.setattr("config.health.disk_usage", lambda path: SimpleNamespace(free=50 * 2**20))
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["disk"] == "only 50 MB are free"


@pytest.mark.usefixtures("_living_scheduler")
def test_a_database_that_is_gone_is_named_and_the_rest_is_still_told(client: Client) -> None:
    def gone(*statement: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(gone):
        response = client.get("/readyz")
    checks = response.json()["checks"]
    assert response.status_code == 503
    assert checks["database"] == checks["migrations"] == "the database does not answer"
    assert (checks["media"], checks["disk"]) == ("ok", "ok")


@pytest.mark.usefixtures("_living_scheduler")
def test_a_migration_that_was_forgotten_is_told(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="courses").latest("pk").delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "not applied" in response.json()["checks"]["migrations"]
