"""The editor as the people who work in it meet it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.permissions import policy_registry

from accounts.roles import ADMINISTRATORS, INSTRUCTORS, MANAGERS, apply_roles
from cms import uploads
from cms.models import KanalDocument, KanalImage
from tests.factories.accounts import UserFactory
from tests.factories.cms import home_page, picture_bytes, upload

pytestmark = pytest.mark.django_db


def member(role: str) -> object:
    apply_roles()
    person = UserFactory()
    person.groups.add(Group.objects.get(name=role))
    return person


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(UserFactory(superuser=True))
    return client


def test_an_iphone_photograph_named_jpg_is_stored_as_jpeg(admin: Client) -> None:
    response = admin.post(
        "/admin/images/multiple/add/",
        {"title": "Foto", "files[]": upload("foto.jpg", picture_bytes((80, 60), "HEIF"))},
        headers={"x-requested-with": "XMLHttpRequest"},
    )

    assert response.json()["success"] is True
    stored = KanalImage.objects.get()
    assert stored.file.name.endswith(".jpg")
    assert Path(stored.file.path).read_bytes().startswith(b"\xff\xd8")


def test_a_script_named_png_is_refused_with_words_that_help(admin: Client) -> None:
    response = admin.post(
        "/admin/images/multiple/add/",
        {"title": "Foto", "files[]": upload("foto.png", b"<svg onload='alert(1)'/>")},
        headers={"x-requested-with": "XMLHttpRequest"},
    )

    assert response.json()["success"] is False
    assert str(uploads.MARKUP) in response.json()["error_message"]
    assert not KanalImage.objects.exists()


def test_a_web_page_named_pdf_is_refused_as_a_worksheet(admin: Client) -> None:
    response = admin.post(
        "/admin/documents/multiple/add/",
        {"title": "Lembar", "files[]": upload("lembar.pdf", b"<html><script>1</script></html>")},
        headers={"x-requested-with": "XMLHttpRequest"},
    )

    assert response.json()["success"] is False
    assert not KanalDocument.objects.exists()


def test_a_refused_document_is_told_one_reason_and_keeps_its_title(admin: Client) -> None:
    page = admin.post(
        "/admin/documents/add/",
        {"title": "Lembar kerja", "file": upload("lembar.pdf", b"<html><script>1</script>")},
    )

    form = page.context["form"]
    assert len(form.errors["file"]) == 1
    assert form["title"].value() == "Lembar kerja"
    assert not KanalDocument.objects.exists()


def test_instructors_bring_pictures_and_do_not_change_those_of_others() -> None:
    images = policy_registry.get_by_type(KanalImage)
    instructor, administrator = member(INSTRUCTORS), member(ADMINISTRATORS)
    foreign = KanalImage(uploaded_by_user=administrator, collection_id=1)

    assert images.user_has_permission(instructor, "add")
    assert not images.user_has_permission_for_instance(instructor, "change", foreign)
    assert images.user_has_permission_for_instance(administrator, "change", foreign)


def test_administrators_run_the_website_and_managers_do_not() -> None:
    home = home_page()

    assert home.permissions_for_user(member(ADMINISTRATORS)).can_publish()
    assert not home.permissions_for_user(member(MANAGERS)).can_edit()
    assert member(ADMINISTRATORS).has_perm("cms.change_sitesettings")
    assert not member(MANAGERS).has_perm("cms.change_sitesettings")


def test_the_start_page_of_the_admin_is_kanal_s_and_quiet(admin: Client) -> None:
    html = admin.get("/admin/").content.decode()

    assert "cms/admin/kanal.css" in html
    assert "<title>" in html
    assert "Kanal" in html.split("</title>")[0]
    assert "whats-new-in-wagtail" not in html


def test_the_forms_for_pages_and_settings_open(admin: Client) -> None:
    home = home_page()

    assert admin.get(f"/admin/pages/{home.pk}/edit/").status_code == 200
    assert admin.get(f"/admin/pages/add/cms/standardpage/{home.pk}/").status_code == 200
    assert admin.get("/admin/settings/cms/sitesettings/", follow=True).status_code == 200
