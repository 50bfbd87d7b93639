"""Text from outside, as it is kept."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page

from accounts.handles import normalise_handle
from accounts.models import User, normalise_email
from accounts.names import normalise_name
from accounts.phones import normalise_phone
from accounts.roles import ADMINISTRATORS
from accounts.text import cleaned, cleaned_lines, storable
from courses.models import Track
from tests.factories.accounts import UserFactory
from tests.factories.courses import LessonFactory, TrackFactory

WOMAN_COOK, FLAG_OF_WALES = "👩‍🍳", "🏴󠁧󠁢󠁷󠁬󠁳󠁿"
PERSIAN = "می‌خواهم"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("\u200b\ufeff Siti \u2060", "Siti"),
        ("Si\u200bti\u00adNur", "SitiNur"),
        ("Siti\u00a0\u2003Nur\u2028Aini", "Siti Nur Aini"),
        ("Si\x00ti\x07\x85Nur\tAini\r\n", "Siti Nur Aini"),
        ("Budi\ud83d\ue000\ufdd0", "Budi"),
        ("\u202eidub\u202c \u2066Budi\u2069", "idub Budi"),
        ("Si\u200dti \u200d 1\u200c2", "Siti 12"),
        (f"Resep {WOMAN_COOK} {FLAG_OF_WALES} ❤️‍🔥", f"Resep {WOMAN_COOK} {FLAG_OF_WALES} ❤️‍🔥"),
        ("\U000e0041Siti\U000e0041", "Siti"),
        (PERSIAN, PERSIAN),
        ("Rene\u0301e", "Renée"),
        ("kopi \U0001fae8", "kopi \U0001fae8"),
        ("\u202e\u200b", ""),
    ],
)
def test_what_nobody_sees_is_not_kept(typed: str, stored: str) -> None:
    assert cleaned(typed) == stored


def test_lines_stay_where_text_has_lines() -> None:
    typed = "\u200bSatu\x00\r\n\tdua\u202e  tiga\n\n"
    assert cleaned_lines(typed) == "Satu\r\n\tdua  tiga"
    assert storable("\ud83d a\x0bb\n\u2067") == " ab\n"


def test_every_word_about_a_person_is_cleaned() -> None:
    assert normalise_name("\u3164Si\u200bti\u202e") == "Siti"
    assert normalise_email("si\u200bti\x00@contoh.example\u202c ") == "siti@contoh.example"
    assert normalise_handle("instagram", "\u2066@dapur\u200bbuwati\u2069") == "dapurbuwati"
    assert normalise_phone("\u202a+62 812-3456-7890\u202c") == "+6281234567890"


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    client.force_login(UserFactory(role=ADMINISTRATORS, is_superuser=True))
    return client


def test_an_editor_s_titles_and_words_are_cleaned(editor: Client) -> None:
    track = TrackFactory(name="Teknis")
    values = {"name": "\u202eTek\u200bnis 👩‍🍳", "slug": "teknis", "colour": "teal", "order": 0}
    editor.post(f"/admin/snippets/courses/track/edit/{track.pk}/", values)
    assert Track.objects.get(pk=track.pk).name == "Teknis 👩‍🍳"


def test_a_title_of_nothing_to_see_is_none(editor: Client) -> None:
    lesson = LessonFactory()
    form = Page.objects.get(pk=lesson.pk).specific.get_edit_handler().get_form_class()
    fields = form.base_fields
    assert fields["title"].clean("\u202eSatu\x00 video\u2069") == "Satu video"
    with pytest.raises(ValidationError, match="harus diisi"):
        fields["title"].clean("\u202e\u200b")


def test_nobody_hides_a_sign_in_the_own_name(client: Client, db: None) -> None:
    person = UserFactory(name="Siti")
    client.force_login(person)
    client.post("/accounts/profil/", {"name": "Si\u202eti\u200b\u0001", "language": "id"})
    assert User.objects.get().name == "Siti"
