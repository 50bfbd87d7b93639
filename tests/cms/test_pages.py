"""The home page shows its call to action and its links."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from wagtail import hooks
from wagtail.models import Locale, Site

from cms import calls_to_action
from cms.calls_to_action import CallToAction, CallToActionSource
from cms.models import HomePage, SiteSettings, StandardPage
from cms.models.pages import HomePageForm, example_weeks
from tests.factories.cms import home_page, standard_page

CALL_TO_ACTION = CallToAction(
    heading="Angkatan 4 mulai 11 Januari",
    action="Daftar Angkatan 4",
    url="/angkatan/angkatan-4/",
    notes=(("cal", "Mulai 11 Jan 2027"),),
    facts=(("Mulai", "11 Jan 2027"),),
    seats=60,
    free=23,
    seats_line="23 kursi masih kosong dari 60",
    closing="Pendaftaran tutup 20 Desember.",
)


@pytest.fixture
def angkatan(monkeypatch: pytest.MonkeyPatch) -> dict[str, CallToAction | None]:
    """An app above registered one call to action; a test may take it away."""
    known: dict[str, CallToAction | None] = {"next": CALL_TO_ACTION}
    source = CallToActionSource(
        "cohort",
        options=lambda: [("next", "Angkatan berikutnya")],
        find=lambda key, now: known.get(key),
    )
    monkeypatch.setitem(hooks._hooks, "register_calls_to_action", [(lambda: source, 0)])
    return known


def shown(client: Client) -> str:
    return client.get("/").content.decode()


@pytest.mark.django_db
def test_a_new_installation_has_one_home_page_in_indonesian() -> None:
    home = home_page()

    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert home.locale == Locale.objects.get(language_code="id")
    assert not HomePage.can_create_at(home.get_parent())
    assert StandardPage.can_create_at(home)


@pytest.mark.django_db
def test_the_yellow_button_and_the_cohort_card_come_from_the_call_to_action(
    client: Client, angkatan: dict
) -> None:
    HomePage.objects.update(call_to_action="cohort:next", main_label="Lihat kursus")
    html = shown(client)

    assert html.count('href="/angkatan/angkatan-4/"') == 3
    assert "23 kursi masih kosong dari 60" in html
    assert "Pendaftaran tutup 20 Desember." in html
    assert "Lihat kursus" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("choice", ["", "cohort:next", "gone:next", "cohort:deleted"])
def test_without_a_call_to_action_the_page_leads_where_its_editor_said(
    client: Client, angkatan: dict, choice: str
) -> None:
    angkatan["next"] = None
    courses = standard_page("Kursus", slug="kursus-kami")
    HomePage.objects.update(call_to_action=choice, main_label="Lihat kursus", main_page=courses)
    html = shown(client)

    assert f'href="{courses.url}"' in html
    assert "Lihat kursus" in html
    assert "Belum ada angkatan" in html


@pytest.mark.django_db
def test_the_editor_chooses_among_the_calls_to_action_and_keeps_one_that_has_gone(
    angkatan: dict,
) -> None:
    form_class = HomePage.get_edit_handler().get_form_class()
    home = HomePage.objects.get()
    home.call_to_action = "cohort:angkatan-1"
    choices = dict(form_class(instance=home).fields["call_to_action"].widget.choices)

    assert issubclass(form_class, HomePageForm)
    assert choices["cohort:next"] == "Angkatan berikutnya"
    assert "cohort:angkatan-1" in choices


@pytest.mark.django_db
def test_each_link_brings_its_card_and_a_draft_is_no_link(client: Client) -> None:
    open_page = standard_page("Cara ikut", introduction="Tiga langkah saja.")
    draft = standard_page("Rahasia", live=False)
    home = home_page()
    home.links = json.dumps([{"type": "page", "value": page.pk} for page in (draft, open_page)])
    home.save()

    assert [page.pk for page in home.visible_links(AnonymousUser())] == [open_page.pk]
    html = shown(client)
    assert "Tiga langkah saja." in html
    assert "Rahasia" not in html


@pytest.mark.django_db
def test_the_example_is_called_one_and_ends_with_the_last_full_week(client: Client) -> None:
    weeks = example_weeks(date(2026, 11, 25))

    assert weeks[-1].start == date(2026, 11, 16)
    assert len(weeks) == 12
    assert "Contoh" in shown(client) or "Example" in shown(client)


@pytest.mark.django_db
def test_the_footer_shows_the_chosen_pages_that_are_live(client: Client) -> None:
    rules, draft = standard_page("Aturan program"), standard_page("Belum jadi", live=False)
    chosen = SiteSettings.current()
    chosen.footer_pages = json.dumps([{"type": "page", "value": p.pk} for p in (rules, draft)])
    chosen.save()

    assert [page.pk for page in SiteSettings.current().footer_links] == [rules.pk]
    assert "Aturan program" in shown(client)


@pytest.mark.django_db
def test_a_search_result_falls_back_to_the_introduction() -> None:
    page = standard_page("Privasi", introduction="Untuk apa datamu.")

    assert page.summary == "Untuk apa datamu."
    page.search_description = "Singkatnya."
    assert page.summary == "Singkatnya."


def test_a_call_to_action_is_asked_for_at_the_moment_of_showing(angkatan: dict) -> None:
    now = datetime.fromisoformat("2026-11-25T08:00:00+07:00")

    assert calls_to_action.find_call_to_action("cohort:next", now) is CALL_TO_ACTION
    assert calls_to_action.find_call_to_action("", now) is None
