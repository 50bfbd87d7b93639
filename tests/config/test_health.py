"""What an operator's monitor is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

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
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert set(answer.json()["checks"].values()) == {"ok"}


def test_without_a_scheduler_kanal_is_not_ready_and_says_why(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "scheduler" in answer.json()["checks"]["scheduler"]


def test_a_heartbeat_of_ten_minutes_ago_is_none(client: Client) -> None:
    Heartbeat.beat(Heartbeat.SCHEDULER, now=timezone.now() - timedelta(minutes=10))
    assert client.get("/readyz").status_code == 503


@pytest.mark.usefixtures("_living_scheduler")
def test_a_sync_that_was_due_and_did_not_run_is_told(client: Client) -> None:
    connected_channel(days_ago=3)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "no sync" in answer.json()["checks"]["sync"]


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


def connected_channel(*, days_ago: int) -> Channel:
    from accounts.models import User

    moment = timezone.now() - timedelta(days=days_ago)
    user = User.objects.create_user("sari@contoh.example", "Sari", now=moment)
    channel = Channel.objects.create(channel_id="UCqaKlojenKreatif0000001", created_at=moment)
    channel.connections.create(user=user, kind="url", connected_at=moment)
    return channel
