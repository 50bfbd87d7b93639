"""Steering the sandbox: `/_sandbox/…` on the same port, loopback only.

GET  /_sandbox/health                     {"day", "epoch", "seed", "follow", "channels"}
POST /_sandbox/day      {"day": "2026-08-01"} or {"follow": "clock"}
GET  /_sandbox/ledger                     {"units": {…}, "calls": {…}, "days": {…}}
POST /_sandbox/ledger/reset
POST /_sandbox/quota    {"units": 40}     units per quota day and bucket
POST /_sandbox/faults   [{…}, …]          adds (see `faults`); an empty list takes all away
GET  /_sandbox/truth?day=2026-08-01[&channel=UC…][&uploads=1]
POST /_sandbox/channels [{…}, …]          adds or replaces (see `specs`) -> {"ids": […]}
POST /_sandbox/generate {"count": 10[, "kind": "quiet"]} -> {"ids": […]}
POST /_sandbox/scenario {"channel": "UC…", "event": "terminate"[, "day": …]} (see `specs`)
POST /_sandbox/reset    {["epoch": …][, "seed": …]}: no channel, fault or count is left
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from youtube_integration.sandbox.faults import FaultError, Faults
from youtube_integration.sandbox.ledger import Ledger
from youtube_integration.sandbox.specs import SpecError
from youtube_integration.sandbox.world import World

PREFIX = "/_sandbox/"


@dataclass(slots=True)
class Control:
    """What the control addresses change."""

    world: World
    ledger: Ledger
    faults: Faults
    first_quota: int

    def handle(self, verb: str, name: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        """Status and answer of a control request."""
        action = ACTIONS.get((verb, name))
        if action is None:
            return 404, {"error": f"no {verb} {PREFIX}{name}"}
        try:
            return 200, action(self, query, body)
        except KeyError as error:
            return 400, {"error": f"missing or unknown: {error}"}
        except (SpecError, FaultError, ValueError, TypeError) as error:
            return 400, {"error": str(error)}


def _health(control: Control, query: dict[str, str], body: Any) -> Any:
    world = control.world
    return {
        "day": world.day.isoformat(),
        "epoch": world.epoch.isoformat(),
        "seed": world.seed,
        "follow": "clock" if world.follows_clock else None,
        "channels": len(world),
    }


def _set_day(control: Control, query: dict[str, str], body: Any) -> Any:
    follows = body.get("follow") == "clock"
    control.world.set_day(None if follows else date.fromisoformat(body["day"]))
    return {"day": control.world.day.isoformat()}


def _ledger(control: Control, query: dict[str, str], body: Any) -> Any:
    return control.ledger.usage()


def _reset_ledger(control: Control, query: dict[str, str], body: Any) -> Any:
    control.ledger.reset()
    return control.ledger.usage()


def _quota(control: Control, query: dict[str, str], body: Any) -> Any:
    control.ledger.quota = int(body["units"])
    return {"units": control.ledger.quota}


def _faults(control: Control, query: dict[str, str], body: Any) -> Any:
    if body:
        control.faults.add(body)
    else:
        control.faults.clear()
    return {}


def _truth(control: Control, query: dict[str, str], body: Any) -> Any:
    day = date.fromisoformat(query["day"]) if "day" in query else control.world.day
    return control.world.truth(day, query.get("channel"), "uploads" in query)


def _channels(control: Control, query: dict[str, str], body: Any) -> Any:
    return {"ids": control.world.add(body)}


def _generate(control: Control, query: dict[str, str], body: Any) -> Any:
    return {"ids": control.world.generate(int(body["count"]), body.get("kind"))}


def _scenario(control: Control, query: dict[str, str], body: Any) -> Any:
    control.world.happen(
        body["channel"], {key: value for key, value in body.items() if key != "channel"}
    )
    return {}


def _reset(control: Control, query: dict[str, str], body: Any) -> Any:
    body = body or {}
    epoch = date.fromisoformat(body["epoch"]) if "epoch" in body else None
    control.world.reset(epoch, body.get("seed"))
    control.faults.clear()
    control.ledger.reset()
    control.ledger.quota = control.first_quota
    return _health(control, query, None)


ACTIONS: dict[tuple[str, str], Callable[[Control, dict[str, str], Any], Any]] = {
    ("GET", "health"): _health,
    ("POST", "day"): _set_day,
    ("GET", "ledger"): _ledger,
    ("POST", "ledger/reset"): _reset_ledger,
    ("POST", "quota"): _quota,
    ("POST", "faults"): _faults,
    ("GET", "truth"): _truth,
    ("POST", "channels"): _channels,
    ("POST", "generate"): _generate,
    ("POST", "scenario"): _scenario,
    ("POST", "reset"): _reset,
}
