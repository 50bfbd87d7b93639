"""A key that Google refuses: everyone who asks hears why, and what has to be done about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone, translation

from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory
from tests.factories.youtube import connect_all
from youtube_integration.api import Refused
from youtube_integration.error_hints import REMEDIES, refusal_in_words
from youtube_integration.models import Channel, QuotaSpend, SyncRun

pytestmark = pytest.mark.django_db
GOOGLES = "Requests from referer &lt;empty&gt; are blocked."
REMEDY = "Di Google Cloud, batasi kunci API menurut alamat IP server"
CHANNEL = "UCdapur00000000000000000"


def refusal(message: str, reason: str) -> bytes:
    """A 403 in the form in which Google sends it: the telling reason stands in the details."""
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": reason,
        "domain": "googleapis.com",
        "metadata": {"service": "youtube.googleapis.com"},
    }
    error = {
        "code": 403,
        "message": message,
        "errors": [{"message": message, "domain": "global", "reason": "forbidden"}],
        "status": "PERMISSION_DENIED",
        "details": [info],
    }
    return json.dumps({"error": error}).encode()


@pytest.fixture
def requests_seen(serve: Callable[..., str], settings: LazySettings) -> list[Any]:
    """What arrives at a YouTube that wants the key to come from a web page."""
    seen: list[Any] = []
    body = refusal("Requests from referer <empty> are blocked.", "API_KEY_HTTP_REFERRER_BLOCKED")
    settings.YOUTUBE_API_ENDPOINT = serve((403, {}, body), seen=seen)
    return seen


def units() -> int:
    return QuotaSpend.objects.spent("main", timezone.now())


def test_a_sync_says_what_to_do_asks_once_and_takes_no_channel_for_gone(
    requests_seen: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    connect_all([f"{CHANNEL[:-3]}{number:03}" for number in range(120)], now=timezone.now())

    with pytest.raises(SystemExit) as ended:
        call_command("sync_channels")

    output = capsys.readouterr()
    assert ended.value.code == 1
    assert "Requests from referer <empty> are blocked. " + REMEDY in output.err
    assert SyncRun.objects.get().message in output.err
    assert (len(requests_seen), units()) == (1, 1)
    assert "units=1 " in output.out
    assert not Channel.objects.exclude(gone_at=None, missing_on=None, synced_on=None).exists()


def test_a_clerk_who_imports_reads_it_and_nobody_comes_in(
    requests_seen: list[Any], tmp_path: Path
) -> None:
    CohortFactory(slug="kawi")
    file = tmp_path / "peserta.csv"
    header = "email,name,region_code,birth_year,gender,phone,cohort,channel"
    file.write_text(f"{header}\nsari@contoh.example,Sari,,1998,,,kawi,@dapur\n")

    with pytest.raises(CommandError, match=REMEDY) as refused:
        call_command("import_trainees", str(file))

    assert "Requests from referer <empty> are blocked." in str(refused.value)
    assert (len(requests_seen), units(), Channel.objects.count()) == (1, 1, 0)


def test_a_trainee_can_pass_it_on_and_keeps_what_was_typed(
    requests_seen: list[Any], client: Client
) -> None:
    client.force_login(UserFactory(profile={"birth_year": 1998}))

    page = client.post("/channel/hubungkan/", {"address": "@dapur"}).content.decode()

    assert GOOGLES in page
    assert REMEDY in page
    assert 'value="@dapur"' in page
    assert 'aria-invalid="true"' not in page
    assert (len(requests_seen), units()) == (1, 1)


@pytest.mark.parametrize("reason", REMEDIES)
def test_each_remedy_is_told_in_indonesian(reason: str) -> None:
    error = Refused("No.", reasons=["forbidden", reason])
    with translation.override("en"):
        english = refusal_in_words(error)
    with translation.override("id"):
        assert refusal_in_words(error).partition("No. ")[2] not in (
            "",
            english.partition("No. ")[2],
        )


def test_a_refusal_of_another_kind_keeps_googles_sentence() -> None:
    with translation.override("en"):
        sentence = refusal_in_words(Refused("Something new.", reasons=["SOMETHING_NEW"]))
    assert sentence == "YouTube refuses our key: Something new."
