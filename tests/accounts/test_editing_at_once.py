"""Two people save the same field within the same milliseconds: the second one is told."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.editing import MergesConcurrentEdits
from accounts.models import User
from tests.accounts.test_editing import (  # noqa: F401  (fixtures)
    RECORDS,
    Edited,
    courses_of,
    edited,
    error_text,
    joko,
    opened,
    rini,
    sent_back,
    with_courses,
)
from tests.cohorts.test_seats_at_once import at_once
from tests.factories.accounts import UserFactory
from tests.factories.courses import CohortFactory, CourseFactory

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.database,
]


def once_compared(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """The act happens after the first form has compared, and before it writes."""
    compare, begun = MergesConcurrentEdits.compare, []

    def comparing(form: Any, shown: dict[str, str]) -> dict[str, str]:
        compared = compare(form, shown)
        if not begun:
            begun.append(True)
            act()
        return compared

    monkeypatch.setattr(MergesConcurrentEdits, "compare", comparing)


def test_what_is_saved_between_comparing_and_writing_is_told_too(
    edited: Edited,  # noqa: F811
    rini: Client,  # noqa: F811
    joko: Client,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_rini, at_joko = opened(rini, edited.address), opened(joko, edited.address)
    theirs = {**at_rini, edited.field: edited.theirs}
    once_compared(monkeypatch, lambda: rini.post(edited.address, theirs))

    page = joko.post(edited.address, {**at_joko, edited.field: edited.mine})

    assert f"Seseorang menyimpan “{edited.shown or edited.theirs}" in error_text(page)
    assert edited.read(edited.field) == edited.theirs
    assert joko.post(edited.address, sent_back(page)).status_code == 302
    assert edited.read(edited.field) == edited.mine


@pytest.mark.parametrize("record", ["cohort", "person", "track", "ages"])
def test_of_two_who_write_in_one_moment_one_is_told(
    record: str,
    rini: Client,  # noqa: F811
    joko: Client,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = RECORDS[record]()
    at_rini, at_joko = opened(rini, one.address), opened(joko, one.address)
    both, compare = Barrier(2, timeout=20), MergesConcurrentEdits.compare
    compared = []

    def comparing(form: Any, shown: dict[str, str]) -> dict[str, str]:
        seen = compare(form, shown)
        compared.append(form)
        if len(compared) <= 2:
            both.wait()
        return seen

    monkeypatch.setattr(MergesConcurrentEdits, "compare", comparing)
    responses = at_once(
        [
            partial(rini.post, one.address, {**at_rini, one.field: one.theirs}),
            partial(joko.post, one.address, {**at_joko, one.field: one.mine}),
        ]
    )

    assert sorted(response.status_code for response in responses) == [200, 302]
    saved = one.theirs if responses[0].status_code == 302 else one.mine
    assert one.read(one.field) == saved


def test_courses_exchanged_in_that_moment_are_told_too(
    rini: Client,  # noqa: F811
    joko: Client,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kawi = CohortFactory(courses=[CourseFactory(title="Naskah")])
    address = reverse("cohorts:edit", args=[kawi.pk])
    at_rini, at_joko = opened(rini, address), opened(joko, address)
    theirs = with_courses(at_rini, CourseFactory(title="Suara"))
    once_compared(monkeypatch, lambda: rini.post(address, theirs))

    page = joko.post(address, with_courses(at_joko, CourseFactory(title="Cahaya")))

    assert "menyimpan kursus ini sementara itu: Suara." in error_text(page)
    assert courses_of(kawi) == ["Suara"]


def test_a_person_and_staff_who_write_one_name_in_that_moment(
    rini: Client,  # noqa: F811
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dewi = UserFactory(name="Dewi")
    client.force_login(dewi)
    profile, staffs = reverse("account_profile"), reverse("wagtailusers_users:edit", args=[dewi.pk])
    at_dewi, at_rini = opened(client, profile), opened(rini, staffs)
    theirs = {**at_rini, "name": "Dewi Lestari", "birth_year": 1998}
    once_compared(monkeypatch, lambda: rini.post(staffs, theirs))

    page = client.post(profile, {**at_dewi, "name": "Dewi Sartika", "instagram": "dewi"})

    assert "Seseorang menyimpan “Dewi Lestari”" in error_text(page)
    person = User.objects.get(pk=dewi.pk)
    assert (person.name, person.profile.birth_year) == ("Dewi Lestari", 1998)
    assert person.profile.instagram == ""
