"""The operator's page in the admin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from accounts.roles import MANAGERS
from tests.factories.accounts import UserFactory
from tests.factories.youtube import ChannelConnectionFactory, ChannelFactory, VideoFactory
from youtube_integration.api import MAIN
from youtube_integration.counting import recount_all
from youtube_integration.models import Channel, QuotaSpend, SyncRun
from youtube_integration.views.operator import CHANNELS_SHOWN, Bucket

pytestmark = pytest.mark.django_db
PAGE = "/admin/reports/youtube/"


def test_it_stands_in_the_reports_menu_of_who_may_see_it(client: Client) -> None:
    client.force_login(UserFactory(role=MANAGERS))

    assert PAGE in client.get("/admin/").content.decode()


def test_it_shows_the_runs_the_quota_and_who_fell_out(client: Client) -> None:
    now = timezone.now()
    QuotaSpend.objects.spend(MAIN, 1234, now)
    run = SyncRun.objects.begin(due=7, now=now)
    run.finished_at, run.ok, run.message = now, 5, "Two were left over."
    run.save()
    SyncRun.objects.begin(due=3, now=now)
    groups = {
        "missing": ChannelFactory(missing_on=timezone.localdate()),
        "gone": ChannelFactory(gone=True),
        "stale": ChannelFactory(synced_at=now - timedelta(days=9)),
        "short": ChannelFactory(uploads_read_at=now, videos=9, uploads_counted=9),
        "claimed": ChannelFactory(),
    }
    for channel in groups.values():
        ChannelConnectionFactory(channel=channel)
        VideoFactory(channel=channel)
    ChannelConnectionFactory(channel=groups["claimed"])
    Channel.objects.exclude(pk=groups["short"].pk).update(uploads_read_at=None)
    complete = ChannelFactory(uploads_read_at=now, videos=1, uploads_counted=1)
    VideoFactory(channel=ChannelConnectionFactory(channel=complete).channel)
    recount_all()
    client.force_login(UserFactory(superuser=True))

    response = client.get(PAGE)

    page = response.content.decode()
    assert [group.channels for group in response.context["groups"]] == [
        [channel] for channel in groups.values()
    ]
    assert [group.count for group in response.context["groups"]] == [1, 1, 1, 1, 1]
    for text in ("1.234", "5/7", "Two were left over.", "1 diketahui dari 9"):
        assert text in page
    for channel in groups.values():
        assert str(channel) in page


def test_a_group_counts_all_of_its_channels_and_shows_the_first(client: Client) -> None:
    client.force_login(UserFactory(superuser=True))
    for _number in range(CHANNELS_SHOWN + 2):
        ChannelConnectionFactory(channel=ChannelFactory(gone=True))

    gone = client.get(PAGE).context["groups"][1]

    assert (gone.count, len(gone.channels)) == (CHANNELS_SHOWN + 2, CHANNELS_SHOWN)


def test_before_the_first_night_it_says_how_to_begin(client: Client) -> None:
    client.force_login(UserFactory(superuser=True))

    assert "sync_channels" in client.get(PAGE).content.decode()


def test_it_asks_the_database_as_often_for_one_channel_as_for_many(
    client: Client, django_assert_max_num_queries: object
) -> None:
    client.force_login(UserFactory(superuser=True))
    client.get(PAGE)
    for _number in range(20):
        ChannelConnectionFactory(channel=ChannelFactory(gone=True))

    with django_assert_max_num_queries(30):
        client.get(PAGE)


def test_a_bucket_is_never_more_than_full(settings: LazySettings) -> None:
    assert Bucket("all", 12, 10).percent == 100
    assert Bucket("all", 1, 0).percent == 100
    assert Bucket("all", 1, 4).percent == 25
