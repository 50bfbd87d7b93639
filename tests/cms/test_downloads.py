"""A download is called by its title, never by what the uploader's file was called."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from cms.models import KanalDocument
from tests.factories.accounts import UserFactory
from tests.factories.cms import DocumentFactory, standard_page, upload

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "name", "called"),
    [
        ("Lembar lima ambilan", "KTP Siti Rahayu.pdf", "lembar-lima-ambilan.pdf"),
        ("Résumé & naskah: “dua” kolom", "a.PDF", "resume-naskah-dua-kolom.pdf"),
        ("Lembar kerja.pdf", "siti.pdf", "lembar-kerja.pdf"),
        ("../../etc/passwd\r\nX: 1", "siti.docx", "etcpasswd-x-1.docx"),
        ("قهوة", "siti.csv", "dokumen-{pk}.csv"),
        ("panjang " * 30, "siti.txt", "panjang-" * 9 + "panjang.txt"),
        ("Tanpa akhiran", "siti", "tanpa-akhiran"),
    ],
)
def test_address_and_file_are_called_by_the_title(
    client: Client, title: str, name: str, called: str
) -> None:
    document = DocumentFactory(title=title, name=name)
    called = called.format(pk=document.pk)

    response = client.get(document.url)

    assert document.url == f"/documents/{document.pk}/{called}"
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="{called}"'
    assert b"".join(response.streaming_content) == b"%PDF-1.4 lembar"


def test_the_uploader_s_words_stand_nowhere_on_the_page(client: Client) -> None:
    document = DocumentFactory(title="Lembar kerja", name="KTP Siti Rahayu.pdf")
    page = standard_page(
        blocks=[
            ("download", {"document": document.pk, "title": "Lembar", "description": ""}),
            (
                "text",
                {"heading": "", "body": f'<a linktype="document" id="{document.pk}">Unduh</a>'},
            ),
        ]
    )
    read = client.get(page.url).content.decode()
    assert read.count(document.url) == 2
    assert "Siti" not in read
    assert "PDF" in read


def test_a_file_that_comes_in_is_stored_under_a_name_of_ours(client: Client) -> None:
    client.force_login(UserFactory(superuser=True))
    client.post(
        "/admin/documents/add/",
        {
            "title": "Kelas",
            "collection": Collection.get_first_root_node().pk,
            "file": upload("KTP Siti Rahayu.pdf", b"%PDF-1.4 x"),
        },
    )
    stored = KanalDocument.objects.get()
    assert "siti" not in stored.file.name.lower()
    assert stored.filename == "kelas.pdf"
    assert stored.file_extension == "pdf"


def test_links_of_before_lead_on_and_tell_nobody_a_closed_title(client: Client) -> None:
    document = DocumentFactory(title="Lembar kerja", name="lama.pdf")
    former = f"/documents/{document.pk}/lama.pdf"

    moved = client.get(former)
    assert (moved.status_code, moved["Location"]) == (302, document.url)
    assert client.get(f"/documents/{document.pk + 9}/lama.pdf").status_code == 404

    CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    assert client.get(former).status_code == 404
    client.force_login(UserFactory())
    response = client.get(former, follow=True)
    assert b"".join(response.streaming_content) == b"%PDF-1.4 lembar"
