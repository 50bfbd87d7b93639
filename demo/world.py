"""The channels of the demo's people, as the sandbox takes them."""

from __future__ import annotations

import base64
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any

from demo.person import HISTORY_DAYS, ChannelPlan, Person

#: Keys of a trajectory's rules and events that hold a day.
DAYS = ("from", "until", "day")


def epoch_of(loaded_on: date) -> date:
    """The first day of the world of a demo that is loaded on that day."""
    return loaded_on - timedelta(days=HISTORY_DAYS)


def channel_id(person: Person) -> str:
    """Made from the person's key, so that the world and the database mean the same channel."""
    digest = blake2b(f"demo {person.key}".encode(), digest_size=32).digest()
    return "UC" + base64.urlsafe_b64encode(digest).decode()[:22]


def channels(people: tuple[Person, ...], epoch: date) -> list[dict[str, Any]]:
    """Every person's channel in the form of youtube_integration/sandbox/specs.py."""
    return [
        _described(person, person.channel, epoch) for person in people if person.channel is not None
    ]


def _described(person: Person, plan: ChannelPlan, epoch: date) -> dict[str, Any]:
    today = epoch + timedelta(days=HISTORY_DAYS)
    return {
        "id": channel_id(person),
        "handle": person.handle,
        "title": plan.title,
        "description": plan.description,
        "created": _iso(plan.created, today),
        "country": "ID",
        "trajectory": {
            **plan.trajectory,
            "uploads": [_dated(rule, today) for rule in plan.trajectory.get("uploads", ())],
            "events": [_dated(event, today) for event in plan.trajectory.get("events", ())],
        },
    }


def _dated(values: dict[str, Any], today: date) -> dict[str, Any]:
    return {key: _iso(value, today) if key in DAYS else value for key, value in values.items()}


def _iso(day: int, today: date) -> str:
    return (today + timedelta(days=day)).isoformat()
