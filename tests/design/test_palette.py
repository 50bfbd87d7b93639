"""Walls may be repainted as long as everything on them can be read."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from cms.models import SiteSettings
from design import palette


def test_black_on_white_has_the_greatest_contrast_there_is() -> None:
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#ffffff", "#000000") == pytest.approx(21)
    assert palette.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colour", palette.DEFAULT_COLOURS.values())
def test_the_design_s_own_colours_carry_ink_by_day_and_white_by_night(colour: str) -> None:
    palette.validate_colour(colour)
    assert palette.contrast(palette.night_wall(colour), palette.WHITE) >= palette.NIGHT_CONTRAST


@pytest.mark.parametrize(
    ("colour", "code"),
    [
        ("#14213d", "colour_contrast"),
        ("#0f4fb3", "colour_contrast"),
        ("red", "colour_form"),
        ("#fff", "colour_form"),
        ("#3fcfc0;}body{display:none", "colour_form"),
    ],
)
def test_a_colour_that_hides_its_text_or_is_none_is_refused(colour: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        palette.validate_colour(colour)

    assert refused.value.code == code


@pytest.mark.django_db
def test_a_city_repaints_one_wall_and_only_that_one_changes(client) -> None:
    chosen = SiteSettings.current()
    assert chosen.palette_key == ""
    chosen.colour_coral = "#FFA0A0"
    chosen.full_clean()
    chosen.save()

    sheet = client.get(f"/palette/{chosen.palette_key}.css").content.decode()

    assert "--coral:#ffa0a0;" in sheet
    assert '[data-colour="coral"]{--wall:light-dark(#ffa0a0,' in sheet
    assert "--teal" not in sheet
