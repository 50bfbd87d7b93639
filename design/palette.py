"""The palette: which colours may carry Kanal's ink, and their shade for the night.

Pure values. A colour is a string "#rrggbb"; a contrast is WCAG's ratio, 1 to 21.
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

INK = "#14213d"
WHITE = "#ffffff"
DEFAULT_COLOURS = {
    "teal": "#3fcfc0",
    "coral": "#ff8f75",
    "blue": "#7db8ff",
    "lime": "#bcdc5a",
    "yellow": "#ffc93c",
}
# WCAG 2.2 AA for text; the night wall carries meta lines in white and gets the stricter AAA.
DAY_CONTRAST = 4.5
NIGHT_CONTRAST = 7.0
HEX = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" by WCAG, 0 (black) to 1 (white)."""
    parts = [value / 255 for value in _channels(colour)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours by WCAG, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def night_wall(colour: str) -> str:
    """The colour darkened in small steps until white text on it reads well."""
    share = 1.0
    shade = colour
    while contrast(shade, WHITE) < NIGHT_CONTRAST:
        share -= 0.02
        shade = "#" + "".join(f"{round(value * share):02x}" for value in _channels(colour))
    return shade


def validate_colour(colour: str) -> None:
    """Refuses what is no "#rrggbb" and what Kanal's ink could not be read on."""
    if not HEX.fullmatch(colour):
        raise ValidationError(
            _("Write the colour as # and six digits, for example #3fcfc0."), code="colour_form"
        )
    ratio = contrast(colour, INK)
    if ratio < DAY_CONTRAST:
        raise ValidationError(
            _(
                "Text cannot be read on this colour: its contrast with the ink is %(ratio)s, and "
                "at least %(least)s is needed. Choose a lighter one."
            ),
            code="colour_contrast",
            params={"ratio": f"{ratio:.1f}", "least": f"{DAY_CONTRAST:.1f}"},
        )


def stylesheet(palette: dict[str, str]) -> str:
    """CSS of the chosen colours: overrides for the named ones, e.g. {"teal": "#30c0b0"}.

    Only validated colours may come in: they are written into the sheet as they are.
    """
    rules = [":root{" + "".join(f"--{name}:{colour};" for name, colour in palette.items()) + "}"]
    for name, colour in palette.items():
        if name == "yellow":
            continue
        selector = ":root" if name == "teal" else f'[data-colour="{name}"]'
        rules.append(f"{selector}{{--wall:light-dark({colour},{night_wall(colour)});}}")
    return "@layer tokens{" + "".join(rules) + "}\n"
