"""Several devices of one person tick at the same moment."""

from __future__ import annotations

import json
from functools import partial

import pytest

from learning.models import LessonTick
from learning.ticking import save_ticks
from tests.cohorts.test_seats_at_once import at_once
from tests.factories.accounts import UserFactory
from tests.factories.courses import LessonFactory, checklist

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.database,
]


def test_each_devices_change_is_kept_and_the_same_one_makes_one_row() -> None:
    lesson = LessonFactory(body=json.dumps([checklist("Satu", "Dua", "Tiga")]))
    sari = UserFactory()
    change = partial(save_ticks, user=sari, lesson=lesson)
    change(ticked=["coba-2"], unticked=[])

    one, two, three = (
        partial(change, ticked=["coba-1"], unticked=[]),
        partial(change, ticked=[], unticked=["coba-2"]),
        partial(change, ticked=["coba-3"], unticked=[]),
    )
    at_once([one, one, one, two, two, three, three, three])

    assert sorted(LessonTick.objects.values_list("item", flat=True)) == ["coba-1", "coba-3"]
