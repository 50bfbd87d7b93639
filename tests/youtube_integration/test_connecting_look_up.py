"""Finding a channel by its address: asked at most once a day, never unknown when unreachable."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.utils import timezone

from tests.factories.youtube import (
    ChannelFactory,
    Nights,
)
from tests.sandbox import EPOCH
from youtube_integration.addresses import ChannelAddress, parse_channel_address
from youtube_integration.api import ChannelRecord, Unreachable
from youtube_integration.connecting import (
    HandleChanged,
    SandboxMixedWithReal,
    UnknownChannel,
    client,
    look_up,
    look_up_many,
)
from youtube_integration.counts import Counts
from youtube_integration.models import (
    Channel,
    ChannelSnapshot,
    QuotaSpend,
)

NOW = timezone.make_aware(datetime(2026, 8, 10, 9, 0))
DAY = date(2026, 8, 10)
DAPUR = {"id": "UCdapur00000000000000000", "handle": "dapur.bu-nari_01", "title": "Dapur Bu Nari"}


def looked_up(nights: Nights, text: str, **options: object) -> ChannelRecord:
    return look_up(
        parse_channel_address(text),
        client=nights.client(interactive=True, **options),
        now=nights.now,
    )


def test_a_handle_is_found_whole(nights: Nights) -> None:
    nights.sandbox.add_channels(
        [DAPUR, {**DAPUR, "id": "UCdapurX0000000000000000", "handle": "dapur"}]
    )

    record = looked_up(nights, "@dapur.bu-nari_01")

    assert (record.channel_id, record.handle) == (DAPUR["id"], DAPUR["handle"])
    channel = Channel.objects.get(pk=DAPUR["id"])
    assert (channel.handle, channel.sandbox) == (DAPUR["handle"], True)
    assert channel.handle_url == "https://www.youtube.com/@dapur.bu-nari_01"
    assert channel.snapshots.get().day == timezone.localdate(nights.now)


@pytest.mark.parametrize("handle", ["猫の店", "قهوة_كلوجن"])
def test_handles_of_other_scripts_stay_readable(nights: Nights, handle: str) -> None:
    nights.sandbox.add_channels([{**DAPUR, "handle": handle}])

    looked_up(nights, f"https://www.youtube.com/@{handle}")

    assert str(Channel.objects.get()) == f"@{handle}"


@pytest.mark.parametrize(
    "again", ["@ÉKA.KUE", "@e\u0301ka.kue", "https://www.youtube.com/@%C3%89ka.kue"]
)
def test_a_handle_answered_today_costs_nothing_in_whatever_case_it_is_asked(
    nights: Nights, again: str
) -> None:
    nights.sandbox.add_channels([{**DAPUR, "handle": "éka.kue"}])
    looked_up(nights, "@éka.kue")
    before = nights.units()

    assert looked_up(nights, again).channel_id == DAPUR["id"]
    assert nights.units() == before


@pytest.mark.parametrize(
    "text",
    [
        "@dapur.bu-nari_01",
        "@DAPUR.Bu-Nari_01",
        f"youtube.com/channel/{DAPUR['id']}",
        "youtube.com/user/dapurnari",
    ],
)
def test_the_same_channel_is_asked_for_once_a_day(nights: Nights, text: str) -> None:
    nights.sandbox.add_channels([{**DAPUR, "username": "dapurnari"}])
    first = looked_up(nights, text)
    nights.now += timedelta(hours=6)

    second = looked_up(nights, text)

    assert nights.calls() == {"channels.list": 1}
    assert (first.channel_id, first.counts) == (second.channel_id, second.counts)


def test_the_next_day_a_handle_is_asked_for_again(nights: Nights) -> None:
    nights.sandbox.add_channels([DAPUR])
    looked_up(nights, "@dapur.bu-nari_01")
    nights.go_to(EPOCH + timedelta(days=1))

    looked_up(nights, "@dapur.bu-nari_01")

    assert nights.calls() == {"channels.list": 2}
    assert ChannelSnapshot.objects.count() == 2


def test_a_legacy_user_name_is_found(nights: Nights) -> None:
    nights.sandbox.add_channels([{**DAPUR, "username": "dapurnari"}])

    assert looked_up(nights, "youtube.com/user/dapurnari").channel_id == DAPUR["id"]


def test_an_unknown_channel_is_named_and_nothing_is_kept(nights: Nights) -> None:
    with pytest.raises(UnknownChannel, match="@tidak.ada"):
        looked_up(nights, "@tidak.ada")
    with pytest.raises(UnknownChannel):
        looked_up(nights, "UCtidakada00000000000000")
    assert not Channel.objects.exists()


def test_an_outage_is_never_an_unknown_channel(nights: Nights) -> None:
    nights.sandbox.add_channels([DAPUR])
    nights.sandbox.fault("reset", times=None)

    with pytest.raises(Unreachable):
        looked_up(nights, "@dapur.bu-nari_01")


def test_a_handle_that_leads_to_another_name_has_to_be_confirmed(nights: Nights) -> None:
    nights.sandbox.add_channels([DAPUR])
    youtube = nights.client()
    renamed = ChannelRecord(channel_id=DAPUR["id"], handle="dapur.baru", counts=Counts(videos=3))
    youtube.channel_by_handle = lambda handle: renamed

    with pytest.raises(HandleChanged) as raised:
        look_up(ChannelAddress("handle", "dapur.bu-nari_01"), client=youtube, now=nights.now)

    assert (raised.value.asked, raised.value.answered) == ("dapur.bu-nari_01", "dapur.baru")
    assert raised.value.record == renamed
    assert "@dapur.baru" in str(raised.value)


def test_a_handle_that_changed_hands_leads_to_who_holds_it_today(nights: Nights) -> None:
    other = {"id": "UClain000000000000000000", "handle": "lain"}
    nights.sandbox.add_channels([DAPUR, other])
    looked_up(nights, "@dapur.bu-nari_01")
    nights.sandbox.happen(DAPUR["id"], "rename", handle="dapur.lama")
    nights.sandbox.happen(other["id"], "rename", handle=DAPUR["handle"])
    nights.go_to(EPOCH + timedelta(days=1))

    assert looked_up(nights, "@dapur.bu-nari_01").channel_id == other["id"]


def test_many_ids_cost_a_unit_for_fifty_and_a_handle_one(nights: Nights) -> None:
    ids = nights.sandbox.generate(60, "quiet")
    nights.sandbox.add_channels([DAPUR])
    addresses = [ChannelAddress("id", pk) for pk in ids]
    addresses += [ChannelAddress("handle", DAPUR["handle"]), ChannelAddress("handle", "tidak.ada")]
    addresses += [ChannelAddress("id", "UCtidakada00000000000000"), addresses[0]]
    spent: list[int] = []

    found = look_up_many(addresses, client=nights.client(), now=nights.now, progress=spent.append)

    assert nights.calls() == {"channels.list": 4}
    assert all(found[ChannelAddress("id", pk)].channel_id == pk for pk in ids)
    assert isinstance(found[ChannelAddress("handle", "tidak.ada")], UnknownChannel)
    assert isinstance(found[ChannelAddress("id", "UCtidakada00000000000000")], UnknownChannel)
    assert spent[-1] == len(found) == 63


def test_a_corrected_file_costs_nothing_for_what_was_answered(nights: Nights) -> None:
    ids = nights.sandbox.generate(60, "quiet")
    addresses = [ChannelAddress("id", pk) for pk in ids]
    nights.sandbox.fault("503", after=1, times=3)
    with pytest.raises(Unreachable):
        look_up_many(addresses, client=nights.client(), now=nights.now)
    nights.sandbox.reset_ledger()

    found = look_up_many(addresses, client=nights.client(), now=nights.now)

    assert nights.calls() == {"channels.list": 1}
    assert len(found) == 60
    look_up_many(addresses, client=nights.client(), now=nights.now)
    assert nights.calls() == {"channels.list": 1}


def test_no_request_is_made_within_a_transaction(nights: Nights) -> None:
    nights.sandbox.add_channels([DAPUR])

    with pytest.raises(RuntimeError), transaction.atomic():
        looked_up(nights, "@dapur.bu-nari_01")

    assert nights.calls() == {}
    assert not QuotaSpend.objects.exists()


def test_a_real_endpoint_refuses_a_database_of_the_sandbox(
    db: None, settings: LazySettings
) -> None:
    ChannelFactory(sandbox=True)
    settings.YOUTUBE_API_ENDPOINT = "https://youtube.googleapis.com/"

    with pytest.raises(SandboxMixedWithReal):
        client(now=NOW)
