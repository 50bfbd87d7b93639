"""Break what Kanal leans on, one after the other, while people learn; print what each cost.

    python -m benchmarks.outages [--port 8111] [--seconds 10] [--postgresql BIN]

Needs root (it mounts two small tmpfs) and redis-server; takes some five minutes and leaves nothing
behind. BIN holds initdb: then a PostgreSQL of its own takes SQLite's place. With DATABASE_URL it
uses that database, which has to be empty and is left full; its disk is not filled.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.outages.learners import Learner, Tally, request_resets, sign_in_again
from benchmarks.outages.site import MuteMailServer, Site, wait_until

BEFORE_SECONDS = AFTER_SECONDS = 3
RESETS_A_PHASE = 6
MAIL_SECONDS = 360


@dataclass
class Outage:
    """What is done to the site, and how it is taken back."""

    name: str
    begin: Callable[[], object]
    end: Callable[[], object]


class Trial:
    """The site, its people, and the addresses that ask for a new password one after the other."""

    def __init__(self, site: Site, learners: list[Learner], password: str) -> None:
        from benchmarks.outages import programme

        self.site = site
        self.learners = learners
        self.password = password
        self.addresses = programme.addresses()
        self.reset_for: list[str] = []

    def run(self, outage: Outage, seconds: float) -> str:
        """One line of the table."""
        from benchmarks.outages import programme

        tally, over = Tally(), threading.Event()
        addresses = [self.addresses.pop() for _turn in range(RESETS_A_PHASE)]
        threads = self._threads(tally, over, addresses)
        for thread in threads:
            thread.start()
        time.sleep(BEFORE_SECONDS)
        outage.begin()
        time.sleep(seconds)
        readiness = self.readiness()
        outage.end()
        time.sleep(AFTER_SECONDS)
        over.set()
        for thread in threads:
            thread.join()
        self.reset_for += addresses
        healed = wait_until(lambda: self.site.status("/readyz") == 200, f"after: {outage.name}", 90)
        lost = programme.lost(self.learners)
        return row(outage.name, tally, lost, readiness, healed)

    def readiness(self) -> str:
        status, body = self.site.get("/readyz")
        try:
            checks = json.loads(body)["checks"]
        except ValueError:
            return str(status)
        wrong = [f"{name}: {words}" for name, words in checks.items() if words != "ok"]
        return f"{status} {'; '.join(wrong)}".strip()

    @property
    def missing(self) -> set[str]:
        return set(self.reset_for) - set(self.site.mail.state.receivers)

    def wait_for_mails(self) -> float:
        """Seconds until each asked for has come, at most six minutes: a claim lasts five."""
        begun = time.monotonic()
        while self.missing and time.monotonic() - begun < MAIL_SECONDS:
            time.sleep(0.5)
        return time.monotonic() - begun

    def _threads(
        self, tally: Tally, over: threading.Event, addresses: list[str]
    ) -> list[threading.Thread]:
        port = self.site.port
        acts: list[tuple[Callable[..., None], tuple[object, ...]]] = [
            (learner.learn, (tally, over)) for learner in self.learners
        ]
        acts.append((sign_in_again, (port, self.addresses[0], self.password, tally, over)))
        acts.append((request_resets, (port, addresses, tally, over)))
        return [threading.Thread(target=act, args=given, daemon=True) for act, given in acts]


def row(name: str, tally: Tally, lost: int, readiness: str, healed: float) -> str:
    broken = ", ".join(
        f"{number} × {page} {status or 'no answer'}"
        for (page, status), number in sorted(tally.broken.items())
    )
    words = f" ({', '.join(sorted(tally.headings))})" if tally.headings else ""
    slowest = f"{tally.slowest:.1f} s ({tally.slowest_page})"
    cells = (
        name,
        tally.requests,
        f"{broken or 0}{words}",
        slowest,
        tally.acknowledged,
        lost,
        readiness,
    )
    return f"| {' | '.join(map(str, cells))}, ready again after {healed:.0f} s |"


def outages(site: Site) -> list[Outage]:
    from benchmarks.outages import programme

    breaks = Breaks(site)
    found = [
        Outage("nothing", lambda: None, lambda: None),
        Outage("Redis killed (kill -9)", site.kill_redis, site.start_redis),
        Outage("Redis killed, the cache's table dropped", breaks.lose_caches, breaks.mend_caches),
        Outage("media mounted read-only", breaks.lock_media, breaks.open_media),
        Outage("SMTP connects and says nothing", breaks.mute_mail, breaks.mend_mail),
    ]
    if programme.is_sqlite() or site.cluster:
        found.append(Outage("the database's disk full", breaks.fill_disk, site.data.make_room))
    if site.cluster:
        found.append(Outage("no room for PostgreSQL's log", breaks.fill_log, breaks.empty_log))
    return found


class Breaks:
    """Acts on the site's surroundings of which one step is not enough."""

    def __init__(self, site: Site) -> None:
        from benchmarks.outages import programme

        self.site = site
        self.programme = programme
        self.mute: MuteMailServer | None = None

    def lose_caches(self) -> None:
        self.programme.drop_cache_table()
        self.site.kill_redis()

    def mend_caches(self) -> None:
        self.programme.make_cache_table()
        self.site.start_redis()

    def lock_media(self) -> None:
        self.programme.forget_sizes()
        self.site.media.read_only(is_so=True)

    def open_media(self) -> None:
        self.site.media.read_only(is_so=False)

    def mute_mail(self) -> None:
        self.site.mail.stop()
        self.mute = MuteMailServer(self.site.mail.state.port)

    def mend_mail(self) -> None:
        if self.mute:
            self.mute.stop()
        self.site.mail.start()

    def fill_disk(self) -> None:
        self.programme.write_back()
        self.site.data.fill()

    def fill_log(self) -> None:
        """PostgreSQL stops itself where a segment of its log cannot be begun."""
        self.site.data.fill()
        time.sleep(2)
        self.programme.begin_segments()

    def empty_log(self) -> None:
        self.site.data.make_room()
        self.site.cluster.start_again()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8111)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--only", type=int, nargs="+", help="these outages alone, from 0")
    parser.add_argument("--postgresql", type=Path, metavar="BIN", help="where initdb lies")
    parser.add_argument("--keep-log", type=Path, metavar="FILE")
    options = parser.parse_args()
    if os.geteuid() != 0 or not shutil.which("redis-server"):
        raise SystemExit("This needs root and redis-server; see the beginning of the file.")
    folder = Path(tempfile.mkdtemp(prefix="kanal-outages-"))
    # PostgreSQL's own user passes through it.
    folder.chmod(0o711)
    site = Site(folder, port=options.port, postgresql=options.postgresql)
    try:
        try_all(site, options.seconds, options.only)
    finally:
        site.stop()
        if options.keep_log:
            shutil.copy(folder / "log", options.keep_log)
        shutil.rmtree(folder)


def try_all(site: Site, seconds: float, only: list[int] | None) -> None:
    os.environ.update(site.environment)
    import django

    django.setup()
    from benchmarks.outages import programme

    programme.load()
    site.start()
    trial = Trial(site, programme.learners(site.port), programme.PASSWORD)
    print("| outage | requests | 5xx and what they said | slowest | marks | lost | /readyz |")
    print("|---|---|---|---|---|---|---|", flush=True)
    chosen = outages(site)
    for outage in [chosen[number] for number in only] if only else chosen:
        print(trial.run(outage, seconds), flush=True)
    waited = trial.wait_for_mails()
    print(
        f"new passwords asked for: {len(trial.reset_for)}, mails that never came: {len(trial.missing)}"
    )
    print(f"the last mail came {waited:.0f} s after all that")


if __name__ == "__main__":
    main()
