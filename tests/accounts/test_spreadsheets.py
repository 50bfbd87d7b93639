"""Text that no spreadsheet runs, and that comes back as it was."""

from __future__ import annotations

import pytest

from accounts.spreadsheets import neutral, unguarded


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+62 Kuliner", "'+62 Kuliner"),
        ("-5 derajat", "'-5 derajat"),
        ("@jualan", "'@jualan"),
        ("\ttab", "'\ttab"),
        ("\rline", "'\rline"),
        ("\uff1dcmd", "'\uff1dcmd"),
        (" =1+1", " '=1+1"),
        ("Budi;=cmd|' /C calc'!A0;x", "Budi;'=cmd|' /C calc'!A0;x"),
        ("Budi,@sum; -1\n+2\t=3", "Budi,'@sum; '-1\n'+2\t'=3"),
        ('Budi;"=1"', 'Budi;"\'=1"'),
        ("a=b, c-d; e@f", "a=b, c-d; e@f"),
        ("Nur'aini", "Nur'aini"),
        ("'petik'", "'petik'"),
        ("", ""),
    ],
)
def test_a_formula_is_guarded_after_every_separator_and_found_again(
    text: str, written: str
) -> None:
    assert neutral(text) == written
    assert neutral(written) == written
    assert unguarded(written) == text


def test_a_file_holds_no_sign_that_breaks_it() -> None:
    assert neutral("a\x00=b\x0b;\ud800=c\u202e") == "a=b;'=c"
