"""A picture that is gone, or cannot be drawn, costs itself and never the page around it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from django.test import Client

from cms.models import KanalDocument, KanalImage, SiteSettings, media
from cms.uploads import NOT_STORED
from tests.factories.accounts import UserFactory
from tests.factories.cms import ImageFactory, home_page, picture_bytes, standard_page, upload
from tests.factories.courses import CourseFactory, LessonFactory, ModuleFactory, course_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture() -> KanalImage:
    return ImageFactory()


@pytest.fixture(params=["original gone", "disk takes nothing"])
def broken_media(request: pytest.FixtureRequest, picture: KanalImage, settings: object) -> None:
    """Both are met while no size of the picture has been cut yet."""
    stored = Path(picture.file.path)
    if request.param == "original gone":
        stored.unlink()
    else:
        # A file stands where sizes belong: nothing can be written there, not even by root.
        (Path(settings.MEDIA_ROOT) / "images").write_text("")


def block(kind: str, **value: object) -> tuple[str, object]:
    return kind, value


@pytest.mark.usefixtures("broken_media")
def test_every_page_with_a_broken_picture_is_read_without_it(
    client: Client, picture: KanalImage
) -> None:
    course = CourseFactory(poster=picture, share_image=picture)
    lesson = LessonFactory(parent=ModuleFactory(parent=course), poster=picture, preview=True)
    scenes = [{"image": picture.pk, "seen": "Cobek.", "said": "", "seconds": 9}]
    text = standard_page(
        blocks=[
            block("image", image=picture.pk, alt="Cobek di meja.", caption="Punya Bu Siti."),
            block("video", title="Cobek", transcript="<p>Halo.</p>", scenes=scenes, poster=None),
        ],
        share_image=picture,
    )
    home = home_page()
    home.hero_image = picture
    home.save()
    site = SiteSettings.objects.get_or_create(site=home.get_site())[0]
    site.logo, site.social_card, site.institution = picture, picture, "Diskominfo"
    site.save()

    for page in (home, course_index(), course, lesson, text):
        response = client.get(page.url)
        assert response.status_code == 200, page
        assert b"not-found" not in response.content
    read = client.get(text.url).content.decode()
    assert "<p>Cobek di meja.</p>" in read
    assert "Punya Bu Siti." in read


@pytest.mark.usefixtures("broken_media")
def test_the_admin_lists_and_opens_a_broken_picture(client: Client, picture: KanalImage) -> None:
    client.force_login(UserFactory(superuser=True))

    for address in ("", f"{picture.pk}/", "chooser/"):
        assert client.get(f"/admin/images/{address}").status_code == 200


def test_a_lost_picture_is_logged_once_and_not_at_every_view(
    client: Client,
    picture: KanalImage,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(media, "_told", set())
    Path(picture.file.path).unlink()
    page = CourseFactory(poster=picture)

    with caplog.at_level(logging.WARNING, logger="cms"):
        client.get(page.url)
        client.get(page.url)

    assert len([row for row in caplog.records if "cannot be drawn" in row.message]) == 1


@pytest.mark.parametrize(
    ("address", "field", "name", "content"),
    [
        ("/admin/images/add/", "file", "foto.png", picture_bytes()),
        ("/admin/documents/add/", "file", "lembar.txt", b"lembar"),
    ],
)
def test_an_upload_that_the_disk_does_not_take_is_a_sentence_and_keeps_the_title(
    client: Client,
    settings: object,
    tmp_path: Path,
    address: str,
    field: str,
    name: str,
    content: bytes,
) -> None:
    client.force_login(UserFactory(superuser=True))
    settings.MEDIA_ROOT = tmp_path / "full"
    settings.MEDIA_ROOT.write_text("")

    response = client.post(
        address, {"title": "Lembar kerja", "collection": 1, field: upload(name, content)}
    )

    form = response.context["form"]
    assert form.errors[field] == [str(NOT_STORED)]
    assert form["title"].value() == "Lembar kerja"
    assert not KanalImage.objects.exists()
    assert not KanalDocument.objects.exists()


def test_several_pictures_at_once_meet_the_same_sentence(
    client: Client, settings: object, tmp_path: Path
) -> None:
    client.force_login(UserFactory(superuser=True))
    settings.MEDIA_ROOT = tmp_path / "full"
    settings.MEDIA_ROOT.write_text("")

    answer = client.post(
        "/admin/images/multiple/add/",
        {"title": "Foto", "files[]": upload("foto.png", picture_bytes())},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()

    assert answer["success"] is False
    assert str(NOT_STORED) in answer["error_message"]


def test_a_picture_s_name_on_the_disk_is_none_of_the_uploader_s_words(
    client: Client,
) -> None:
    client.force_login(UserFactory(superuser=True))

    client.post(
        "/admin/images/add/",
        {
            "title": "Kelas",
            "collection": 1,
            "file": upload("KTP Siti Rahayu.png", picture_bytes()),
        },
    )

    stored = KanalImage.objects.get()
    assert "siti" not in stored.file.name.lower()
    assert "siti" not in stored.get_rendition("width-32").file.name.lower()
