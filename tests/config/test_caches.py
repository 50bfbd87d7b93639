"""The cache goes away, in whole or in part: pages work, limits hold where they can, /readyz says it."""

from __future__ import annotations

import time

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from config.caches import REST_SECONDS
from config.models import Heartbeat
from config.settings import base
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.courses import CohortFactory, EnrolmentFactory, LessonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FALLBACK_CACHES = {
    **base.CACHES,
    "default": {
        "BACKEND": "config.caches.FallbackCache",
        "OPTIONS": {"CACHES": ["redis", "database"]},
    },
    # Nothing listens there: as after a kill.
    "redis": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:9/0",
        "OPTIONS": {"socket_connect_timeout": 0.5},
    },
    "database": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kanal_cache",
    },
}


@pytest.fixture
def _without_redis(settings: object) -> None:
    settings.CACHES = FALLBACK_CACHES
    call_command("createcachetable", verbosity=0)


@pytest.fixture
def _without_cache(_without_redis: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE kanal_cache")


@pytest.mark.usefixtures("_without_redis")
def test_without_redis_values_and_limits_live_in_the_database(
    client: Client, settings: object
) -> None:
    cache = caches["default"]
    cache.set("a", {"b": 1}, 60)
    assert caches["database"].get("a") == {"b": 1}
    assert (cache.get("a"), cache.has_key("a"), cache.delete("a")) == ({"b": 1}, True, True)
    assert cache.add("c", 1, 60)
    assert not cache.add("c", 2, 60)
    UserFactory(email="siti@contoh.example")
    for _attempt in range(5):
        client.post("/accounts/login/", {"login": "siti@contoh.example", "password": "salah"})
    client.post("/accounts/login/", {"login": "siti@contoh.example", "password": PASSWORD})
    assert client.get("/accounts/profil/").status_code == 302


@pytest.mark.usefixtures("_without_redis")
def test_a_place_that_failed_rests_and_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setattr(
        type(caches["redis"]), "get", lambda *args, **more: calls.append(1) or 1 / 0
    )
    monkeypatch.setattr("config.caches.OUTAGES", (ZeroDivisionError,))
    for _time in range(3):
        caches["default"].get("a")
    assert len(calls) == 1
    later = time.monotonic() + REST_SECONDS
    monkeypatch.setattr("config.caches.time.monotonic", lambda: later)
    caches["default"].get("a")
    assert len(calls) == 2


@pytest.mark.usefixtures("_without_cache")
def test_without_any_cache_people_sign_in_learn_and_are_remembered(client: Client) -> None:
    lesson = LessonFactory()
    siti = UserFactory(email="siti@contoh.example")
    EnrolmentFactory(user=siti, cohort=CohortFactory(courses=[lesson.course]))
    assert client.get("/").status_code == 200
    client.post("/accounts/login/", {"login": siti.email, "password": PASSWORD})
    for address in ("/dashboard/", "/channel/", "/kursus/", lesson.url):
        assert client.get(address).status_code == 200, address
    client.post(f"/pelajaran/{lesson.pk}/selesai/")
    assert siti.lesson_progress.get().completed_at is not None
    again = Client()
    again.cookies = client.cookies
    assert again.get("/dashboard/").status_code == 200


@pytest.mark.usefixtures("_without_cache")
def test_readyz_names_each_place_that_is_gone(client: Client) -> None:
    Heartbeat.beat(Heartbeat.SCHEDULER, now=timezone.now())
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["cache"] == "does not answer: redis, database"
    assert response.json()["checks"]["database"] == "ok"


@pytest.mark.usefixtures("_without_redis")
def test_readyz_says_that_one_is_gone_while_the_other_holds(client: Client) -> None:
    assert client.get("/readyz").json()["checks"]["cache"] == "does not answer: redis"
