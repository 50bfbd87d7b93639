"""The demo loads where it may, once, and its days end as its stories tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from courses.models import Cohort, CoursePage, Enrolment, LessonProgress
from demo import loading
from demo.cast import HENDRO, UMI
from demo.cast_first import LASTRI, YUDI
from demo.cohorts import COHORTS, MANAGER, TEACHER, add_cohort, add_staff
from demo.history import History
from demo.learning import plan
from demo.pages import Teaching, load_courses
from demo.people import PEOPLE
from demo.persons import HISTORY_DAYS, Person
from demo.world import channels, epoch_of
from tests.sandbox import Sandbox
from youtube_integration.models import Channel, ChannelSnapshot

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 3, tzinfo=UTC)
SINCE = datetime(2026, 7, 28, tzinfo=UTC)


@pytest.fixture
def history(db: None, sandbox: Sandbox) -> Callable[..., History]:
    """A history of the people given, in cohorts whose courses are there, on the world's first day."""
    call_command("load_regions", verbosity=0)
    teacher, manager = add_staff(TEACHER, now=SINCE), add_staff(MANAGER, now=SINCE)
    load_courses(Teaching(instructors=[teacher], since=SINCE))
    for cohort in COHORTS:
        add_cohort(cohort, today=TODAY, teacher=teacher)

    def of(*people: Person) -> History:
        sandbox.reset(epoch=epoch_of(TODAY))
        sandbox.add_channels(channels(people, epoch_of(TODAY)))
        return History(people, TODAY, manager)

    return of


def live_through(history: History, *days: range) -> None:
    for day in sorted({day for some in days for day in some}):
        history.live(day)


def enrolment(person: Person) -> Enrolment:
    return Enrolment.objects.select_related("baseline").get(user__email=person.email)


def test_hendro_loses_his_channel_and_withdraws_with_his_reason(
    history: Callable[..., History],
) -> None:
    live_through(history(HENDRO), range(-119, -110), range(-70, -56))

    channel = Channel.objects.get()
    assert channel.gone_at is not None
    assert channel.uploads.filter(gone_at__isnull=False).exists()
    hendro = enrolment(HENDRO)
    assert (hendro.status, hendro.withdrawal_reason) == ("withdrawn", HENDRO.reason)
    assert hendro.baseline.videos == 1


def test_figures_by_address_are_forgotten_and_those_of_an_owner_stay(
    history: Callable[..., History],
) -> None:
    live_through(history(YUDI, LASTRI), range(-119, -110), range(-75, -73))

    kept = dict.fromkeys(ChannelSnapshot.objects.values_list("channel__handle", "day"))
    oldest = TODAY - timedelta(days=112)
    assert (LASTRI.handle, oldest) in kept
    assert (YUDI.handle, oldest) not in kept
    assert enrolment(YUDI).baseline is None
    assert enrolment(YUDI).baseline_day == oldest


def test_lastri_has_to_reconnect_since_her_token_was_refused(
    history: Callable[..., History],
) -> None:
    live_through(history(LASTRI), range(-119, -110), range(-20, -19))

    connection = User.objects.get(email=LASTRI.email).channel_connections.open().get()
    assert connection.state == "reconnect"


def test_umi_moves_up_when_candra_leaves_and_two_still_wait(
    history: Callable[..., History],
) -> None:
    brantas = [replace(p, channel=None) for p in PEOPLE if p.cohort == "brantas"]
    lived = history(*brantas)
    live_through(lived, range(-48, -20))
    assert enrolment(UMI).position == 1

    live_through(lived, range(-20, -19))

    assert enrolment(UMI).status == "active"
    cohort = Cohort.objects.get(slug="brantas")
    assert (cohort.seats_taken, cohort.enrolments.waiting().count()) == (20, 2)


def test_a_plan_is_the_same_at_every_loading_and_completes_in_order() -> None:
    events = plan(YUDI, first_day=-112, lessons=27)
    assert events == plan(YUDI, first_day=-112, lessons=27)
    completed = [event.lesson for event in events if event.completes]
    assert completed == [0, 1, 2, 3, 4]
    assert events[-1].day == YUDI.last_day
    assert (events[-1].lesson, events[-1].completes) == (5, False)


def test_a_real_endpoint_is_refused(db: None, settings: Any) -> None:
    settings.YOUTUBE_API_ENDPOINT = "https://youtube.googleapis.com/"
    with pytest.raises(CommandError, match=r"youtube\.googleapis\.com"):
        call_command("demo", "load")
    assert not User.objects.exists()


def test_a_database_with_other_people_is_refused(db: None) -> None:
    User.objects.create_user("warga@kota.example", "Warga", now=NOW)
    with pytest.raises(CommandError, match="not the demo's"):
        call_command("demo", "load")
    assert not Cohort.objects.exists()


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A programme of two people without channels and without days."""
    people = tuple(replace(person, channel=None) for person in (LASTRI, YUDI))
    monkeypatch.setattr(loading, "PEOPLE", people)
    monkeypatch.setattr(History, "run", lambda self, progress: self.live(-HISTORY_DAYS))


@pytest.mark.usefixtures("db", "sandbox", "short")
class TestLoad:
    def test_a_loaded_demo_keeps_what_visitors_did(self, capsys: pytest.CaptureFixture) -> None:
        call_command("demo", "load")
        assert loading.is_loaded()
        User.objects.create_user("tamu@kota.example", "Tamu", now=NOW)
        people = User.objects.count()

        call_command("demo", "load")

        assert User.objects.count() == people
        assert "kept as it is" in capsys.readouterr().out

    def test_the_epoch_of_a_loaded_demo_stays(self) -> None:
        loading.load(now=NOW, say=str)
        assert loading.epoch(TODAY + timedelta(days=9)) == epoch_of(TODAY)

    def test_an_interrupted_load_begins_anew(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with monkeypatch.context() as broken:
            broken.setattr(loading, "sync_today", interrupt)
            with pytest.raises(KeyboardInterrupt):
                loading.load(now=NOW, say=str)
        assert not loading.is_loaded()

        said: list[str] = []
        loading.load(now=NOW, say=said.append)

        assert loading.is_loaded()
        assert any("interrupted" in line for line in said)
        assert Cohort.objects.count() == 2
        assert set(CoursePage.objects.values_list("owner__email", flat=True)) == {
            "pengajar@contoh.test"
        }
        assert not LessonProgress.objects.exists()

    def test_only_the_printed_logins_have_a_password(
        self, capsys: pytest.CaptureFixture, client: Any
    ) -> None:
        loading.load(now=NOW, say=str)
        call_command("demo", "logins")
        printed = capsys.readouterr().out
        able = {user.email for user in User.objects.all() if user.has_usable_password()}
        assert {"pengajar@contoh.test", "manajer@contoh.test", "admin@contoh.test"} <= able
        assert all(email in printed for email in able)
        assert client.login(email="baru@contoh.test", password="kanal")


def interrupt(**options: Any) -> None:
    raise KeyboardInterrupt


def test_the_world_is_written_with_its_epoch(db: None, tmp_path: Any) -> None:
    call_command("demo", "world", "--output", tmp_path / "world.json")
    written = (tmp_path / "world.json").read_text("utf-8")
    assert '"epoch"' in written
    assert "ningsih.oskab" in written
