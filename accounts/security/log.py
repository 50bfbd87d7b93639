"""One line for each event at the login of accounts, without anybody's data but their numbers.

Neither address nor name, nor where somebody sat: the proxy's log holds network addresses under its
own rules of keeping. `docs/security.md` lists the events.
"""

from __future__ import annotations

import logging
import re
from functools import partial
from typing import Any

from allauth.core import context
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest

logger = logging.getLogger("kanal.security")

#: A line and its fields must be tellable apart, whatever a value holds.
NO_PART_OF_A_VALUE = re.compile(r"[^\w.,:/<>()+-]")


def record(
    event: str,
    *,
    account: AbstractBaseUser | AnonymousUser | int | None = None,
    request: HttpRequest | None = None,
    **details: Any,
) -> None:
    """Write `event=… account=… by=…` at once; None is "-". `by` is who sits at the browser."""
    fields = {"event": event, "account": _number(account), "by": _number(_signed_in(request))}
    line = {**fields, **details}
    logger.info(" ".join(f"{name}={_value(value)}" for name, value in line.items()))


def record_on_commit(event: str, *, account: int | None, **details: Any) -> None:
    """The same for a change of rows: a change that is taken back is none."""
    by = _number(_signed_in(None))
    write = partial(record, event, account=account, **{"by": by, **details})
    transaction.on_commit(write, robust=True)


def _signed_in(request: HttpRequest | None) -> AbstractBaseUser | AnonymousUser | None:
    request = request or context.request
    return getattr(request, "user", None)


def _number(account: AbstractBaseUser | AnonymousUser | int | None) -> int | None:
    return account if isinstance(account, int) else getattr(account, "pk", None)


def _value(value: object) -> str:
    return "-" if value in (None, "") else NO_PART_OF_A_VALUE.sub("_", str(value))
