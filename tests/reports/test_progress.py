"""One row per enrolment, as the export contract names it."""

from __future__ import annotations

import re
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.names import folded
from cohorts.models import Enrolment
from reports.exports import COLUMNS, values_of
from reports.questions import progress
from reports.questions.progress import ProgressRow
from reports.views.progress import ProgressReportView
from tests.factories.accounts import RegionFactory, UserFactory
from tests.factories.courses import CohortFactory
from tests.reports.programme import (
    ENROLLED,
    HISTORY,
    NOW,
    began,
    course_with,
    enrolled,
    many_people,
    with_channel,
)
from youtube_integration.counts import COUNTS

pytestmark = pytest.mark.django_db


def rows(by: str = "name", text: str = "") -> list[ProgressRow]:
    found = progress.search(progress.enrolments(), text)
    keys = list(progress.order(found, by, now=NOW, history=HISTORY).values_list("pk", flat=True))
    return list(progress.in_order_of(keys, now=NOW, history=HISTORY))


def row_of_the_only_one() -> ProgressRow:
    (row,) = rows()
    return row


def test_a_row_tells_person_place_learning_and_channel() -> None:
    course = course_with(3)
    region = RegionFactory(code="35.73.05.1006", kecamatan="Lowokwaru", kelurahan="Dinoyo")
    ningsih = UserFactory(name="Bu Ningsih", email="ningsih@contoh.example")
    ningsih.profile.region = region
    ningsih.profile.save()
    enrolment = enrolled(ningsih, cohort=CohortFactory(slug="kawi", courses=[course]))
    channel = with_channel(
        enrolment, handle="dapur.bu-nari_01", subscribers=86, views=3900, videos=4
    )
    began(ningsih, course.lessons[0], at=ENROLLED, done=True)
    began(ningsih, course.lessons[1], at=NOW - timedelta(days=1))
    row = row_of_the_only_one()
    assert (row.email, row.name) == ("ningsih@contoh.example", "Bu Ningsih")
    assert (row.region_code, row.kecamatan, row.kelurahan) == (
        "35.73.05.1006",
        "Lowokwaru",
        "Dinoyo",
    )
    assert (row.cohort, row.status, row.enrolled_at) == ("kawi", "active", ENROLLED)
    assert (row.lessons_done, row.lessons_total, row.completion_pct) == (1, 3, 33.3)
    assert row.last_active_at == NOW - timedelta(days=1)
    assert (row.channel_id, row.channel_handle) == (channel.pk, "dapur.bu-nari_01")
    assert (row.connection, row.baseline_at, row.synced_at) == ("oauth", ENROLLED, NOW)
    assert (row.baseline.subscribers, row.baseline.views, row.baseline.videos) == (45, 4000, 1)
    assert (row.counts.subscribers, row.counts.views, row.counts.videos) == (86, 3900, 4)
    assert (row.gained.subscribers, row.gained.views, row.gained.videos) == (41, -100, 3)


def test_last_active_is_in_the_cohorts_own_courses_and_since_the_seat() -> None:
    course, elsewhere = course_with(3), course_with(1)
    row = enrolled(cohort=CohortFactory(courses=[course]))
    before, own, hidden = course.lessons
    began(row.user, elsewhere.lessons[0], at=NOW)
    began(row.user, before, at=ENROLLED - timedelta(minutes=1), done=True)
    found = row_of_the_only_one()
    assert (found.last_active_at, found.lessons_done) == (None, 1)
    began(row.user, own, at=ENROLLED)
    assert row_of_the_only_one().last_active_at == ENROLLED
    # What was done in a lesson that is off line now was done all the same.
    began(row.user, hidden, at=ENROLLED + timedelta(days=2))
    hidden.unpublish()
    assert row_of_the_only_one().last_active_at == ENROLLED + timedelta(days=2)


def test_what_is_not_known_is_none_and_never_zero() -> None:
    enrolled(status=Enrolment.Status.APPLIED, enrolled_at=None)
    row = row_of_the_only_one()
    assert row.lessons_total == 0
    known = {"email", "name", "cohort", "status", "connection", "lessons_done", "lessons_total"}
    unknown = {name for name in ProgressRow.__slots__ if getattr(row, name) is None}
    groups = {"baseline", "counts", "gained"}
    assert unknown == set(ProgressRow.__slots__) - known - groups - {"is_closed"}
    assert {value for kind in groups for _name, value in getattr(row, kind).items()} == {None}
    assert row.connection == "none"


def test_hidden_subscribers_hide_their_change_and_nothing_else() -> None:
    with_channel(enrolled(), subscribers=None, subscribers_hidden=True, views=4310, videos=4)
    row = row_of_the_only_one()
    assert (row.counts.subscribers, row.gained.subscribers) == (None, None)
    assert (row.gained.views, row.gained.videos) == (310, 3)


def test_a_baseline_by_address_is_forgotten_after_thirty_days_and_an_owners_is_kept() -> None:
    long_ago = NOW - timedelta(days=31)
    with_channel(enrolled(enrolled_at=long_ago), owned=False, taken_at=long_ago)
    row = row_of_the_only_one()
    assert (row.baseline_at, row.baseline.views, row.gained.views) == (None, None, None)
    assert row.counts.views == 4310
    Enrolment.objects.all().delete()
    with_channel(enrolled(enrolled_at=long_ago), owned=True, taken_at=long_ago)
    assert row_of_the_only_one().gained.views == 310


@pytest.mark.database
@pytest.mark.parametrize(
    ("state", "made"),
    [
        ("url", {"owned": False}),
        ("oauth", {"owned": True}),
        ("reconnect", {"owned": True, "connection": {"needs_reconnect_since": NOW}}),
        ("gone", {"owned": True, "gone": True}),
    ],
)
def test_the_list_narrows_by_the_connection_that_the_row_tells(
    state: str, made: dict[str, Any]
) -> None:
    with_channel(enrolled(), **made)
    enrolled()
    found = progress.enrolments().connected_as(state)
    (key,) = found.values_list("pk", flat=True)
    (row,) = progress.in_order_of([key], now=NOW, history=HISTORY)
    assert row.connection == state
    none = progress.enrolments().connected_as("none")
    assert none.count() == 1


def various_channels() -> None:
    """Everything that a change can depend on."""
    long_ago = NOW - timedelta(days=31)
    enrolled()
    with_channel(enrolled(), subscribers=60)
    with_channel(enrolled(), subscribers=20, views=10, videos=0)
    with_channel(enrolled(), owned=False, subscribers=1230)
    with_channel(enrolled(enrolled_at=long_ago), owned=False, taken_at=long_ago)
    with_channel(enrolled(), subscribers=None, subscribers_hidden=True)
    with_channel(enrolled(), baseline={"subscribers": None, "views": None, "videos": 2})
    replaced = enrolled()
    old = with_channel(replaced)
    old.connections.update(disconnected_at=NOW)
    with_channel(enrolled(replaced.user, cohort=CohortFactory()))
    forgotten = enrolled()
    with_channel(forgotten)
    Enrolment.objects.get(pk=forgotten.pk).baseline.snapshot.delete()


@pytest.mark.database
@pytest.mark.parametrize("field", ["subscribers", "views", "videos"])
def test_ordering_by_change_agrees_with_the_change_that_is_told(field: str) -> None:
    various_channels()
    for by, turned in ((f"{field}_gained", False), (f"-{field}_gained", True)):
        values = [getattr(row.gained, field) for row in rows(by)]
        known = [value for value in values if value is not None]
        assert len(known) >= 3
        assert known == sorted(known, reverse=turned)
        assert values == known + [None] * (len(values) - len(known))


@pytest.mark.database
def test_every_order_keeps_all_rows_and_the_unknown_last() -> None:
    various_channels()
    course = course_with(1)
    learner = enrolled(cohort=CohortFactory(courses=[course]))
    began(learner.user, course.lessons[0], at=NOW, done=True)
    everybody = Enrolment.objects.count()
    for by in progress.ORDERINGS:
        ascending, descending = rows(by), rows(f"-{by}")
        assert len(ascending) == len(descending) == everybody, by
        column = "completion_pct" if by == "completion" else by
        values = [values_of(row)[COLUMNS.index(column)] for row in ascending]
        known = [value for value in values if value is not None]
        assert values == known + [None] * (len(values) - len(known)), by


@pytest.mark.database
@pytest.mark.parametrize(
    "text", ["nuraini", "Nur'aini", "nur’aini", "NURAINI", "aini@contoh.example", "@kopi.klojen"]
)
def test_search_finds_a_person_by_name_address_and_handle(text: str) -> None:
    aini = enrolled(UserFactory(name="Nur’aini Hasanah", email="aini@contoh.example"))
    with_channel(aini, handle="Kopi.Klojen")
    enrolled(UserFactory(name="Bagus", email="bagus@contoh.example"))
    assert [row.name for row in rows(text=text)] == ["Nur’aini Hasanah"]


@pytest.mark.database
def test_search_finds_whom_looking_at_each_row_finds() -> None:
    draw = Random(0)
    parts = ["siti", "Ana", "kopi", "Nur’aini", "kopi.siti", "ana"]
    for number in range(40):
        user = UserFactory(
            name=" ".join(draw.sample(parts[:4], 2)),
            email=f"{draw.choice(parts[4:])}{number}@x.example",
        )
        seat = enrolled(user)
        if draw.random() < 0.6:
            ended = draw.random() < 0.3
            with_channel(
                seat,
                handle=f"{draw.choice(parts[2:3] + parts[4:])}_{number}",
                connection={"disconnected_at": NOW} if ended else {},
            )
        if draw.random() < 0.3:
            enrolled(user, cohort=CohortFactory())
    everybody = rows()
    for text in ("siti", "ana", "kopi", "@kopi.siti_1", "nuraini", "siti1@", "anana", "no one"):
        wanted = folded(text.removeprefix("@"))
        found = [
            row
            for row in everybody
            if wanted in folded(row.name)
            or (len(wanted) >= 4 and wanted.replace(" ", "") in folded(row.name).replace(" ", ""))
            or text.removeprefix("@") in row.email
            or text.removeprefix("@") in (row.channel_handle or "")
        ]
        assert rows(text=text) == found, text


@pytest.mark.parametrize(
    ("by", "tables"),
    [
        ("name", {"accounts_user"}),
        ("connection", {"channel", "channelconnection", "accounts_user"}),
        ("views_gained", {"channel", "channelconnection", "accounts_user", "cohorts_baseline"}),
    ],
)
def test_a_list_joins_no_table_that_its_order_does_not_ask(by: str, tables: set[str]) -> None:
    keys = progress.order(progress.enrolments(), by, now=NOW, history=HISTORY)
    sql = str(keys.values("pk").query)
    joined = set(re.findall(r'JOIN "(?:youtube_integration_)?(\w+)"', sql))
    assert joined == tables


def test_a_plus_in_an_address_is_a_plus() -> None:
    enrolled(UserFactory(email="siti+kanal@contoh.example"))
    enrolled(UserFactory(email="siti@contoh.example"))
    assert [row.email for row in rows(text="siti+kanal@")] == ["siti+kanal@contoh.example"]


def test_only_apostrophes_find_nobody_by_accident() -> None:
    enrolled(UserFactory(name="Bagus"))
    assert rows(text="'") == []


def test_a_thousand_enrolments_take_as_many_queries_as_ten() -> None:
    course = course_with(2)
    cohort = CohortFactory(courses=[course])

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            keys = list(
                progress.order(
                    progress.enrolments(), "-last_active_at", now=NOW, history=HISTORY
                ).values_list("pk", flat=True)[:50]
            )
            assert len(list(progress.in_order_of(keys, now=NOW, history=HISTORY))) == len(keys)
        return len(caught)

    many_people(10, cohort)
    few = queries()
    many_people(990, cohort)
    assert queries() == few == 3


def test_each_figure_has_its_columns_its_orderings_and_its_heading() -> None:
    shown = {column.name for column in ProgressReportView().columns}
    for name in COUNTS:
        assert {name, f"baseline_{name}", f"{name}_gained"} <= set(COLUMNS)
        assert {name, f"{name}_gained"} <= progress.ORDERINGS.keys()
        assert name in shown
