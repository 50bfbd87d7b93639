"""Loading kelurahan, and what is said about a broken file."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Region

pytestmark = pytest.mark.django_db

HEADER = "code,kecamatan,kelurahan\n"


def write(path: Path, text: str | bytes) -> Path:
    file = path / "wilayah.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def load(*arguments: object) -> str:
    out = StringIO()
    call_command("load_regions", *map(str, arguments), stdout=out)
    return out.getvalue().strip()


def test_malang_comes_with_the_project_and_loads_twice_without_harm() -> None:
    assert load() == "regions=57 new=57 renamed=0"
    assert load() == "regions=57 new=0 renamed=0"
    assert Region.objects.values("kecamatan").distinct().count() == 5
    assert str(Region.objects.get(kelurahan="Sawojajar")) == "Sawojajar, Kedungkandang"


def test_another_city_brings_its_own_file_and_corrects_a_name(tmp_path: Path) -> None:
    load(write(tmp_path, "\ufeff" + HEADER + "35.79.01.1001,Batu,Sisir\n"))
    result = load(
        write(
            tmp_path, "Kelurahan,Code,Kecamatan\nTemas,3579011002,Batu\nSisir A,3579011001,Batu\n\n"
        )
    )
    assert result == "regions=2 new=1 renamed=1"
    assert Region.objects.get(code="35.79.01.1001").kelurahan == "Sisir A"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("code;kecamatan;kelurahan\n35.79.01.1001;Batu;Sisir\n", "1"),
        ("code,kecamatan\n35.79.01.1001,Batu\n", "1"),
        (HEADER + "35.79.01.1001,Batu,Sisir\n35.79,Batu,Temas\n", "3"),
        (HEADER + "35.79.01.1001,Batu,Sisir\n35.79.01.1001,Batu,Temas\n", "3"),
        (HEADER + "35.79.01.1001,Batu,\n", "2"),
        (HEADER + "35.79.01.1001,Batu\n", "2"),
        (HEADER + "35.79.01.1001,Batu,Sisir,lagi\n", "2"),
        (HEADER + '35.79.01.1001,Batu,"Si\nsir"\n35,Batu,Temas\n', "4"),
        (HEADER.encode() + b"35.79.01.1001,Batu,Sisir\n35.79.01.1002,Batu,T\xe9mas\n", "3"),
        (HEADER + "35.79.01.1001,Batu," + "S" * 101 + "\n", "2"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_loaded(
    tmp_path: Path, text: str | bytes, line: str
) -> None:
    with pytest.raises(CommandError, match=rf"\w+ {line}\b"):
        load(write(tmp_path, text))
    assert not Region.objects.exists()


def test_an_empty_or_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        load(write(tmp_path, HEADER))
    with pytest.raises(CommandError, match="tiada.csv"):
        load(tmp_path / "tiada.csv")
