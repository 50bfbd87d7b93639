"""A picture that is gone, or cannot be drawn, costs itself and never the page around it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from accounts.models import User
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
    scenes = [{"image": picture.pk, "seen": "Cobek.", "narration": "", "seconds": 9}]
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
    monkeypatch.setattr(media, "_logged", set())
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

    response = client.post(
        "/admin/images/multiple/add/",
        {"title": "Foto", "files[]": upload("foto.png", picture_bytes())},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()

    assert response["success"] is False
    assert str(NOT_STORED) in response["error_message"]


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


ALT = "Cobek di meja."


@pytest.fixture
def closed(picture: KanalImage) -> Group:
    """The picture lies below a collection that is closed to all but this group."""
    group = Group.objects.create(name="Redaksi")
    shut = Collection.get_first_root_node().add_child(instance=Collection(name="Redaksi"))
    restriction = CollectionViewRestriction.objects.create(
        collection=shut, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.add(group)
    picture.collection = shut.add_child(instance=Collection(name="Foto"))
    picture.save()
    return group


def seen_by(person: User | None, address: str) -> str:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client.get(address).content.decode()


def test_who_may_not_see_a_closed_picture_reads_the_page_without_it(
    picture: KanalImage, closed: Group
) -> None:
    member = UserFactory()
    member.groups.add(closed)
    scenes = [{"image": picture.pk, "seen": "Cobek.", "narration": "", "seconds": 9}]
    page = standard_page(
        blocks=[
            block("image", image=picture.pk, alt=ALT, caption="Punya Bu Siti."),
            block("video", title="Cobek", transcript="<p>Halo.</p>", scenes=scenes, poster=None),
        ],
        share_image=picture,
    )
    course = CourseFactory(poster=picture)
    for person in (None, UserFactory()):
        read = seen_by(person, page.url)
        assert f"<p>{ALT}</p>" in read
        assert "Punya Bu Siti." in read
        for address in (page.url, course.url, course_index().url):
            assert "/media/images/" not in seen_by(person, address)
    for person in (member, UserFactory(superuser=True)):
        read = seen_by(person, page.url)
        assert f'alt="{ALT}"' in read
        assert "/media/images/" in seen_by(person, course.url)


def test_a_collection_for_all_who_sign_in_opens_its_pictures_to_them(
    picture: KanalImage, closed: Group
) -> None:
    CollectionViewRestriction.objects.update(restriction_type=CollectionViewRestriction.LOGIN)
    page = standard_page(blocks=[block("image", image=picture.pk, alt=ALT)])
    assert "/media/images/" not in seen_by(None, page.url)
    assert "/media/images/" in seen_by(UserFactory(), page.url)


def test_many_pictures_cost_no_more_questions_than_one(
    client: Client, picture: KanalImage, closed: Group
) -> None:
    def questions(number: int) -> int:
        shown = [
            block("image", image=made.pk, alt=ALT) for made in ImageFactory.create_batch(number)
        ]
        page = standard_page(title=f"Ada {number}", blocks=shown)
        client.get(page.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(page.url)
        return len([each for each in queries if "viewrestriction" in each["sql"].lower()])

    assert questions(1) == questions(6)


def saved(client: Client, page: Page, picture: KanalImage) -> str:
    """What the editor says after a page with this picture was saved as a draft."""
    form = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "body": streamfield([("image", {"image": picture.pk, "alt": ALT})]),
            "comments": inline_formset([]),
        }
    )
    return client.post(f"/admin/pages/{page.pk}/edit/", form, follow=True).content.decode()


def test_an_editor_hears_which_pictures_will_not_be_seen_by_all(
    client: Client, picture: KanalImage, closed: Group
) -> None:
    client.force_login(UserFactory(superuser=True))
    warning = "Tidak semua pembaca bisa melihat gambar ini"
    page = standard_page()
    assert warning in saved(client, page, picture)
    assert picture.title in saved(client, page, picture)
    assert warning not in saved(client, page, ImageFactory(title="Terbuka"))

    rule = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    rule.groups.add(closed)
    assert warning not in saved(client, page, picture), "its readers are the picture's"
    rule.groups.add(Group.objects.create(name="Lain"))
    assert warning in saved(client, page, picture)
