"""A quiet night of 1,000 channels, beside the same twenty requests without any of our code."""

from __future__ import annotations

import http.client
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from accounts.models import User
from benchmarks.measuring import report, sandbox, seconds
from design.site_time import site_moment
from youtube_integration.addresses import ChannelAddress
from youtube_integration.connecting import client, connect_by_url, look_up_many
from youtube_integration.models import Channel
from youtube_integration.syncing import sync_channels

CHANNELS = 1000
DAY = date(2026, 11, 2)


def run() -> None:
    with sandbox() as world:
        ids = world.generate(CHANNELS, "quiet")
        now = site_moment(DAY, time(9))
        world.set_day(DAY)
        connect(ids, now)
        for offset in range(2):
            night(world, now + timedelta(days=offset))
        last = now + timedelta(days=2)
        world.set_day(last.date())
        measured = seconds(lambda: night(world, last))
        reference = seconds(lambda: bare_requests(world.endpoint, ids))
    report("quiet night, 1,000 channels", measured, "the same 20 requests, bare", reference)


def connect(ids: list[str], now: datetime) -> None:
    addresses = [ChannelAddress("id", pk) for pk in ids]
    look_up_many(addresses, client=client(now=now, interactive=True), now=now)
    for number, channel in enumerate(Channel.objects.filter(pk__in=ids)):
        user = User.objects.create_user(f"bench{number}@contoh.example", "Bench", now=now)
        connect_by_url(user=user, channel=channel, now=now)


def night(world: object, now: datetime) -> None:
    world.set_day(now.date())
    sync_channels(client=client(now=lambda: now), now=lambda: now)


def bare_requests(endpoint: str, ids: list[str]) -> None:
    connection = http.client.HTTPConnection(urlsplit(endpoint).netloc, timeout=10)
    for start in range(0, len(ids), 50):
        batch = ",".join(ids[start : start + 50])
        path = f"/youtube/v3/channels?part=id,snippet,statistics&maxResults=50&id={batch}"
        connection.request("GET", path, headers={"X-Goog-Api-Key": "bench"})
        connection.getresponse().read()
    connection.close()
