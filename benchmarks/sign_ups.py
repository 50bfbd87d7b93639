"""A hundred people sign up at once under gunicorn, while an import keeps its database busy."""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import (
    HTTPCookieProcessor,
    HTTPRedirectHandler,
    Request,
    build_opener,
    urlopen,
)

from django.db import connection, transaction
from django.db.models import F

from accounts.models import Region, User
from benchmarks.measuring import report

PEOPLE = 100
PATH = "/accounts/signup/"
#: So long an import holds the database, and so long it lets go.
HELD_SECONDS, FREE_SECONDS = 0.1, 0.1
PATIENCE_SECONDS = 360


def run() -> None:
    known = User.objects.count()
    with gunicorn() as site:
        _status, alone = sign_up(site, "alone")
        with busy_database(), ThreadPoolExecutor(PEOPLE) as crowd:
            responses = list(crowd.map(lambda number: sign_up(site, number), range(PEOPLE)))
    statuses = Counter(status for status, _seconds in responses)
    took = sorted(seconds for _status, seconds in responses)
    print(f"answers: {dict(statuses)}, accounts made: {User.objects.count() - known - 1}")
    for name, measured in (("median", statistics.median(took)), ("slowest", took[-1])):
        report(f"{PEOPLE} sign-ups at once, {name}", measured, "one alone", alone)
    if statuses.keys() != {302}:
        raise SystemExit(f"sign-ups were answered {dict(statuses)}")


class Stay(HTTPRedirectHandler):
    """Where an answer leads is another page, which is not measured."""

    def redirect_request(self, *args: object) -> None:
        return None


@contextmanager
def gunicorn() -> Iterator[str]:
    """The site's address, on the same database, with the hashes and the queue of a real one."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = "127.0.0.1:{1}".format(*free.getsockname())
    variables = {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DEBUG": "False",
        "SITE_URL": f"http://{address}",
        "ALLOWED_HOSTS": "127.0.0.1",
        # Each person comes from an address of their own.
        "TRUSTED_PROXY_COUNT": "1",
    }
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", address]
    running = subprocess.Popen(
        [*command, "--workers", "2", "--threads", "4", "--timeout", "60", "--no-control-socket"],
        env=os.environ | variables,
        # Development shows each mail in the terminal.
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://{address}/healthz")
        yield f"http://{address}"
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait()


def _wait_for(url: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            urlopen(url, timeout=5).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


@contextmanager
def busy_database() -> Iterator[None]:
    """Somebody writes in long transactions, as an import does."""
    stop = threading.Event()

    def write() -> None:
        while not stop.wait(FREE_SECONDS):
            with transaction.atomic():
                Region.objects.update(kecamatan=F("kecamatan"))
                stop.wait(HELD_SECONDS)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        stop.set()
        writer.join()


def sign_up(site: str, number: int | str) -> tuple[int, float]:
    """The status that the filled form is answered with (0: none), and the seconds until then."""
    cookies = CookieJar()
    browser = build_opener(HTTPCookieProcessor(cookies))
    browser.open(site + PATH, timeout=PATIENCE_SECONDS).close()
    token = next(cookie.value for cookie in cookies if "csrf" in cookie.name)
    typed = {
        "csrfmiddlewaretoken": token,
        "name": "Siti Rahayu",
        "email": f"siti.{number}@contoh.example",
        "password1": "bakso-bakar-pedas",
        "consent_participation": "on",
    }
    octet = number if isinstance(number, int) else 255
    headers = {"X-Forwarded-For": f"10.0.0.{octet}", "Cookie": f"csrftoken={token}"}
    start = time.perf_counter()
    status = _post(Request(site + PATH, urlencode(typed).encode(), headers))
    return status, time.perf_counter() - start


def _post(request: Request) -> int:
    try:
        with build_opener(Stay).open(request, timeout=PATIENCE_SECONDS) as response:
            return response.status
    except HTTPError as error:
        return error.code
    except TimeoutError:
        return 0
