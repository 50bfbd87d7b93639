"""No requirement of the locks is left for pip to resolve.

pip before 24 does not take `name==1.0 --hash=…` for an answer to `name[extra]` that another package
asks for: it looks for the newest release, whose hash no lock can hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-mutants.lock"]

Pins = dict[str, Requirement]


def pins_of(lock: str) -> Pins:
    """The requirements of a lock by name: the lines that are neither hash nor comment."""
    lines = [line for line in lock.splitlines() if line and line[0] not in " #"]
    found = [Requirement(line.removesuffix("\\").strip()) for line in lines]
    return {canonicalize_name(each.name): each for each in found}


def asked_by(pin: Requirement) -> Iterator[Requirement]:
    """What the pinned package wants here, with its extras; nothing where it is not installed."""
    try:
        wanted = requires(pin.name) or []
    except PackageNotFoundError:
        return
    for each in map(Requirement, wanted):
        if each.marker is None or any(_applies(each.marker, e) for e in ["", *pin.extras]):
            yield each


def _applies(marker: Marker, extra: str) -> bool:
    return marker.evaluate({"extra": extra})


def left_open(pins: Pins) -> list[str]:
    """Each requirement that an old pip would resolve anew, and what the lock says instead."""
    wanted = [(pin, want) for pin in pins.values() for want in asked_by(pin)]
    missing = [
        f"{pin.name} asks for {want.name}[{','.join(sorted(want.extras))}]"
        for pin, want in wanted
        if not want.extras <= pins.get(canonicalize_name(want.name), want).extras
        or canonicalize_name(want.name) not in pins
    ]
    open_ended = [str(pin) for pin in pins.values() if not str(pin.specifier).startswith("==")]
    return missing + open_ended


@pytest.mark.parametrize("name", LOCKS)
def test_every_extra_is_pinned_with_its_base(name: str) -> None:
    pins = pins_of((ROOT / name).read_text())

    assert len(pins) > 20
    assert left_open(pins) == []


def test_a_base_pinned_without_the_extra_that_is_asked_for_is_found() -> None:
    lock = (ROOT / "requirements-dev.lock").read_text()
    assert "\ncoverage[toml]==" in lock

    pins = pins_of(lock.replace("\ncoverage[toml]==", "\ncoverage=="))

    assert left_open(pins) == ["pytest-cov asks for coverage[toml]"]


def test_a_requirement_without_its_one_version_is_found() -> None:
    assert left_open(pins_of("tqdm>=4 \\\n    --hash=sha256:00\n")) == ["tqdm>=4"]
