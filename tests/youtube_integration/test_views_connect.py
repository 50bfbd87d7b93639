"""The pages on which people connect a channel, and take it off."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.youtube import ChannelConnectionFactory, ChannelFactory
from tests.sandbox import Sandbox
from youtube_integration.api import ChannelRecord
from youtube_integration.connecting import LedgeredClient
from youtube_integration.counts import Counts
from youtube_integration.models import Channel, YouTubeSettings

pytestmark = pytest.mark.django_db
DAPUR = {
    "id": "UCdapur00000000000000000",
    "handle": "dapur.bu-nari_01",
    "title": "Dapur Bu Nari",
    "trajectory": {"kind": "big"},
}
FIND, CONFIRM = "/channel/hubungkan/", "/channel/hubungkan/pastikan/"


@pytest.fixture
def world(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    today = timezone.localdate()
    sandbox.reset(epoch=today - timedelta(days=5))
    sandbox.set_day(today)
    sandbox.add_channels([DAPUR])
    monkeypatch.setattr("youtube_integration.api.client.pause", lambda attempt: 0)
    return sandbox


@pytest.fixture
def rina() -> User:
    return UserFactory(name="Rina Wulandari", profile={"birth_year": 1998})


@pytest.fixture
def as_rina(client: Client, rina: User) -> Client:
    client.force_login(rina)
    return client


def find(client: Client, address: str, **more: str) -> str:
    response = client.post(FIND, {"address": address, **more})
    assert response.status_code == 200
    return response.content.decode()


def test_the_addresses_are_where_others_look_for_them() -> None:
    assert reverse("channel_connect") == FIND
    assert reverse("channel_disconnect") == "/channel/putuskan/"


def test_the_form_names_whose_rules_hold(as_rina: Client, world: Sandbox) -> None:
    page = as_rina.get(FIND).content.decode()

    assert "https://www.youtube.com/t/terms" in page
    assert "https://policies.google.com/privacy" in page
    assert "birth_year" not in page
    assert world.ledger()["calls"] == {}


def test_the_channel_is_shown_before_it_is_connected(
    as_rina: Client, rina: User, world: Sandbox
) -> None:
    page = find(as_rina, " https://m.youtube.com/@dapur.bu-nari_01?si=abc ")

    truth = world.truth(timezone.localdate())[DAPUR["id"]]
    for text in ("Dapur Bu Nari", "@dapur.bu-nari_01", DAPUR["id"]):
        assert text in page
    assert f"≈ {truth['subscribers']:,}".replace(",", ".") in page.replace("\u00a0", " ")
    assert not rina.channel_connections.exists()


def test_how_long_figures_are_kept_is_what_the_operator_decided(as_rina: Client) -> None:
    settings_row = YouTubeSettings.current()
    settings_row.history_days = 12
    settings_row.save()

    assert "12 hari" in as_rina.get(FIND).content.decode()


def test_who_has_a_channel_is_warned_before_another_takes_its_place(
    as_rina: Client, rina: User, world: Sandbox
) -> None:
    first = find(as_rina, "@dapur.bu-nari_01")
    connection = ChannelConnectionFactory(user=rina)
    second = find(as_rina, "@dapur.bu-nari_01")

    warning = f"@{connection.channel.handle}"
    assert warning not in first
    assert warning in second


def test_confirming_connects_what_was_shown(as_rina: Client, rina: User, world: Sandbox) -> None:
    find(as_rina, "@dapur.bu-nari_01")

    response = as_rina.post(CONFIRM, {"channel": DAPUR["id"], "address": "@dapur.bu-nari_01"})

    assert (response.status_code, response.url) == (302, "/channel/")
    connection = rina.channel_connections.open().get()
    assert (connection.channel_id, connection.state) == (DAPUR["id"], "url")
    assert connection.channel.snapshots.count() == 1
    assert world.ledger()["calls"] == {"channels.list": 1}, "one look-up pays for both pages"


def test_what_was_not_shown_today_has_to_be_looked_up_again(as_rina: Client, rina: User) -> None:
    channel = ChannelFactory(synced_at=timezone.now() - timedelta(days=2))

    for channel_id in (channel.pk, "UCtidakada00000000000000", "nonsense", ""):
        response = as_rina.post(CONFIRM, {"channel": channel_id})
        assert (response.status_code, response.url) == (302, FIND)
    assert not rina.channel_connections.exists()


def test_the_way_back_to_the_form_keeps_what_was_typed(as_rina: Client) -> None:
    typed = "https://m.youtube.com/@dapur.bu-nari_01?si=abc"

    page = as_rina.post(CONFIRM, {"channel": "nonsense", "address": typed}, follow=True)

    assert f'value="{typed}"' in page.content.decode()


def test_an_address_sent_into_an_expired_session_is_there_after_signing_in(rina: User) -> None:
    client = Client()
    client.post(FIND, {"address": "@dapur.bu-nari_01"})
    client.force_login(rina)

    page = client.get(FIND).content.decode()

    assert 'value="@dapur.bu-nari_01"' in page
    assert 'role="alert"' not in page


@pytest.mark.parametrize(
    "address", ["https://youtu.be/dQw4w9WgXcQ", "youtube.com/c/dapur", "@tidak.ada", "   "]
)
def test_an_address_that_leads_nowhere_stays_in_the_form(
    as_rina: Client, world: Sandbox, address: str
) -> None:
    page = find(as_rina, address)

    assert 'aria-invalid="true"' in page
    assert address.strip() in page
    assert 'role="alert"' in page


def test_an_outage_says_later_and_not_unknown(as_rina: Client, world: Sandbox) -> None:
    unknown = find(as_rina, "@tidak.ada")
    world.fault("reset", times=None)

    page = find(as_rina, "@dapur.bu-nari_01")

    assert 'value="@dapur.bu-nari_01"' in page
    assert "@tidak.ada" in unknown
    assert 'aria-invalid="true"' not in page


def test_somebody_who_waits_is_answered_after_three_tries(as_rina: Client, world: Sandbox) -> None:
    world.reset_ledger()
    world.fault("503", times=None)

    find(as_rina, "@dapur.bu-nari_01")

    assert world.ledger()["units"]["main"] == 3


def test_each_kind_of_error_has_its_own_words(as_rina: Client, world: Sandbox) -> None:
    texts = set()
    for kind in ("503", "quotaExceeded", "403"):
        world.fault(kind, times=None)
        page = find(as_rina, "@dapur.bu-nari_01")
        texts.add(page.partition('role="alert"')[2].partition("</div></div>")[0])
        world.clear_faults()

    assert len(texts) == 3


def test_a_database_of_the_sandbox_is_not_shown_real_channels(
    as_rina: Client, world: Sandbox, settings: pytest.FixtureRequest
) -> None:
    ChannelFactory(sandbox=True)
    settings.YOUTUBE_API_ENDPOINT = "https://youtube.googleapis.com/"

    assert 'role="alert"' in find(as_rina, "@dapur.bu-nari_01")


def test_an_unknown_year_of_birth_is_asked_for_on_the_way(client: Client, world: Sandbox) -> None:
    dewi = UserFactory()
    client.force_login(dewi)
    assert 'name="birth_year"' in client.get(FIND).content.decode()

    missing = find(client, "@dapur.bu-nari_01")
    found = find(client, "@dapur.bu-nari_01", birth_year="1998")

    assert 'value="@dapur.bu-nari_01"' in missing
    assert DAPUR["id"] in found
    dewi.profile.refresh_from_db()
    assert dewi.profile.birth_year == 1998


def test_without_a_year_of_birth_nothing_is_connected(client: Client, world: Sandbox) -> None:
    dewi = UserFactory()
    client.force_login(dewi)
    channel = ChannelFactory()

    response = client.post(CONFIRM, {"channel": channel.pk})

    assert response.url == FIND
    assert not dewi.channel_connections.exists()


def test_a_child_is_told_why_and_never_asked_for_an_address(client: Client) -> None:
    year = timezone.localdate().year
    for profile in ({"birth_year": year - 12}, {"birth_year": year - 17}):
        child = UserFactory(profile=profile)
        client.force_login(child)

        page = client.get(FIND).content.decode()

        assert 'name="address"' not in page


def test_a_child_who_tells_the_year_on_the_way_stops_there(client: Client, world: Sandbox) -> None:
    child = UserFactory()
    client.force_login(child)
    year = timezone.localdate().year - 12

    page = find(client, "@dapur.bu-nari_01", birth_year=str(year))

    assert 'name="address"' not in page
    assert world.ledger()["calls"] == {}


def test_a_handle_that_leads_elsewhere_asks_and_names_both(
    as_rina: Client, rina: User, world: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed = ChannelRecord(
        channel_id=DAPUR["id"], handle="dapur.baru", title="Lain", counts=Counts(videos=1)
    )
    monkeypatch.setattr(LedgeredClient, "channel_by_handle", lambda self, handle: renamed)

    page = find(as_rina, "@dapur.lama")
    as_rina.post(CONFIRM, {"channel": DAPUR["id"], "address": "@dapur.lama"})

    assert "@dapur.lama" in page
    assert "@dapur.baru" in page
    assert rina.channel_connections.open().get().channel.handle == "dapur.baru"


def test_titles_are_text_whatever_they_hold(as_rina: Client, world: Sandbox) -> None:
    world.add_channels([{**DAPUR, "title": "<script>alert(1)</script> \u202eRTL"}])

    page = find(as_rina, "@dapur.bu-nari_01")

    assert "<script>alert(1)" not in page
    assert "<bdi>&lt;script&gt;" in page


def test_nobody_spends_everyones_quota(
    as_rina: Client, world: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = import_module("youtube_integration.views.connect")
    monkeypatch.setattr(pages, "LOOK_UPS_AN_HOUR", 2)
    for handle in ("@satu.tidakada", "@dua.tidakada", "@tiga.tidakada"):
        find(as_rina, handle)

    assert world.ledger()["calls"] == {"channels.list": 2}


def test_disconnecting_asks_first_and_then_deletes(as_rina: Client, rina: User) -> None:
    connection = ChannelConnectionFactory(user=rina)

    page = as_rina.get("/channel/putuskan/").content.decode()
    assert connection.channel.handle in page
    assert rina.channel_connections.open().exists()
    response = as_rina.post("/channel/putuskan/")

    assert response.url == "/channel/"
    assert not Channel.objects.exists()
    assert as_rina.get("/channel/putuskan/").url == "/channel/"
