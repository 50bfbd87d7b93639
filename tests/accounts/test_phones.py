from __future__ import annotations

import pytest

from accounts.handles import normalise_handle
from accounts.phones import normalise_phone


@pytest.mark.parametrize(
    "typed",
    [
        "081234567890",
        "81234567890",
        "+6281234567890",
        "6281234567890",
        "0812-3456-7890",
        "+62 812 3456 7890",
        "'081234567890",
        " (0812) 3456.7890 ",
        "6281234567890.0",
        "81234567890,00",
    ],
)
def test_one_number_has_one_form(typed: str) -> None:
    assert normalise_phone(typed) == "+6281234567890"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("(0341) 551234", "+62341551234"), ("+65 8123 4567", "+6581234567"), ("", ""), (None, "")],
)
def test_landlines_and_other_countries_are_kept(typed: str | None, stored: str) -> None:
    assert normalise_phone(typed) == stored


@pytest.mark.parametrize("typed", ["6.28123E+12", "8,12346E+11", "6E12"])
def test_digits_that_a_spreadsheet_lost_are_named(typed: str) -> None:
    with pytest.raises(ValueError, match="spreadsheet|Excel"):
        normalise_phone(typed)


@pytest.mark.parametrize(
    "typed", ["081234567890 / 085700001111", "nol delapan satu", "12", "0812345678901234567"]
)
def test_what_is_not_one_number_is_refused_and_not_guessed(typed: str) -> None:
    with pytest.raises(ValueError):
        normalise_phone(typed)


@pytest.mark.parametrize(
    ("network", "typed", "stored"),
    [
        ("instagram", "@dapurbuwati", "dapurbuwati"),
        ("instagram", "https://www.instagram.com/dapur.buwati/?hl=id", "dapur.buwati"),
        ("tiktok", "tiktok.com/@dapurbuwati", "dapurbuwati"),
        ("tiktok", "https://www.tiktok.com/@dapurbuwati?lang=id", "dapurbuwati"),
        ("facebook", "https://m.facebook.com/dapur.buwati", "dapur.buwati"),
        ("facebook", "https://www.facebook.com/profile.php?id=100012345", "100012345"),
        ("facebook", "  ", ""),
    ],
)
def test_an_account_is_stored_by_its_bare_name(network: str, typed: str, stored: str) -> None:
    assert normalise_handle(network, typed) == stored


@pytest.mark.parametrize(
    ("network", "typed"),
    [
        ("instagram", "dapur bu wati"),
        ("instagram", "https://tiktok.com/@dapurbuwati"),
        ("instagram", "<script>"),
        ("tiktok", "https://evil.example/instagram.com"),
    ],
)
def test_an_account_of_another_kind_is_refused(network: str, typed: str) -> None:
    with pytest.raises(ValueError):
        normalise_handle(network, typed)
