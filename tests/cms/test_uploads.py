"""What comes out of an upload, and what is turned away."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from cms import uploads
from cms.uploads import check_document, clean_picture
from tests.factories.cms import picture_bytes, upload

SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)
HTML = b"<!doctype html><title>x</title><script>document.title='QA'</script>"
GPS_TAG, ORIENTATION_TAG, TURNED_RIGHT = 0x8825, 0x0112, 6


def phone_portrait() -> bytes:
    """A photograph that lies on its side until its orientation is read, with a place in it."""
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = TURNED_RIGHT
    exif.get_ifd(GPS_TAG)[1] = "S"
    exif.get_ifd(GPS_TAG)[2] = (7.0, 58.0, 48.0)
    return picture_bytes((160, 120), "JPEG", exif=exif, comment=b"dari HP Sari")


def opened(name: str, content: bytes) -> tuple[Image.Image, str]:
    cleaned = clean_picture(upload(name, content))
    return Image.open(cleaned), cleaned.name


def office(folder: str, *others: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", f"{folder}document.xml", *others):
            archive.writestr(name, "x")
    return out.getvalue()


def test_a_phone_portrait_stands_upright_and_tells_no_place() -> None:
    picture, _name = opened("sari.jpg", phone_portrait())

    assert picture.size == (120, 160)
    assert not picture.getexif()
    assert {"exif", "comment", "xmp"}.isdisjoint(picture.info)


def test_the_upload_itself_had_a_place_in_it() -> None:
    assert Image.open(BytesIO(phone_portrait())).getexif().get_ifd(GPS_TAG)


@pytest.mark.parametrize("name", ["foto.heic", "foto.jpg"])
def test_an_iphone_photograph_is_taken_whatever_its_name(name: str) -> None:
    picture, saved = opened(name, picture_bytes((160, 120), "HEIF"))

    assert (picture.format, picture.size, saved) == ("JPEG", (160, 120), "foto.jpg")


def test_a_broken_iphone_photograph_is_answered_with_how_to_send_jpeg() -> None:
    whole = picture_bytes((160, 120), "HEIF")

    with pytest.raises(ValidationError) as refused:
        clean_picture(upload("foto.heic", whole[: len(whole) // 2]))

    assert refused.value.message == uploads.BROKEN_HEIC


@pytest.mark.parametrize("content", [SVG, HTML, b"\xef\xbb\xbf  " + SVG, HTML.upper()])
@pytest.mark.parametrize("name", ["logo.svg", "logo.png", "logo.jpg"])
def test_what_a_browser_could_run_is_refused_as_a_picture(name: str, content: bytes) -> None:
    with pytest.raises(ValidationError) as refused:
        clean_picture(upload(name, content))

    assert refused.value.message == uploads.MARKUP


def test_a_picture_that_unpacks_to_gigabytes_is_never_opened() -> None:
    bomb = picture_bytes((30_000, 30_000), "PNG", mode="1")

    with pytest.raises(ValidationError) as refused:
        clean_picture(upload("bom.png", bomb))

    assert refused.value.code == "pixels"


def test_a_large_photograph_is_brought_to_a_size_that_pages_need() -> None:
    picture, _name = opened("besar.jpg", picture_bytes((4000, 3000), "JPEG"))

    assert picture.size == (uploads.MAX_SIDE, uploads.MAX_SIDE * 3 // 4)


def test_more_than_ten_megabytes_is_refused_with_both_sizes() -> None:
    heavy = upload("berat.jpg", b"\xff\xd8" + b"0" * uploads.MAX_PICTURE_BYTES)

    with pytest.raises(ValidationError) as refused:
        clean_picture(heavy)

    assert "10,0" in refused.value.messages[0]


@pytest.mark.parametrize(
    ("mode", "form", "becomes"),
    [
        ("RGBA", "PNG", "PNG"),
        ("P", "GIF", "PNG"),
        ("CMYK", "JPEG", "JPEG"),
        ("RGBA", "WEBP", "WEBP"),
        ("RGB", "AVIF", "JPEG"),
    ],
)
def test_each_kind_is_kept_or_becomes_what_every_browser_shows(
    mode: str, form: str, becomes: str
) -> None:
    picture, name = opened(f"gambar.{form.lower()}", picture_bytes((40, 30), form, mode))

    assert picture.format == becomes
    assert name.endswith({"JPEG": ".jpg"}.get(becomes, f".{becomes.lower()}"))


def test_an_animation_keeps_its_frames() -> None:
    out = BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "teal", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], comment=b"rahasia")

    picture, name = opened("gerak.gif", out.getvalue())

    assert (picture.n_frames, name) == (3, "gerak.gif")
    assert b"rahasia" not in picture.info.get("comment", b"")


@pytest.mark.parametrize("content", [b"%PDF-1.4", b"GIF89a", picture_bytes((90, 90), "TIFF")])
def test_what_is_no_picture_is_told_which_kinds_are(content: bytes) -> None:
    with pytest.raises(ValidationError) as refused:
        clean_picture(upload("gambar.jpg", content))

    assert refused.value.message == uploads.UNREADABLE


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(ValidationError, match="."):
        clean_picture(upload("kosong.jpg", b""))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lembar.pdf", b"%PDF-1.7 isi"),
        ("daftar.csv", b"nama;kota\nSari;Malang\n"),
        ("catatan.txt", b"3 < 5 dan 5 > 3"),
        ("naskah.docx", office("word/")),
        ("anggaran.xlsx", office("xl/")),
        ("bahan.zip", office("apa-saja/")),
    ],
)
def test_a_document_that_is_what_its_name_says_is_taken(name: str, content: bytes) -> None:
    check_document(upload(name, content))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("lembar.pdf", SVG, "markup"),
        ("catatan.txt", HTML, "markup"),
        ("lembar.pdf", b"MZ\x90\x00", "kind"),
        ("naskah.docx", office("xl/"), "kind"),
        ("naskah.docx", b"PK\x03\x04 rusak", "kind"),
        ("surat.odt", office("word/"), "kind"),
        ("daftar.csv", b"\x00\x01", "kind"),
        ("anggaran.xlsx", office("xl/", "xl/vbaProject.bin"), "macros"),
        ("kosong.pdf", b"", "empty"),
        ("foto.jpg", b"\xff\xd8\xff\xe0 foto sungguhan", "no_document"),
        ("tanpa-akhiran", b"isi", "no_document"),
    ],
)
def test_a_document_that_is_something_else_is_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check_document(upload(name, content))

    assert refused.value.code == code


def moving(frames: int, size: tuple[int, int] = (1, 1)) -> bytes:
    """A GIF of so many frames, each unlike the one before."""
    out = BytesIO()
    pictures = [Image.new("L", size, number % 2 * 255) for number in range(frames)]
    pictures[0].save(out, "GIF", save_all=True, append_images=pictures[1:], optimize=False)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [moving(5000), moving(40, (1200, 1200))],
    ids=["many tiny frames", "few large frames"],
)
def test_an_animation_is_refused_at_its_first_frame_too_many(content: bytes) -> None:
    with pytest.raises(ValidationError) as refused:
        clean_picture(upload("gerak.gif", content))

    assert refused.value.code == "frames"
    assert "300" in str(refused.value)


def test_an_archive_with_a_directory_that_fills_the_memory_is_not_opened() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(uploads.MAX_ARCHIVE_ENTRIES + 1):
            archive.writestr(f"{number}", "")

    with pytest.raises(ValidationError) as refused:
        check_document(upload("kerja.zip", out.getvalue()))

    assert refused.value.code == "entries"


def test_a_colour_profile_is_no_place_to_hide_a_file_in() -> None:
    content = picture_bytes((20, 20), "JPEG", icc_profile=b"x" * (uploads.MAX_PROFILE_BYTES + 1))

    picture, _name = opened("foto.jpg", content)

    assert "icc_profile" not in picture.info


#: A worker of 512 MB has so much left for a picture, beside what it is already.
ROOM = 360 * 1024 * 1024
IN_LITTLE_ROOM = """
import resource, sys
from pathlib import Path
import django
django.setup()
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from cms.uploads import clean_picture
statm = Path("/proc/self/statm").read_text().split()
now = int(statm[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (now + int(sys.argv[1]), now + int(sys.argv[1])))
for path in map(Path, sys.argv[2:]):
    try:
        clean_picture(SimpleUploadedFile(path.name, path.read_bytes()))
        print(path.stem, "taken")
    except ValidationError as refused:
        print(path.stem, refused.code)
"""


def test_the_largest_pictures_fit_into_a_small_worker_and_larger_ones_are_never_decoded(
    tmp_path: Path,
) -> None:
    """In a process whose memory the system bounds: what is taken fits, what is not is refused."""
    pictures = {
        "taken-rgba": (5600, "PNG", "RGBA", {"compress_level": 1}),
        "taken-webp": (4400, "WEBP", "RGB", {"method": 0}),
        "taken-progressive": (6700, "JPEG", "RGB", {"progressive": True, "subsampling": 0}),
        "taken-phone": (8000, "JPEG", "RGB", {}),
        "pixels-rgba": (8000, "PNG", "RGBA", {"compress_level": 1}),
        "pixels-progressive": (8000, "JPEG", "RGB", {"progressive": True, "subsampling": 0}),
    }
    paths = []
    for name, (side, form, mode, options) in pictures.items():
        paths.append(tmp_path / f"{name}.{form.lower()}")
        paths[-1].write_bytes(picture_bytes((side, side), form, mode, **options))

    done = subprocess.run(
        [sys.executable, "-c", IN_LITTLE_ROOM, str(ROOM), *map(str, paths)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        capture_output=True,
        text=True,
        check=False,
    )

    usage = dict(line.split() for line in done.stdout.splitlines())
    assert usage == {name: name.partition("-")[0] for name in pictures}, done.stderr
