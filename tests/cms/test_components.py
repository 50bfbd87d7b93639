"""Visible parts: each says its parameters, none carries style or script, all work together."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from accounts.models import User
from design.tables import tabulate
from learning.channel_story import ShownChange
from tests.factories.accounts import UserFactory

TEMPLATES = Path(settings.BASE_DIR) / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
# Wagtail's admin has a policy of its own; mails have no policy.
ELSEWHERE = {"admin", "reports", "wagtailadmin", "email"}
PUBLIC = [
    path
    for path in sorted(TEMPLATES.rglob("*.html"))
    if not ELSEWHERE & set(path.relative_to(TEMPLATES).parts)
]
SPRITE = (Path(settings.BASE_DIR) / "design/static/design/img/icons.svg").read_text(
    encoding="utf-8"
)


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def component(name: str, request: Any = None, **context: object) -> str:
    return render_to_string(f"components/{name}.html", context, request=request)


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_names_its_parameters_at_its_head(path: Path) -> None:
    head = path.read_text(encoding="utf-8").partition("{% endcomment %}")[0]
    assert head.startswith("{% comment %}")
    assert "Parameters:" in head


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_public_template_obeys_the_policy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son[a-z]+=\"|javascript:|<style\b|\|safe\b", text)
    scripts = re.findall(r"<script\b[^>]*>", text)
    # What is no script by its type is data, which no policy has to allow.
    assert all("src=" in tag or 'type="application/json"' in tag for tag in scripts)


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_icon_that_a_template_names_is_in_the_sprite(path: Path) -> None:
    for name in re.findall(r'{% icon "(\w+)"', path.read_text(encoding="utf-8")):
        assert f'id="i-{name}"' in SPRITE, name


class Details(forms.Form):
    name = forms.CharField(help_text="As on your identity card.")
    mail = forms.EmailField(label="Email")
    way = forms.ChoiceField(choices=[("a", "By app"), ("b", "By mail")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="I agree", help_text="<b>Needed</b>")
    note = forms.CharField(required=False)
    secret = forms.CharField(widget=forms.HiddenInput, initial="s")


class TestAForm:
    sent = Details({"name": "Dewi & Co", "mail": "dewi@gmail", "secret": "s"})

    def html(self, form: forms.Form) -> str:
        return component("form", form=form, submit="Sign up")

    def test_gives_back_what_was_typed(self) -> None:
        html = self.html(self.sent)
        assert 'value="Dewi &amp; Co"' in html
        assert 'value="dewi@gmail"' in html

    def test_sums_up_its_errors_with_links_to_places_that_exist(self) -> None:
        html = self.html(self.sent)
        summary = html[html.index('role="alert"') : html.index("</ul>")]
        targets = re.findall(r'href="#([^"]+)"', summary)
        assert targets == ["id_mail", "id_way", "id_agreed"]
        assert all(f'id="{target}"' in html for target in targets)
        assert "3 things to correct" in summary

    def test_points_only_to_hints_and_errors_that_exist(self) -> None:
        html = self.html(self.sent)
        pointed = " ".join(re.findall(r'aria-describedby="([^"]+)"', html)).split()
        assert "id_name_helptext" in pointed
        assert "id_mail_error" in pointed
        assert all(f'id="{each}"' in html for each in pointed)

    def test_puts_the_label_above_and_the_error_under_the_control(self) -> None:
        html = self.html(self.sent)
        positions = [
            html.index(each) for each in ('for="id_mail"', 'id="id_mail"', 'id="id_mail_error"')
        ]
        assert positions == sorted(positions)

    def test_groups_choices_and_says_what_may_stay_empty(self) -> None:
        html = self.html(Details())
        assert re.search(r'<fieldset class="field" id="id_way".*?<legend', html, re.S)
        assert words(html).count("(optional)") == 1

    def test_that_is_fresh_has_no_summary(self) -> None:
        assert 'role="alert"' not in self.html(Details())

    def test_keeps_its_hidden_fields_and_escapes_its_hints(self) -> None:
        html = self.html(Details())
        assert '<input type="hidden" name="secret" value="s"' in html
        assert "&lt;b&gt;Needed" in html

    def test_tells_errors_of_the_whole_form(self) -> None:
        form = Details({})
        form.is_valid()
        form.add_error(None, "Too many tries.")
        assert "Too many tries." in self.html(form)


class TestALineOfTheOutline:
    lesson = {"title": "Promise", "meta": "5 min", "url": "/a/"}

    def html(self, **lesson: object) -> str:
        return component("outline_lesson", lesson={**self.lesson, **lesson})

    def test_tells_its_state_by_words(self) -> None:
        assert "Promise (done)" in words(self.html(state="done", is_linked=True))
        assert "Promise (locked)" in words(self.html(state="lock"))

    def test_marks_the_present_lesson(self) -> None:
        here = 'aria-current="page"'
        assert here in self.html(state="now", is_linked=True, is_here=True)
        assert here not in self.html(state="open", is_linked=True)
        assert here in self.html(state="lock", current=True)

    def test_does_not_link_a_locked_lesson_and_says_what_is_special(self) -> None:
        html = self.html(state="lock", why="Free preview")
        assert 'href="/a/"' not in html
        assert "Free preview" in html


class TestAVideo:
    def test_asks_nothing_of_youtube_before_it_is_pressed(self) -> None:
        html = component(
            "video", title="Clip", video_id="abc", watch_url="https://www.youtube.com/watch?v=abc"
        )
        assert not re.search(r"<iframe|src=\"https?:|srcset=\"https?:", html)
        assert 'data-video="abc"' in html
        assert 'href="https://www.youtube.com/watch?v=abc"' in html

    def test_that_is_not_filmed_shows_its_scenes_and_no_player(self) -> None:
        scenes = [
            {"image_url": "/a.webp", "seen": "A hand", "narration": "Hold still", "seconds": 25}
        ]
        html = component("video", title="Clip", scenes=scenes)
        assert "data-video" not in html
        assert "Storyboard, 1 scene" in words(html)
        assert "Hold still" in html
        assert "25 sec" in html


class TestChanges:
    def test_tell_now_and_where_it_began(self) -> None:
        moved = ShownChange("Views", 2590, 1204, exact=False)
        assert words(component("changes", changes=[moved])) == "Views ≈ 2,590 from ≈ 1,204"

    def test_say_why_a_figure_is_missing_and_never_zero(self) -> None:
        hidden = ShownChange("Subscribers", None, 3, "hidden")
        assert words(component("changes", changes=[hidden])) == "Subscribers – hidden"
        late = ShownChange("Videos", 3, None)
        assert words(component("changes", changes=[late])) == "Videos 3 start not known"


def test_a_table_repeats_its_columns_for_the_phone() -> None:
    rows = tabulate(["A", "B", "C"], [("Sukun", 1, None, "x")], words=["C"])
    html = component("table", caption="By district", head_label="District", rows=rows)
    assert 'class="tbl-s"' in html
    assert re.findall(r'data-label="(\w)"[^>]*>([^<]*)<', html) == [
        ("A", "1"),
        ("B", "–"),
        ("C", "x"),
    ]


def test_a_figure_brings_its_table_and_its_csv() -> None:
    rows = tabulate(["Net"], [("14 Sep", 0)])
    html = component(
        "figure", slug="net", caption="41 more", rows=rows, head_label="Day", csv_url="/net.csv"
    )
    assert '<h2 id="net-h">41 more</h2>' in html
    assert 'href="/net.csv"' in html
    assert "<table" in html


def test_paging_keeps_the_rest_of_the_question() -> None:
    request = RequestFactory().get("/cari/", {"q": "judul", "page": "2"})
    page = Paginator(range(30), 10).page(2)
    html = component("pagination", request=request, page_obj=page)
    assert 'href="?q=judul&amp;page=1"' in html
    assert 'href="?q=judul&amp;page=3"' in html


def test_one_page_needs_no_paging() -> None:
    html = component("pagination", RequestFactory().get("/"), page_obj=Paginator([1], 10).page(1))
    assert not html.strip()


@pytest.mark.parametrize(
    ("done", "sentence"),
    [(0, "Not begun, 12 lessons"), (3, "3 of 12 lessons done"), (12, "Finished, all 12 lessons")],
)
def test_a_course_of_mine_says_how_far_i_am(done: int, sentence: str) -> None:
    html = component("course_row", title="Thumbnails", url="/k/", done=done, total=12)
    assert sentence in words(html)


def test_a_source_line_names_youtube_even_when_it_was_never_asked() -> None:
    assert words(component("source_line")) == "Source: YouTube, not asked yet."


def test_stages_show_their_people_and_their_share() -> None:
    stages = [{"label": "Active", "n": 114, "percent": 95.0}, {"label": "Grew", "n": 3}]
    text = words(component("stages", stages=stages))
    assert "Active 114 (95%)" in text
    assert "Grew 3" in text


def test_the_500_page_needs_neither_request_nor_database() -> None:
    html = render_to_string("500.html", {})
    assert "<main" in html
    assert "/static/design/css/kanal" in html


@pytest.mark.django_db
class TestTheFrame:
    def html(self, template: str = "base.html", user: Any = None, **context: object) -> str:
        request = RequestFactory().get("/kursus/")
        request.user = user or SimpleNamespace(is_authenticated=False)
        context.setdefault("user", request.user)
        return render_to_string(template, context, request=request)

    def person(self, **traits: object) -> User:
        return UserFactory(name="Sari", email="sari@contoh.test", **traits)

    def test_invites_a_visitor_to_sign_in_and_up(self) -> None:
        html = self.html()
        assert "/accounts/login/" in html
        assert "/accounts/signup/" in html
        assert 'class="tabs' not in html

    def test_gives_a_trainee_tabs_and_a_menu_but_no_way_into_the_admin(self) -> None:
        html = self.html(user=self.person(), nav="courses")
        assert 'class="tabs' in html
        assert "/accounts/profil/" in html
        assert 'href="/admin/"' not in html
        assert re.findall(r'href="([^"]+)" aria-current="page"', html) == ["/kursus/"] * 2

    def test_shows_staff_the_way_into_the_admin(self) -> None:
        assert 'href="/admin/"' in self.html(user=self.person(is_superuser=True))

    def test_says_so_where_figures_are_the_sandboxes(self) -> None:
        shown = {"reads_sandbox": True, "nav": "channel"}
        sari = self.person()
        assert 'class="sample"' in self.html(user=sari, **shown)
        assert 'class="sample"' not in self.html(user=sari, reads_sandbox=False, nav="channel")
        assert 'class="sample"' not in self.html(user=sari, reads_sandbox=True, nav="courses")

    def test_is_written_in_the_readers_language_and_offers_the_other(self) -> None:
        with translation.override("id"):
            html = self.html()
        assert '<html lang="id">' in html
        assert 'value="en" lang="en"' in html
        assert 'value="id" lang="id"' in self.html()

    def test_has_an_address_and_a_card_for_sharing(self) -> None:
        html = self.html()
        assert f'<link rel="canonical" href="{settings.SITE_URL}/kursus/">' in html
        assert re.search(
            rf'og:image" content="{settings.SITE_URL}/static/design/img/social-card', html
        )

    @pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "404.html"])
    def test_surrounds_the_error_pages(self, template: str) -> None:
        html = self.html(template, user=self.person())
        assert html.count("<h1") == 1
        assert 'content="noindex"' in html

    def test_tells_a_person_without_access_who_they_are_and_why(self) -> None:
        html = self.html("403.html", user=self.person(), reason="For instructors only.")
        assert "sari@contoh.test" in html
        assert "For instructors only." in html
        assert "/dashboard/" in html


def test_what_stays_in_view_while_scrolling_is_not_printed() -> None:
    printed = [
        path.name
        for path in PUBLIC
        for css in re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8"))
        if "stick" in css.split() and "no-print" not in css.split()
    ]
    assert printed == []
