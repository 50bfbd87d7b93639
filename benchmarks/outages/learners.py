"""30 people who read and mark, one who signs in again and again, one who asks for new passwords."""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from itertools import count
from urllib.parse import urlencode

PAUSE_SECONDS = 0.1
TOKEN = "k" * 32
TIMEOUT_SECONDS = 60
WORDS = re.compile(rb"<h1[^>]*>(.*?)</h1>", re.DOTALL)


@dataclass
class Tally:
    """What a phase's requests came to; `broken` counts page and status from 500 on (0: no answer)."""

    requests: int = 0
    slowest: float = 0.0
    slowest_page: str = ""
    acknowledged: int = 0
    broken: Counter[tuple[str, int]] = field(default_factory=Counter)
    headings: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, page: str, status: int, seconds: float, body: bytes) -> None:
        with self.lock:
            self.requests += 1
            if seconds > self.slowest:
                self.slowest, self.slowest_page = seconds, page
            if status == 0 or status >= 500:
                self.broken[page, status] += 1
                heading = WORDS.search(body)
                self.headings.add(heading[1].decode().strip() if heading else "nothing")


@dataclass
class Browser:
    """One person's cookies at the site."""

    port: int
    cookies: dict[str, str]

    def send(
        self, tally: Tally, page: str, path: str, form: dict[str, str] | None = None
    ) -> tuple[int, str]:
        """Status (0 without an answer) and where the answer leads."""
        body = None if form is None else urlencode({"csrfmiddlewaretoken": TOKEN, **form})
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Origin": f"http://127.0.0.1:{self.port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        begun = time.monotonic()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_SECONDS)
        status, leads_to, content = 0, "", b""
        try:
            connection.request("GET" if form is None else "POST", path, body, headers)
            response = connection.getresponse()
            content = response.read()
            status, leads_to = response.status, response.headers.get("Location", "")
            self._store_cookies(response.headers.get_all("Set-Cookie") or [])
        except (OSError, HTTPException):
            pass
        finally:
            connection.close()
        tally.note(page, status, time.monotonic() - begun, content)
        return status, leads_to

    def _store_cookies(self, lines: list[str]) -> None:
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                if name != "csrftoken":
                    self.cookies[name] = morsel.value


@dataclass
class Learner:
    """`may_be` holds, for each lesson's id, what the database may say after the last answer."""

    user_id: int
    browser: Browser
    lessons: list[tuple[int, str]]
    may_be: dict[int, set[bool]] = field(default_factory=dict)
    turns: count[int] = field(default_factory=count)

    def learn(self, tally: Tally, over: threading.Event) -> None:
        while not over.is_set():
            pk, address = self.lessons[(next(self.turns) + self.user_id) % len(self.lessons)]
            self.browser.send(tally, "dashboard", "/dashboard/")
            self.browser.send(tally, "catalogue", "/kursus/")
            self.browser.send(tally, "lesson", address)
            self._mark(tally, pk, address)
            over.wait(PAUSE_SECONDS)

    def _mark(self, tally: Tally, pk: int, address: str) -> None:
        before = self.may_be.get(pk, {False})
        wanted = before != {True}
        verb = "selesai" if wanted else "belum"
        status, leads_to = self.browser.send(tally, "mark", f"/pelajaran/{pk}/{verb}/", {})
        if status == 302 and leads_to.startswith(address):
            self.may_be[pk] = {wanted}
            with tally.lock:
                tally.acknowledged += 1
        else:
            self.may_be[pk] = {wanted, *before}


def sign_in_again(
    port: int, address: str, password: str, tally: Tally, over: threading.Event
) -> None:
    while not over.wait(1):
        browser = Browser(port, {"csrftoken": TOKEN})
        form = {"login": address, "password": password}
        browser.send(tally, "sign-in", "/accounts/login/", form)


def request_resets(port: int, addresses: list[str], tally: Tally, over: threading.Event) -> None:
    """What is asked is dropped from `addresses` unless the site acknowledged it."""
    for address in list(addresses):
        over.wait(2)
        browser = Browser(port, {"csrftoken": TOKEN})
        form = {"email": address}
        status, _to = browser.send(tally, "new password", "/accounts/password/reset/", form)
        if status != 302:
            addresses.remove(address)
