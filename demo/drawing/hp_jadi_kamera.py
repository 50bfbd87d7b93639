"""Pictures of the course HP Jadi Kamera: posters, figures and storyboard scenes of its three modules."""

from __future__ import annotations

from demo.drawing import hp_jadi_kamera_m1, hp_jadi_kamera_m2, hp_jadi_kamera_m3

COURSE = "hp-jadi-kamera"


def pictures() -> dict[str, str]:
    """File stem → SVG text."""
    return {
        **hp_jadi_kamera_m1.pictures(),
        **hp_jadi_kamera_m2.pictures(),
        **hp_jadi_kamera_m3.pictures(),
    }
