"""A person's own choice of channel outlives every file that names another."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from accounts.privacy import erase_person
from courses.importing import import_people, plan_import
from courses.importing.checking import check_rows
from tests.factories.courses import CohortFactory
from youtube_integration.connecting import client, connect_by_url, connect_owned, disconnect
from youtube_integration.models import Channel, ChannelChoice, QuotaSpend

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEADER = "email,name,region_code,birth_year,gender,phone,cohort,channel"
NOW = timezone.make_aware(datetime(2026, 11, 20, 9, 0))
LATER = NOW + timedelta(hours=1)
SARI, JOKO = "sari@contoh.example", "joko@contoh.example"


@pytest.fixture(autouse=True)
def _kawi() -> None:
    CohortFactory(slug="kawi", seats=40)


@pytest.fixture
def ids(sandbox: object) -> list[str]:
    sandbox.generate(4)
    sandbox.set_day(NOW.date())
    return sorted(sandbox.truth(NOW.date()))[:3]


def file(**channels: str) -> bytes:
    rows = [f"{name}@contoh.example,{name},,1998,,,kawi,{pk}" for name, pk in channels.items()]
    return "\n".join([HEADER, *rows, ""]).encode()


def bring_in(now: datetime = LATER, **channels: str) -> object:
    youtube = client(now=lambda: now, interactive=True)
    return import_people(file(**channels), client=youtube, create_cohorts=False, now=now)


def channel_of(email: str) -> str | None:
    links = User.objects.get(email=email).channel_connections.open()
    return links.values_list("channel_id", flat=True).first()


def test_a_channel_taken_off_in_kanal_stays_off_and_the_row_is_told(ids: list[str]) -> None:
    bring_in(NOW, sari=ids[0])
    disconnect(user=User.objects.get(email=SARI), now=NOW)
    spent = QuotaSpend.objects.spent("main", NOW)

    result = bring_in(joko=ids[1], sari=ids[0])

    assert (channel_of(SARI), channel_of(JOKO)) == (None, ids[1])
    assert [notice.line for notice in result.notices] == [3]
    assert (result.people, result.channels) == (2, 1)
    assert not Channel.objects.filter(pk=ids[0]).exists()
    assert QuotaSpend.objects.spent("main", NOW) == spent + 1  # for Joko's alone


def test_the_preview_tells_it_before_anything_is_done(ids: list[str]) -> None:
    bring_in(NOW, sari=ids[0])
    disconnect(user=User.objects.get(email=SARI), now=NOW)

    plan = plan_import(file(sari="@apa.saja"), create_cohorts=False, now=LATER)

    assert not plan.problems
    assert [notice.line for notice in plan.notices] == [2]
    assert plan.rows[0].address is None


@pytest.mark.parametrize("connect", [connect_by_url, connect_owned])
def test_a_channel_that_the_person_chose_is_not_replaced(ids: list[str], connect: object) -> None:
    bring_in(NOW, sari=ids[0], joko=ids[1])
    sari, mine = User.objects.get(email=SARI), Channel.objects.get(pk=ids[1])
    connect(user=sari, channel=mine, now=NOW)

    result = bring_in(sari=ids[2])

    assert channel_of(SARI) == ids[1]
    assert len(result.notices) == 1


def test_a_file_that_names_the_chosen_channel_has_nothing_to_tell(ids: list[str]) -> None:
    bring_in(NOW, sari=ids[0])
    mine = Channel.objects.get(pk=ids[0])
    connect_by_url(user=User.objects.get(email=SARI), channel=mine, now=NOW)

    for named in (ids[0], f"@{mine.handle.upper()}"):
        result = bring_in(sari=named)
        assert (result.notices, channel_of(SARI)) == ([], ids[0])


def test_where_only_files_have_spoken_the_newer_file_counts(ids: list[str]) -> None:
    bring_in(NOW, sari=ids[0])
    result = bring_in(sari=ids[1])
    assert (channel_of(SARI), result.notices) == (ids[1], [])
    assert not ChannelChoice.objects.exists()


def test_a_choice_made_while_the_file_is_looked_up_counts_too(
    ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(NOW, sari=ids[0])

    def checked_just_before(*args: object, **options: object) -> object:
        plan = check_rows(*args, **options)
        disconnect(user=User.objects.get(email=SARI), now=NOW)
        return plan

    monkeypatch.setattr("courses.importing.writing.check_rows", checked_just_before)
    result = bring_in(sari=ids[1])
    assert channel_of(SARI) is None
    assert [notice.line for notice in result.notices] == [2]


def test_after_an_erasure_there_is_nothing_left_to_respect(ids: list[str]) -> None:
    bring_in(NOW, sari=ids[0])
    sari = User.objects.get(email=SARI)
    disconnect(user=sari, now=NOW)
    erase_person(sari, NOW)
    assert not ChannelChoice.objects.exists()
    bring_in(sari=ids[0])
    assert channel_of(SARI) == ids[0]


def test_the_command_says_it_by_the_line_and_ends_well(
    ids: list[str], tmp_path: object, capsys: pytest.CaptureFixture
) -> None:
    people = tmp_path / "people.csv"
    people.write_bytes(file(sari=ids[0]))
    call_command("import_trainees", str(people))
    disconnect(user=User.objects.get(email=SARI), now=timezone.now())
    call_command("import_trainees", str(people))
    told = capsys.readouterr().out.splitlines()
    assert "2" in told[-3]
    assert told[-2] == "1 keep what they chose in Kanal"
    assert told[-1] == "people=1 new=0 enrolments=0 cohorts=0 channels=0"
