"""What is kept where: counts that must hold, answers for visitors, and what pages are made of."""

from __future__ import annotations

from typing import Any

from config.env import env

__all__ = ["CACHES", "REDIS_URL"]

REDIS_URL = env.str("REDIS_URL", default="")


def _falling_back(*names: str, **options: Any) -> dict[str, Any]:
    return {
        "BACKEND": "config.caches.FallbackCache",
        "OPTIONS": {"CACHES": list(names if REDIS_URL else names[1:]), **options},
    }


def _in_memory(backend: str, entries: int) -> dict[str, Any]:
    return {"BACKEND": backend, "LOCATION": backend, "OPTIONS": {"MAX_ENTRIES": entries}}


CACHES: dict[str, dict[str, Any]] = {
    # Rate limits and single looks-up. Wagtail asks it for the sites' paths with every address.
    "default": _falling_back("redis", "database", ALONE={"wagtail_site_root_paths": "renditions"}),
    # Whole answers for visitors; on several machines Redis shares them.
    "pages": _falling_back("redis", "memory"),
    # Wagtail's name. In the database each page would write a row for each of its pictures.
    "renditions": _in_memory("config.caches.ContentMemory", 5000),
    "memory": _in_memory("django.core.cache.backends.locmem.LocMemCache", 1000),
    "database": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kanal_cache",
        # Rate limits are rows here: with Django's 300 a few hundred tries push them out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}
if REDIS_URL:
    CACHES["redis"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        # On the machine or beside it: what takes longer is gone.
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
