"""Start the sandbox: `python -m youtube_integration.sandbox --help`."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn

from youtube_integration.sandbox.channels import JAKARTA
from youtube_integration.sandbox.discovery import Discovery, shipped_document
from youtube_integration.sandbox.server import SandboxServer
from youtube_integration.sandbox.specs import KINDS, SpecError
from youtube_integration.sandbox.world import World

DESCRIPTION = (
    "A local YouTube (Data API v3) on 127.0.0.1 over a made-up world that grows day by day; "
    "steered under /_sandbox/ (see youtube_integration/sandbox/control.py)."
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The sandbox's options, also those of `manage.py sandbox`."""
    parser.add_argument("--port", type=int, default=8799, help="0 takes a free one")
    parser.add_argument("--epoch", type=date.fromisoformat, help="the world's first day (today)")
    parser.add_argument("--day", type=date.fromisoformat, help="fix the day (follows the clock)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--channels",
        type=Path,
        help="JSON list of channels (see specs.py), or an object that holds it as `channels`; "
        "known ones stay as the state has them",
    )
    parser.add_argument("--generate", type=int, default=0, metavar="N", help="make N channels")
    parser.add_argument("--kind", choices=list(KINDS), help="all generated ones of this kind")
    parser.add_argument("--state", type=Path, help="keeps epoch, day, channels over a restart")
    parser.add_argument("--quota", type=int, default=10_000, help="units per quota day and bucket")
    parser.add_argument("--discovery", type=Path, help="the API's description (the shipped one)")


def server_for(options: argparse.Namespace) -> SandboxServer:
    """The server that the options ask for, listening. Raises OSError, SpecError, ValueError."""
    restored = bool(options.state and options.state.exists())
    epoch = options.epoch or datetime.now(UTC).astimezone(JAKARTA).date()
    world = World(epoch, options.seed, state_file=options.state)
    if options.day:
        world.set_day(options.day)
    if options.channels:
        content = json.loads(options.channels.read_text(encoding="utf-8"))
        described = content["channels"] if isinstance(content, dict) else content
        # What happened to a channel since is in the state, and stays.
        world.add(raw for raw in described if not (restored and raw.get("id") in world))
    if options.generate and not restored:
        world.generate(options.generate, options.kind)
    discovery = Discovery(options.discovery or shipped_document())
    return SandboxServer(options.port, world, discovery, quota=options.quota)


def _stop_at_once(*_signal: object) -> NoReturn:
    os._exit(0)  # nothing waits to be written: state is kept at each change


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until a signal comes; 1 when it could not start."""
    parser = argparse.ArgumentParser(prog="sandbox", description=DESCRIPTION)
    add_options(parser)
    options = parser.parse_args(arguments)
    try:
        server = server_for(options)
    except (OSError, SpecError, ValueError) as error:
        print(f"sandbox: {error}", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, _stop_at_once)
    if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:  # a runner's children ignore it
        signal.signal(signal.SIGINT, _stop_at_once)
    world = server.world
    print(f"sandbox: {server.endpoint} epoch={world.epoch} day={world.day}", flush=True)
    server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
