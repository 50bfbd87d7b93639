"""What the channels of people outside `featured_people` do, as trajectories of the sandbox."""

from __future__ import annotations

from random import Random
from typing import Any

TITLES = [
    "Sehari penuh, dipotong semenit",
    "Yang paling sering ditanyakan tetangga",
    "Salahku minggu lalu, jangan ditiru",
    "Tiga hal sebelum mulai",
    "Sebelum dan sesudah",
    "Dicoba dari nol",
    "Alat yang selalu kubawa",
    "Cerita di balik pesanan pertama",
    "Suara paling enak di tempat ini",
    "Kalau hujan, begini jadinya",
]

#: name: (days between uploads or None, days from beginning until the last one or None, kind,
#: subscribers, videos at the start, subscribers a day, views of a video)
PATHS: dict[str, tuple[float | None, int | None, str, int, int, float, int]] = {
    "rutin": (7, None, "long", 40, 3, 0.9, 90),
    "rajin": (3.5, None, "long", 60, 5, 1.6, 140),
    "jarang": (13, None, "long", 35, 4, 0.4, 70),
    "berhenti": (6, 24, "long", 22, 2, 0.3, 55),
    "pendek": (4, None, "short", 14, 0, 0.8, 60),
    "lama": (None, None, "long", 70, 12, 0.1, 40),
    "kosong": (None, None, "long", 2, 0, 0.0, 0),
    "besar": (9, None, "long", 2310, 28, 2.4, 380),
}


def trajectory(path: str, *, key: str, begins: int) -> dict[str, Any]:
    """One of `PATHS`, a little different for each `key`; uploads begin soon after `begins`."""
    every, lasting, kind, subscribers, videos, gained, seen = PATHS[path]
    draw = Random(key)
    start = {
        "subscribers": round(subscribers * draw.uniform(0.7, 1.4)),
        "views": round(videos * draw.uniform(180, 420)),
        "videos": videos,
    }
    first = begins + draw.randint(3, 9)
    titles = draw.sample(TITLES, k=len(TITLES))
    rule = {"every_days": every, "from": first, "kind": kind, "titles": titles}
    if lasting is not None:
        rule["until"] = first + lasting
    return {
        "kind": "silent",
        "start": start,
        "uploads": [rule] if every else [],
        "per_day": {
            "subscribers": gained * draw.uniform(0.7, 1.3),
            "views": videos * draw.uniform(1.5, 4.0),
        },
        "video_views": seen * draw.uniform(0.7, 1.3),
    }
