"""All pictures of the course Cerita dari Gang Sendiri, by file stem."""

from __future__ import annotations

from demo.drawing.cerita_dari_gang_sendiri_posters import posters
from demo.drawing.cerita_dari_gang_sendiri_scenes import figures, scenes

COURSE = "cerita-dari-gang-sendiri"


def pictures() -> dict[str, str]:
    return posters() | figures() | scenes()
