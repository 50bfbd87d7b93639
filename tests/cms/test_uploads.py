"""What comes out of an upload, and what is turned away."""

from __future__ import annotations

import zipfile
from io import BytesIO

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
