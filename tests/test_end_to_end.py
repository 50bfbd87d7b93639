"""From a file of people to the manager's export, with every figure held against YouTube's truth."""

from __future__ import annotations

import csv
import io
import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from tests.sandbox import Sandbox
from youtube_integration.models import QuotaSpend

pytestmark = pytest.mark.django_db

# The rule holds for any number; 1,000 takes a minute: END_TO_END_PEOPLE=1000.
PEOPLE = int(os.environ.get("END_TO_END_PEOPLE", "60"))
FIRST_DAY = date(2026, 11, 16)
DAYS = [FIRST_DAY + timedelta(days=number) for number in range(1, 4)]
AWKWARD = [
    ('=HYPERLINK("http://x")', "=1+1"),
    ("+62 Kuliner", "@jualan @sana"),
    ("-5 derajat", "\u202eterbalik"),
    ('😀 <b>Bakso</b> & "kawan"', "'petik'"),
]


def at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, 30))


def people_file(folder: Path, truth: dict[str, Any]) -> Path:
    """A file whose every fifth channel is written by its handle, the rest by id."""
    path = folder / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow("email,name,region_code,birth_year,gender,phone,cohort,channel".split(","))
        for number, (channel_id, channel) in enumerate(sorted(truth.items())):
            by_handle = number % 5 == 0 and channel.get("handle")
            channel = f"@{channel['handle'].lstrip('@')}" if by_handle else channel_id
            name = AWKWARD[number][0] if number < len(AWKWARD) else f"Peserta {number:04}"
            email = f"peserta{number:04}@contoh.example"
            writer.writerow([email, name, "", "1990", "", "", "end-to-end", channel])
    return path


def exported(folder: Path) -> list[dict[str, str]]:
    path = folder / "progress.csv"
    call_command("export_progress", "--format", "csv", "-o", str(path))
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def cell(value: int | None) -> str:
    return "" if value is None else str(value)


def counted(channel: dict[str, Any], name: str) -> int | None:
    value = channel.get(name)
    return None if value is None else int(value)


def gain(now: dict[str, Any], then: dict[str, Any], name: str) -> str:
    pair = counted(now, name), counted(then, name)
    return "" if None in pair else str(pair[0] - pair[1])


@pytest.mark.database
def test_every_exported_figure_is_the_truth_of_its_day(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.generate(PEOPLE)
    sandbox.set_day(FIRST_DAY)
    start = sandbox.truth(FIRST_DAY)
    with time_machine.travel(at(FIRST_DAY, 9), tick=False):
        call_command("import_trainees", str(people_file(tmp_path, start)), "--create-cohorts")
    for day in DAYS:
        sandbox.set_day(day)
        with time_machine.travel(at(day, 3), tick=False):
            call_command("sync_channels")
    with time_machine.travel(at(DAYS[-1], 12), tick=False):
        rows = exported(tmp_path)
    truth = sandbox.truth(DAYS[-1])

    assert len(rows) == len(start) > 0.9 * PEOPLE
    checked = 0
    for row in rows:
        now, then = truth[row["channel_id"]], start[row["channel_id"]]
        for name in ("subscribers", "views", "videos"):
            assert row[name] == cell(counted(now, name)), (row["channel_id"], name)
            assert row[f"baseline_{name}"] == cell(counted(then, name))
            assert row[f"{name}_gained"] == gain(now, then, name)
            checked += 1
        assert row["channel_handle"] == (now.get("handle") or "").lstrip("@")
        assert row["connection"] == "url"
        assert row["synced_at"].startswith(DAYS[-1].isoformat())
        assert row["synced_at"].endswith("+07:00")
    assert checked == 3 * len(start)


@pytest.mark.database
def test_no_cell_begins_a_formula_and_no_true_figure_is_spoilt(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    shrinking = {"kind": "steady", "start": {"subscribers": 90, "views": 900, "videos": 3}}
    sandbox.add_channels(
        [
            {
                "id": f"UCsusut{number:017}",
                "handle": f"susut.{number}-x",
                "title": title,
                "trajectory": shrinking,
            }
            for number, (_name, title) in enumerate(AWKWARD)
        ]
    )
    sandbox.set_day(FIRST_DAY)
    with time_machine.travel(at(FIRST_DAY, 9), tick=False):
        call_command(
            "import_trainees",
            str(people_file(tmp_path, sandbox.truth(FIRST_DAY))),
            "--create-cohorts",
        )
    start = sandbox.truth(FIRST_DAY)
    for channel_id in start:
        sandbox.happen(channel_id, "spike", day=DAYS[0].isoformat(), subscribers=-30)
    sandbox.set_day(DAYS[0])
    with time_machine.travel(at(DAYS[0], 3), tick=False):
        call_command("sync_channels")
        rows = exported(tmp_path)
    truth = sandbox.truth(DAYS[0])
    for row in rows:
        texts = {name: value for name, value in row.items() if not name.endswith("_gained")}
        assert not [value for value in texts.values() if value[:1] in tuple("=+-@\t\r")]
        gained = int(row["subscribers_gained"])
        assert gained < 0
        assert str(gained) == gain(
            truth[row["channel_id"]], start[row["channel_id"]], "subscribers"
        )
    names = {row["name"].lstrip("'") for row in rows}
    assert {name for name, _title in AWKWARD} == names


def test_the_ledger_is_what_the_server_counted(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.generate(52)
    sandbox.set_day(FIRST_DAY)
    sandbox.reset_ledger()
    moment = at(FIRST_DAY, 9)
    with time_machine.travel(moment, tick=False):
        path = people_file(tmp_path, sandbox.truth(FIRST_DAY))
        call_command("import_trainees", str(path), "--create-cohorts")
        call_command("sync_channels")
    units = sandbox.ledger()["units"]
    assert QuotaSpend.objects.spent("main", moment) == units["main"]
    assert QuotaSpend.objects.spent("batch_get_stats", moment) == units["batch_get_stats"]
