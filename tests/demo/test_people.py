"""The people are those of the curriculum's fifth chapter, to the number."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import accounts
from demo.featured_people import FEATURED
from demo.people import OTHERS, PEOPLE
from demo.person import HISTORY_DAYS

REGIONS = Path(accounts.__file__).parent / "data" / "malang_regions.csv"


def kecamatan() -> dict[str, str]:
    with REGIONS.open(encoding="utf-8", newline="") as rows:
        return {row["kelurahan"]: row["kecamatan"] for row in csv.DictReader(rows)}


def test_twelve_have_a_story_and_forty_eight_keep_them_company() -> None:
    assert (len(FEATURED), len(OTHERS)) == (12, 48)
    assert len({person.email for person in PEOPLE}) == 60
    assert len({person.handle for person in PEOPLE}) == 60


def test_every_kecamatan_sends_as_many_as_the_plan_says() -> None:
    where = kecamatan()
    assert Counter(where[person.kelurahan] for person in PEOPLE) == {
        "Blimbing": 12,
        "Klojen": 10,
        "Kedungkandang": 13,
        "Sukun": 12,
        "Lowokwaru": 13,
    }


def test_women_and_men_from_sixteen_to_sixty_six_take_part() -> None:
    assert Counter(person.gender for person in PEOPLE) == {"F": 33, "M": 27}
    ages = [person.age for person in PEOPLE]
    assert (min(ages), max(ages)) == (16, 66)


def test_the_cohorts_end_where_the_plan_says() -> None:
    assert Counter((person.cohort, person.state) for person in PEOPLE if person.key != "umi") == {
        ("kawi", "completed"): 21,
        ("kawi", "active"): 12,
        ("kawi", "withdrawn"): 4,
        ("brantas", "active"): 19,
        ("brantas", "withdrawn"): 1,
        ("brantas", "waiting"): 2,
    }


def test_a_third_of_the_others_each_have_no_channel_one_by_address_and_one_of_their_own() -> None:
    kinds = Counter(person.channel.kind if person.channel else "none" for person in OTHERS)
    assert kinds == {"none": 16, "url": 16, "oauth": 16}


def test_nobody_younger_than_the_law_allows_has_a_channel() -> None:
    # Loaded early in a year, the story begins in the year before: everybody is a year younger.
    young = [p for p in PEOPLE if p.channel and p.age - 1 < 18]
    assert [p.key for p in young if not p.guardian] == []
    assert all(p.age - 1 >= 16 for p in young)


def test_nobody_does_anything_before_the_world_begins_or_after_today() -> None:
    for person in PEOPLE:
        days = [person.last_day, *person.visits, person.withdrew or -1]
        days += [person.channel.connected] if person.channel else []
        assert all(-HISTORY_DAYS <= day <= 0 for day in days), person.key
