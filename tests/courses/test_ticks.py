"""Ticks of a checklist are kept by person, lesson and block."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from courses.models import LessonPage
from tests.factories.accounts import UserFactory
from tests.factories.courses import LessonFactory

pytestmark = pytest.mark.django_db


def key_of(lesson: LessonPage, person: object = None) -> str:
    client = Client()
    if person:
        client.force_login(person)
    return re.search(r'data-checklist="([^"]+)"', client.get(lesson.url).content.decode())[1]


def test_two_people_on_one_phone_and_two_lessons_share_no_tick() -> None:
    steps = {"kind": "checklist", "title": "Coba", "items": ["Satu", "Dua"]}
    body = json.dumps([{"type": "steps", "id": "b1", "value": steps}])
    one, two = LessonFactory.create_batch(2, free=True, body=body)
    sari = UserFactory(pk=12345)
    budi = UserFactory()

    assert key_of(one, sari) == f"12345.{one.pk}.b1"
    keys = {key_of(each, who) for each in (one, two) for who in (sari, budi, None)}
    assert len(keys) == 6
