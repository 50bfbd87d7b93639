"""A file's name tells nobody what a picture shows."""

from __future__ import annotations

import pytest

from cms.alt_texts import looks_like_file_name


@pytest.mark.parametrize(
    "text",
    [
        "IMG_20260101_0815.jpg",
        "IMG_20260101_0815",
        "DSC0042",
        "PXL_20260101_081500123",
        "WhatsApp Image 2026-01-01 at 08.15.00",
        "Screenshot 2026-01-01",
        "cobek.PNG",
        "foto (3)",
    ],
)
def test_names_that_cameras_and_phones_give_are_seen_through(text: str) -> None:
    assert looks_like_file_name(text)


def test_the_name_of_the_picture_s_own_file_is_seen_through() -> None:
    assert looks_like_file_name("cobek", "original_images/cobek.png")
    assert looks_like_file_name("Poster kursus 2", "original_images/poster_kursus_2.webp")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Cobek batu berisi sambal, dilihat dari atas.",
        "Foto Bu Ningsih di depan warungnya",
        "Gambar kiri ramai, gambar kanan satu benda",
        "Pasar Oro-Oro Dowo",
    ],
)
def test_what_a_person_would_say_passes(text: str) -> None:
    assert not looks_like_file_name(text, "original_images/pasar_oro_oro_dowo.jpg")
