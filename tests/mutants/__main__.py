"""`python -m tests.mutants [--sample N] [--seed N] [FILE …]`: mutants of the rules, and who is not caught.

Without files, all modules named in `RULES`. A mutant is run against the tests of its app's folder
that reach its lines. `known.txt` beside this file names survivors that are no fault, with why.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

from tests.mutants.making import Spot, mutants_of, spots_of
from tests.mutants.running import CAUGHT, SURVIVED, UNREACHED, run

#: Acts, models, permissions, importing, syncing, questions.
RULES = (
    "accounts/claims.py accounts/consenting.py accounts/erasing.py accounts/facts.py "
    "accounts/names.py accounts/people.py accounts/permissions.py accounts/sessions.py "
    "accounts/models/*.py "
    "cohorts/access.py cohorts/channel_progress.py cohorts/closing.py cohorts/enrolling.py "
    "cohorts/permissions.py cohorts/importing/*.py cohorts/models/*.py "
    "courses/models/*.py "
    "learning/completing.py learning/due.py learning/ticking.py learning/weeks.py "
    "learning/models/*.py "
    "reports/filters.py reports/questions/*.py "
    "youtube_integration/addresses.py youtube_integration/growth.py "
    "youtube_integration/connecting/*.py youtube_integration/syncing/*.py "
    "youtube_integration/retaining.py youtube_integration/models/*.py"
).split()
#: Besides an app's own folder, where its rules are tested, too.
ALSO_IN = {
    "accounts": ["tests/cohorts"],
    "cohorts": ["tests/learning"],
    "courses": ["tests/learning", "tests/cohorts"],
    "learning": ["tests/reports"],
    "youtube_integration": ["tests/cohorts"],
}
KNOWN = Path(__file__).with_name("known.txt")
RESULTS = Path("var/mutants")
ENOUGH = 85


def modules() -> list[Path]:
    return sorted({path for pattern in RULES for path in Path().glob(pattern)})


def known() -> dict[str, str]:
    """Why each named survivor is none, by its name."""
    lines = [line for line in KNOWN.read_text().splitlines() if line and not line.startswith("#")]
    return {
        name.strip(): why.strip() for name, _, why in (line.partition("  # ") for line in lines)
    }


def chosen(paths: list[Path], sample: int | None, seed: int) -> dict[str, list[Spot]]:
    """What is to be changed, by app; a sample is the same for the same seed and sources."""
    spots = [spot for path in paths for spot in spots_of(path)]
    if sample is not None and sample < len(spots):
        spots = random.Random(seed).sample(spots, sample)
    apps: dict[str, list[Spot]] = defaultdict(list)
    for spot in sorted(spots, key=lambda spot: (spot.module, spot.line)):
        apps[spot.module.partition("/")[0]].append(spot)
    return apps


def report(results: list[dict]) -> bool:
    """Print the table and every survivor without a reason; whether enough were caught."""
    reasons = known()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for each in results:
        outcome = each["outcome"]
        if outcome in (SURVIVED, UNREACHED) and each["name"] in reasons:
            outcome = "known"
        counts[each["name"].partition(" ")[0]][outcome] += 1
        if outcome in (SURVIVED, UNREACHED):
            print(f"{outcome}: {each['name']}  ({each['operator']}, line {each['line']})")
    total: Counter[str] = Counter()
    print(f"\n{'module':48} caught  left  known  not planted")
    for module, count in sorted(counts.items()):
        total += count
        _line(module, count)
    _line("all", total)
    judged = total[CAUGHT] + total[SURVIVED] + total[UNREACHED]
    share = 100 * total[CAUGHT] / judged if judged else 100.0
    print(f"{share:.1f} % of {judged} mutants were caught; {ENOUGH} % are wanted.")
    return share >= ENOUGH


def _line(name: str, count: Counter[str]) -> None:
    left = count[SURVIVED] + count[UNREACHED]
    print(f"{name:48} {count[CAUGHT]:6} {left:5} {count['known']:6} {count['not plantable']:12}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--app", help=argparse.SUPPRESS)
    parser.add_argument("--results", type=Path, default=RESULTS / "last.jsonl")
    given = parser.parse_args()
    apps = chosen(given.files or modules(), given.sample, given.seed)
    if given.app:
        mutants = list(mutants_of(apps[given.app]))
        tests = [f"tests/{given.app}", *ALSO_IN.get(given.app, [])]
        return run(mutants, tests, given.results)
    given.results.parent.mkdir(parents=True, exist_ok=True)
    given.results.write_text("")
    for app, spots in apps.items():
        print(f"{app}: {len(spots)} places to change", flush=True)
        again = [sys.executable, *sys.orig_argv[1:], "--app", app, "--results", str(given.results)]
        log = given.results.with_name(f"{app}.log")
        with log.open("w") as output:
            ended = subprocess.run(again, stdout=output, check=False).returncode
        if ended not in (0, 5):
            print(f"{app}: the run broke off ({ended}), see {log}", flush=True)
    return 0 if report([json.loads(line) for line in given.results.open()]) else 1


if __name__ == "__main__":
    sys.exit(main())
