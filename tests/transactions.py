"""Nothing slow inside a write transaction: no hash of a password, no connection to anywhere.

While a transaction that the code under test began is open, SQLite lets nobody else write and
PostgreSQL holds rows. The block that pytest-django puts around each test does not count.
"""

from __future__ import annotations

import functools
import socket
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import get_hasher
from django.db import connection, connections
from django.db.transaction import Atomic

ROOT = Path(__file__).resolve().parent.parent


def in_a_transaction_of_the_code() -> bool:
    return any(
        not block._from_testcase
        for connection in connections.all(initialized_only=True)
        for block in connection.atomic_blocks
    )


def way_here() -> list[str]:
    """The lines of ours that led here, outermost first."""
    return [
        f"{path.relative_to(ROOT)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_stack()
        if (path := Path(frame.filename)).is_relative_to(ROOT)
        and ".venv" not in path.parts
        and path != Path(__file__)
    ]


@contextmanager
def watched() -> Iterator[list[str]]:
    """Lists what was slow inside a transaction, in every thread of this process."""
    found: list[str] = []

    def noting(what: str, act: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(act)
        def noted(*args: Any, **options: Any) -> Any:
            if in_a_transaction_of_the_code():
                way = way_here()
                # People whom a test makes up inside a transaction of its own.
                if not any(line.startswith("tests/factories/") for line in way):
                    found.append(f"{what} inside a transaction: {' > '.join(way[-4:])}")
            return act(*args, **options)

        return noted

    hasher = type(get_hasher())
    with pytest.MonkeyPatch.context() as patch:
        # Checking a password encodes what was typed.
        patch.setattr(hasher, "encode", noting("a hash", hasher.encode))
        patch.setattr(socket.socket, "connect", noting("a connection", socket.socket.connect))
        yield found


@contextmanager
def statements_by_transaction() -> Iterator[list[int]]:
    """Lists how many statements each outermost transaction of the code ran, one after the other.

    An act in which they grow with the rows is a long loop: whoever writes besides waits for it.
    """
    counts: list[int] = []
    enter = Atomic.__enter__

    def entered(block: Atomic) -> None:
        if not in_a_transaction_of_the_code():
            counts.append(0)
        enter(block)

    def counted(execute: Callable[..., Any], *statement: Any) -> Any:
        if in_a_transaction_of_the_code():
            counts[-1] += 1
        return execute(*statement)

    with pytest.MonkeyPatch.context() as patch, connection.execute_wrapper(counted):
        patch.setattr(Atomic, "__enter__", entered)
        yield counts


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Noted and told at the end: raised on the spot, the code's own care would swallow it."""
    if not settings.configured:
        return (yield)
    with watched() as found:
        outcome = yield
    if found:
        pytest.fail("\n".join(dict.fromkeys(found)), pytrace=False)
    return outcome
