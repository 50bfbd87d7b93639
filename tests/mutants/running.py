"""A pytest plugin that runs, for each mutant, the tests that reach it, in a fork of one session.

The session is set up once: modules imported, the database migrated, the sandbox started. A first
fork runs every test and notes which lines each of them reaches; then each mutant gets a fork in
which it is planted, and the tests that reach its lines run until one fails. The database is put
back as a file between forks.
"""

from __future__ import annotations

import json
import os
import pickle
import shutil
import signal
import tempfile
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import coverage
import pytest
from django.db import connections

from tests.mutants.planting import Mutant, NotPlantable, plant

CAUGHT, SURVIVED, UNREACHED, NOT_PLANTABLE = "caught", "survived", "unreached", "not plantable"
PLANT_FAILED = 77
#: Of many tests that reach a line the quickest run, the module's own first.
MOST_TESTS = 120
LONGEST_SECONDS = 90.0
#: So many tests, from everywhere, run once more with nothing planted.
CONTROLLED = 50


@dataclass
class Broken:
    """The work in a fork failed by itself, not a test in it."""

    why: str


@dataclass
class Reach:
    """Per test: its seconds, whether it passed, and the lines it reaches by file."""

    seconds: dict[str, float]
    failed: set[str]
    by_line: dict[str, dict[int, set[str]]]

    def tests_of(self, mutant: Mutant) -> list[str]:
        """Quickest first, those named after the module before all others."""
        lines = self.by_line.get(mutant.module, {})
        span = range(mutant.line, mutant.last_line + 1)
        found = {test for line in span for test in lines.get(line, ())}
        if not found:
            # What runs at import: whoever uses the module.
            found = (
                {test for tests in lines.values() for test in tests}
                if _at_import(mutant)
                else found
            )
        own = f"test_{Path(mutant.module).stem.strip('_')}"
        ordered = sorted(
            found - self.failed, key=lambda test: (own not in test, self.seconds[test])
        )
        return ordered[:MOST_TESTS]


def _at_import(mutant: Mutant) -> bool:
    return not mutant.within or mutant.operator == "RemoveDecorator" or mutant.within[:1].isupper()


class MutantRun:
    """Takes the place of pytest's own loop over the tests."""

    def __init__(self, mutants: list[Mutant], report: Callable[[Mutant, str, str], None]) -> None:
        self.mutants = mutants
        self.report = report
        #: Tests that have caught something, and pass by themselves where nothing is planted.
        self.trusted: set[str] = set()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        by_id = {item.nodeid: item for item in session.items}
        _set_up(session)
        with Database() as database:
            reach = _in_fork(database, lambda: _measure(session, {m.module for m in self.mutants}))
            if not isinstance(reach, Reach):
                raise RuntimeError(f"the tests could not be measured: {reach}")
            passed = [by_id[test] for test in reach.seconds if test not in reach.failed]
            _control(database, passed[:: len(passed) // CONTROLLED + 1])
            for mutant in self.mutants:
                tests = reach.tests_of(mutant)
                items = sorted((by_id[test] for test in tests), key=_is_transactional)
                limit = min(10 + 5 * sum(reach.seconds[test] for test in tests), LONGEST_SECONDS)
                outcome, by = _outcome(database, mutant, items, limit)
                if by in by_id and by not in self.trusted:
                    _control(database, [by_id[by]])
                    self.trusted.add(by)
                self.report(mutant, outcome, by)
        session.testscollected = 0
        return True


def _set_up(session: pytest.Session) -> None:
    """Run one test of the database, so that what lasts for the session is there before forks."""
    first = next(item for item in session.items if item.get_closest_marker("django_db"))
    others = [item for item in session.items if item is not first]
    first.config.hook.pytest_runtest_protocol(item=first, nextitem=others[0])


class Database:
    """The migrated SQLite file, put back before each fork."""

    def __enter__(self) -> Database:
        connections.close_all()
        self.file = Path(str(connections["default"].settings_dict["NAME"]))
        self.pristine = Path(tempfile.mkdtemp(prefix="kanal-mutants-")) / "pristine.sqlite3"
        shutil.copyfile(self.file, self.pristine)
        return self

    def put_back(self) -> None:
        for beside in ("-wal", "-shm"):
            Path(f"{self.file}{beside}").unlink(missing_ok=True)
        shutil.copyfile(self.pristine, self.file)

    def __exit__(self, *_: object) -> None:
        self.put_back()
        shutil.rmtree(self.pristine.parent)


def _measure(session: pytest.Session, modules: set[str]) -> Reach:
    files = {str(Path(module).resolve()): module for module in modules}
    counted = coverage.Coverage(
        data_file=None, include=list(files), messages=False, config_file=False
    )
    seconds, failed = {}, set[str]()
    counted.start()
    start = time.monotonic()
    for item, following in _with_following(session.items):
        counted.switch_context(item.nodeid)
        if not _passes(item, following):
            failed.add(item.nodeid)
        seconds[item.nodeid], start = time.monotonic() - start, time.monotonic()
    counted.stop()
    data, by_line = counted.get_data(), defaultdict(dict)
    for file in data.measured_files():
        lines = data.contexts_by_lineno(file).items()
        by_line[files[file]] = {line: {test for test in tests if test} for line, tests in lines}
    return Reach(seconds, failed, dict(by_line))


def _control(database: Database, items: list[pytest.Item]) -> None:
    """Nothing planted, nothing caught: or mutants would be, for another reason."""
    caught = _in_fork(database, lambda: list(_failing(items)))
    if caught != []:
        raise RuntimeError(f"Without a mutant these fail, too: {caught}")


def _outcome(
    database: Database, mutant: Mutant, items: list[pytest.Item], limit: float
) -> tuple[str, str]:
    """What became of a mutant, and the test that caught it."""
    if not items:
        return UNREACHED, ""

    def run() -> str:
        plant(mutant)
        return next(_failing(items), "")

    result = _in_fork(database, run, limit)
    if result is NotPlantable:
        return NOT_PLANTABLE, ""
    if isinstance(result, Broken):
        raise RuntimeError(f"{mutant.name}\n{result.why}")
    if result is None:
        return CAUGHT, "it never ended"
    return (CAUGHT, result) if result else (SURVIVED, f"{len(items)} tests")


def _failing(items: list[pytest.Item]) -> Iterator[str]:
    return (
        item.nodeid for item, following in _with_following(items) if not _passes(item, following)
    )


def _with_following(items: list[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item]]:
    """Each with another one after it, for which pytest keeps the fixtures of the session."""
    session = items[0].session
    other = next(item for item in session.items if item is not items[-1])
    # What the last test before the fork left standing is for the next one of its file alone.
    session._setupstate.teardown_exact(items[0])
    return zip(items, [*items[1:], other], strict=True)


def _passes(item: pytest.Item, following: pytest.Item) -> bool:
    outcomes = _Outcomes()
    item.config.pluginmanager.register(outcomes)
    try:
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    finally:
        item.config.pluginmanager.unregister(outcomes)
    return not outcomes.failed


class _Outcomes:
    failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed |= report.failed and not hasattr(report, "wasxfail")


def _in_fork(database: Database, work: Callable[[], Any], limit: float | None = None) -> Any:
    """What `work` returns in a process of its own; None where it did not return in time."""
    database.put_back()
    result_file = Path(tempfile.mkstemp(prefix="kanal-mutant-")[1])
    child = os.fork()
    if child == 0:
        _work_alone(work, result_file)
    try:
        _wait(child, limit)
        data = result_file.read_bytes()
        return pickle.loads(data) if data else None
    finally:
        result_file.unlink()


def _work_alone(work: Callable[[], Any], result_file: Path) -> None:
    os.setsid()
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    try:
        try:
            found = work()
        except NotPlantable:
            found = NotPlantable
        except BaseException:
            found = Broken(traceback.format_exc())
        result_file.write_bytes(pickle.dumps(found))
    finally:
        os._exit(0)


def _wait(child: int, limit: float | None) -> None:
    until = time.monotonic() + limit if limit else None
    while not os.waitpid(child, os.WNOHANG)[0]:
        if until and time.monotonic() > until:
            with suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return
        time.sleep(0.01)


def _is_transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


def run(mutants: list[Mutant], tests: list[str], results: Path) -> int:
    """Run the mutants against those tests; each outcome is a line of JSON as soon as it is known."""
    with results.open("a") as lines:

        def report(mutant: Mutant, outcome: str, by: str) -> None:
            entry = {"name": mutant.name, "operator": mutant.operator, "line": mutant.line}
            print(json.dumps({**entry, "outcome": outcome, "by": by}), file=lines, flush=True)

        options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not browser", *tests]
        return int(pytest.main(options, plugins=[MutantRun(mutants, report)]))
