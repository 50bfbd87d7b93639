"""A cache that goes on without its server: what is gone is looked for in the next place.

    CACHES["default"] = {"BACKEND": "config.caches.FallbackCache",
                         "OPTIONS": {"CACHES": ["redis", "database"]}}

A place that failed is left alone for some seconds, so that a server which does not answer costs one
time-out and not one a request. Where every place fails, nothing is found and nothing is kept:
pages work without a cache. Rate limits then hold nobody back, and /readyz says so.

`ContentMemory` is for what is derived from the content and asked for by every page.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial
from typing import Any, TypeVar

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.db import DatabaseError, InterfaceError, router, transaction
from django.utils import timezone
from redis.exceptions import RedisError

from cms import content_version

logger = logging.getLogger(__name__)

OUTAGES = (RedisError, OSError, DatabaseError, InterfaceError)
#: So long a place that failed is not asked again by this process.
REST_SECONDS = 5
Result = TypeVar("Result")


class ContentMemory(LocMemCache):
    """What is right for one version of the content: no process needs to hear that it went.

    Nobody reads from it, and nothing is kept, inside a transaction that changes the content.
    """

    def make_key(self, key: Any, version: int | None = None) -> str:
        of_now = content_version.current(timezone.now())
        return super().make_key(f"{of_now}:{key}", version)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return default if content_version.is_changing() else super().get(key, default, version)

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        if not content_version.is_changing():
            super().set(key, value, timeout, version)

    def delete(self, key: Any, version: int | None = None) -> bool:
        return not content_version.is_changing() and super().delete(key, version)


class FallbackCache(BaseCache):
    """CACHES are asked in their order; ALONE names keys that one other cache holds instead."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        options = params.get("OPTIONS", {})
        self._names: list[str] = options["CACHES"]
        self._alone: dict[str, str] = options.get("ALONE", {})
        self._resting: dict[str, float] = {}

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        return self._call(key, lambda cache: cache.add(key, value, timeout, version), True)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._call(key, lambda cache: cache.get(key, default, version), default)

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self._call(key, lambda cache: cache.set(key, value, timeout, version), None)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._call(key, lambda cache: cache.touch(key, timeout, version), False)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._call(key, lambda cache: cache.delete(key, version), False)

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._call(key, lambda cache: cache.has_key(key, version), False)

    def clear(self) -> None:
        for _name, cache in self._awake(self._names):
            self._call(None, partial(_cleared, cache), None)

    def _call(self, key: Any, question: Callable[[BaseCache], Result], nothing: Result) -> Result:
        """The first cache's answer that comes."""
        alone = self._alone.get(key)
        for name, cache in self._awake([alone] if alone else self._names):
            try:
                with _apart(cache):
                    return question(cache)
            except OUTAGES as error:
                self._resting[name] = time.monotonic() + REST_SECONDS
                logger.error("Cache %s does not answer: %s", name, type(error).__name__)
        return nothing

    def _awake(self, names: list[str]) -> Iterator[tuple[str, BaseCache]]:
        now = time.monotonic()
        for name in names:
            if self._resting.get(name, 0) <= now:
                yield name, caches[name]


def _cleared(cache: BaseCache, _key: BaseCache) -> None:
    cache.clear()


def _apart(cache: BaseCache) -> Any:
    """A statement that fails spoils the transaction around it, on PostgreSQL: give it its own."""
    if not isinstance(cache, DatabaseCache):
        return nullcontext()
    database = router.db_for_read(cache.cache_model_class)
    in_transaction = transaction.get_connection(database).in_atomic_block
    return transaction.atomic(using=database) if in_transaction else nullcontext()


def outages() -> list[str]:
    """Names of the places that do not take and give back a value now."""
    default = caches["default"]
    names = default._names if isinstance(default, FallbackCache) else ["default"]
    return [name for name in names if not _works(caches[name])]


def _works(cache: BaseCache) -> bool:
    try:
        with _apart(cache):
            cache.set("readyz", "ok", 60)
            return cache.get("readyz") == "ok"
    except OUTAGES:
        return False
