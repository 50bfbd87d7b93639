"""Error pages help, and no uploaded file can act inside the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from wagtail.models import Collection, CollectionViewRestriction

from cms import views
from tests.factories.accounts import UserFactory
from tests.factories.cms import (
    DocumentFactory,
    ImageFactory,
    home_page,
    picture_bytes,
    standard_page,
)


@pytest.mark.django_db
def test_an_address_that_nobody_has_offers_search_and_courses(client: Client) -> None:
    response = client.get("/404-nowhere/")

    assert response.status_code == 404
    assert 'action="/cari/"' in response.content.decode()
    assert 'href="/kursus/"' in response.content.decode()


def test_the_page_for_our_own_mistakes_needs_no_database() -> None:
    # No django_db mark: any query would fail this test.
    response = views.server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert b"<main" in response.content


@pytest.mark.django_db
def test_a_form_whose_token_is_too_old_can_be_sent_again_as_it_was_typed() -> None:
    client = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    typed = {"name": '"Sari" & co', "password1": "rahasia-sekali", "csrfmiddlewaretoken": "old"}

    response = client.post("/accounts/signup/?next=/angkatan/kawi/", typed)

    page = response.content.decode()
    assert response.status_code == 403
    assert 'action="/accounts/signup/?next=/angkatan/kawi/"' in page
    assert 'name="name" value="&quot;Sari&quot; &amp; co"' in page
    assert "rahasia-sekali" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("origin", ["https://jahat.example", "null", None])
def test_what_another_site_sent_is_not_offered_to_be_sent_again(origin: str | None) -> None:
    client = Client(enforce_csrf_checks=True, headers={"origin": origin} if origin else {})

    response = client.post("/accounts/signup/", {"name": "Mallory"})

    assert response.status_code == 403
    assert "Mallory" not in response.content.decode()


@pytest.mark.django_db
def test_a_closed_page_repeats_the_reason_that_was_given(rf: RequestFactory) -> None:
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/")
    request.user = AnonymousUser()
    response = views.permission_denied(request, PermissionDenied("Hanya untuk pengelola."))

    assert response.status_code == 403
    html = response.content.decode()
    assert "Hanya untuk pengelola." in html
    assert "untuk akunmu" not in html, "a visitor has no account that a page could be closed to"
    assert views.bad_request(request).status_code == 400


def closed_to(group: Group) -> Collection:
    closed = Collection.get_first_root_node().add_child(name="Tertutup")
    rule = CollectionViewRestriction.objects.create(collection=closed, restriction_type="groups")
    rule.groups.add(group)
    return closed


@pytest.mark.django_db
class TestMedia:
    @pytest.fixture(autouse=True)
    def stored(self, settings) -> Path:
        root = Path(settings.MEDIA_ROOT)
        (root / "images").mkdir(parents=True)
        (root / "images" / "a.png").write_bytes(picture_bytes())
        (root / "images" / "a.svg").write_text("<svg><script>alert(1)</script></svg>")
        (root / "documents").mkdir()
        (root / "documents" / "a.pdf").write_bytes(b"%PDF-")
        return root

    def test_a_picture_is_shown_locked_up(self, client: Client) -> None:
        response = client.get("/media/images/a.png")

        assert b"".join(response.streaming_content) == picture_bytes()
        assert response["Content-Type"] == "image/png"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == views.SANDBOX
        assert response["Content-Disposition"].startswith("inline")

    def test_anything_else_is_saved_and_never_opened(self, client: Client) -> None:
        response = client.get("/media/images/a.svg")
        response.close()

        assert response["Content-Type"] == "application/octet-stream"
        assert response["Content-Disposition"] == "attachment"

    @pytest.mark.parametrize(
        "path",
        [
            "documents/a.pdf",
            "images/../documents/a.pdf",
            "./documents/a.pdf",
            "images/none.png",
            "images/../../x",
        ],
    )
    def test_documents_and_what_is_not_there_are_not_given_by_path(
        self, client: Client, path: str
    ) -> None:
        assert client.get(f"/media/{path}").status_code == 404

    def test_a_picture_of_a_closed_collection_is_for_its_people_in_every_size(
        self, client: Client
    ) -> None:
        team = Group.objects.create(name="Tim foto")
        inside = closed_to(team).add_child(name="Lebih dalam")
        picture = ImageFactory(collection=inside)
        addresses = [picture.file.url, picture.get_rendition("width-32").url]
        sari, budi = UserFactory(), UserFactory()
        budi.groups.add(team)

        for address in addresses:
            assert client.get(address).status_code == 404
            client.force_login(sari)
            assert client.get(address).status_code == 404
            client.force_login(budi)
            shown = client.get(address)
            assert b"".join(shown.streaming_content)
            assert shown.status_code == 200
            assert "no-store" in shown["Cache-Control"]
            assert "public" not in shown["Cache-Control"]
            client.logout()

    def test_a_picture_beside_a_closed_collection_stays_open(self, client: Client) -> None:
        closed_to(Group.objects.create(name="Tim foto"))
        shown = client.get(ImageFactory().get_rendition("width-32").url)

        assert b"".join(shown.streaming_content)
        assert shown.status_code == 200
        assert "public" in shown["Cache-Control"]


@pytest.mark.django_db
def test_a_worksheet_is_saved_under_its_name_and_cannot_run(rf: RequestFactory) -> None:
    worksheet = DocumentFactory(name="lembar.pdf")
    response = views.serve_document(rf.get(worksheet.url), worksheet.pk, worksheet.filename)

    assert b"".join(response.streaming_content) == b"%PDF-1.4 lembar"
    response.close()
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == views.SANDBOX


@pytest.mark.django_db
def test_a_worksheet_in_a_closed_collection_stays_closed(client: Client) -> None:
    closed = Collection.get_first_root_node().add_child(name="Tertutup")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")

    assert client.get(DocumentFactory(collection=closed).url).status_code == 302


@pytest.mark.django_db
def test_a_plain_page_shows_its_blocks(client: Client) -> None:
    blocks = [("text", {"heading": "Apa yang kami simpan", "body": "<p>Nama dan surel.</p>"})]
    page = standard_page("Privasi", introduction="Untuk apa datamu.", blocks=blocks)
    html = client.get(page.url).content.decode()

    assert "<h2>Apa yang kami simpan</h2>" in html
    assert "Untuk apa datamu." in html
    assert page.get_parent().pk == home_page().pk
