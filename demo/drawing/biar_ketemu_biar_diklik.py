"""Pictures of the course Biar Ketemu, Biar Diklik, gathered from one module of drawings per module."""

from __future__ import annotations

from demo.drawing import (
    biar_ketemu_biar_diklik_settings,
    biar_ketemu_biar_diklik_thumbnails,
    biar_ketemu_biar_diklik_titles,
)

COURSE = "biar-ketemu-biar-diklik"


def pictures() -> dict[str, str]:
    """File stem to SVG text."""
    return (
        biar_ketemu_biar_diklik_titles.pictures()
        | biar_ketemu_biar_diklik_thumbnails.pictures()
        | biar_ketemu_biar_diklik_settings.pictures()
    )
