"""A person's own choice of channel outlives every file that names another."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.consenting import give_consent
from accounts.models import User
from accounts.privacy import erase_person
from accounts.purposes import PARTICIPATION
from cohorts.importing import ImportRefused, import_people, plan_import
from cohorts.importing.checking import check_rows
from tests.factories.courses import CohortFactory
from youtube_integration.addresses import ChannelAddress
from youtube_integration.connecting import client as connecting_client
from youtube_integration.connecting import connect_by_url, connect_owned, disconnect, look_up
from youtube_integration.models import (
    Channel,
    ChannelChoice,
    ChannelConnection,
    ChannelSnapshot,
    QuotaSpend,
)

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
    youtube = connecting_client(now=lambda: now, interactive=True)
    return import_people(
        file(**channels), client=youtube, actor=None, create_cohorts=False, now=now
    )


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

    plan = plan_import(file(sari="@apa.saja"), actor=None, create_cohorts=False, now=LATER)

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


def spent() -> int:
    return QuotaSpend.objects.spent("main", NOW)


def test_the_same_file_keeps_each_channel_by_its_id_whatever_became_of_the_handle(
    ids: list[str],
) -> None:
    bring_in(NOW, sari=ids[0], joko=ids[1])
    old = Channel.objects.get(pk=ids[0]).handle
    ChannelConnection.objects.filter(channel=ids[0]).update(asked_as="")
    bring_in(NOW, sari=f"@{old}")
    # Sari's channel is called otherwise now, and Joko's got her handle.
    Channel.objects.filter(pk=ids[0]).update(handle="sari.baru", handle_key="sari.baru")
    Channel.objects.filter(pk=ids[1]).update(handle=old, handle_key=old)
    before, snapshots = spent(), ChannelSnapshot.objects.count()

    result = bring_in(NOW + timedelta(days=400), sari=f"https://youtube.com/@{old.upper()}")

    assert (channel_of(SARI), channel_of(JOKO)) == (ids[0], ids[1])
    assert (result.channels, spent()) == (0, before)
    assert QuotaSpend.objects.spent("main", NOW + timedelta(days=400)) == 0
    assert ChannelSnapshot.objects.count() == snapshots


def test_a_row_that_would_move_somebody_is_a_problem_that_names_both(ids: list[str]) -> None:
    bring_in(NOW, sari=ids[0], joko=ids[1])
    mine, other = (Channel.objects.get(pk=pk) for pk in ids[:2])
    for named in (other.pk, f"@{other.handle}"):
        with pytest.raises(ImportRefused) as caught:
            bring_in(sari=named)
        [problem] = caught.value.problems
        assert problem.line == 2
        assert f"@{mine.handle}" in str(problem)
        assert named in str(problem)
    problems = plan_import(
        file(sari=other.pk), actor=None, create_cohorts=False, now=LATER
    ).problems
    assert [problem.line for problem in problems] == [2]
    assert f"@{mine.handle}" in str(problems[0])
    assert channel_of(SARI) == ids[0]
    assert Channel.objects.filter(pk__in=ids[:2]).count() == 2


def test_a_channel_that_youtube_does_not_know_hides_no_other_fault(ids: list[str]) -> None:
    bring_in(NOW, sari=ids[0], joko=ids[1])
    handle = Channel.objects.get(pk=ids[1]).handle
    nowhere = "UCtidakAda0000000000000"
    with pytest.raises(ImportRefused) as caught:
        bring_in(tini=f"{nowhere}1", sari=f"@{handle}", budi=f"{nowhere}2")
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4]
    assert not User.objects.filter(email="tini@contoh.example").exists()


def test_another_address_of_the_same_channel_moves_nobody(ids: list[str]) -> None:
    bring_in(NOW, sari=ids[0])
    handle = Channel.objects.get(pk=ids[0]).handle
    Channel.objects.filter(pk=ids[0]).update(handle="nama.lama", synced_at=NOW - timedelta(days=2))

    result = bring_in(sari=f"@{handle}")

    assert (channel_of(SARI), result.channels) == (ids[0], 0)
    assert ChannelConnection.objects.get().asked_as == ids[0]


def test_the_address_typed_on_the_persons_own_page_is_remembered_too(
    ids: list[str], client: Client
) -> None:
    bring_in(NOW, sari="")
    sari = User.objects.get(email=SARI)
    give_consent(user=sari, purpose=PARTICIPATION, wording="Ya.", now=NOW)
    now = timezone.now()
    youtube = connecting_client(now=lambda: now, interactive=True)
    look_up(ChannelAddress("id", ids[0]), client=youtube, now=now)
    handle = Channel.objects.get(pk=ids[0]).handle
    client.force_login(sari)

    client.post(reverse("channel_confirm"), {"channel": ids[0], "address": f"@{handle}"})

    assert ChannelConnection.objects.get().asked_as == f"@{handle.casefold()}"


def test_a_channel_taken_off_leaves_no_address_behind(ids: list[str]) -> None:
    bring_in(NOW, sari=ids[0], joko=ids[0])
    disconnect(user=User.objects.get(email=SARI), now=NOW)
    assert ChannelConnection.objects.get(user__email=SARI).asked_as == ""


def test_a_choice_made_while_the_file_is_looked_up_counts_too(
    ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(NOW, joko=ids[0], sari="")

    def checked_just_before(*args: object, **options: object) -> object:
        plan = check_rows(*args, **options)
        sari, chosen = User.objects.get(email=SARI), Channel.objects.get(pk=ids[0])
        connect_by_url(user=sari, channel=chosen, now=NOW)
        return plan

    monkeypatch.setattr("cohorts.importing.writing.check_rows", checked_just_before)
    result = bring_in(sari=ids[1])
    assert channel_of(SARI) == ids[0]
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
    lines = capsys.readouterr().out.splitlines()
    assert "2" in lines[-3]
    assert lines[-2].startswith("1 tetap")
    assert lines[-1] == "people=1 new=0 enrolments=0 cohorts=0 channels=0"
