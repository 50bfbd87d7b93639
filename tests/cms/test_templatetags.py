"""Tags of the design: icons, controls, filters."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from design.charts import Week


def render(source: str, **context: object) -> str:
    return Template("{% load kanal %}" + source).render(Context(context))


class TestAnIcon:
    def test_is_a_symbol_of_the_sprite_and_decoration(self) -> None:
        html = render('{% icon "check" %}')
        assert re.search(r'<use href="/static/design/img/icons(\.\w+)?\.svg#i-check"/>', html)
        assert 'aria-hidden="true"' in html

    def test_with_a_label_is_read(self) -> None:
        html = render('{% icon "x" "i-l" label %}', label='"><b>')
        assert 'class="i i-l" role="img" aria-label="&quot;&gt;&lt;b&gt;"' in html


class Details(forms.Form):
    year = forms.IntegerField(min_value=1900, help_text="Four digits.")
    mail = forms.EmailField(widget=forms.EmailInput(attrs={"class": "wide"}))
    agreed = forms.BooleanField()
    way = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)


class TestAControl:
    def test_keeps_what_was_typed_into_a_number(self) -> None:
        html = render("{% control form.year %}", form=Details({"year": "19x8"}))
        assert 'type="text"' in html
        assert 'value="19x8"' in html
        assert 'inputmode="numeric"' in html
        assert "min=" not in html

    def test_is_a_well_and_keeps_its_own_class(self) -> None:
        form = Details()
        assert 'class="in wide"' in render("{% control form.mail %}", form=form)
        assert "class=" not in render("{% control form.agreed %}", form=form)

    def test_points_to_its_hint_and_its_error(self) -> None:
        html = render("{% control form.year %}", form=Details({"year": "x"}))
        assert 'aria-describedby="id_year_helptext id_year_error"' in html
        assert 'aria-invalid="true"' in html

    def test_leaves_the_forms_own_widget_as_it_was(self) -> None:
        form = Details()
        render("{% control form.year %}", form=form)
        assert form.fields["year"].widget.input_type == "number"
        assert form.fields["year"].widget.attrs["min"] == 1900

    @pytest.mark.parametrize(
        ("name", "layout"), [("year", "text"), ("agreed", "check"), ("way", "choices")]
    )
    def test_is_laid_out_by_its_kind(self, name: str, layout: str) -> None:
        assert render("{{ field|kind }}", field=Details()[name]) == layout


def test_what_editors_wrote_names_its_language_on_a_page_in_another_one() -> None:
    with translation.override("en"):
        assert render("<p{% content_lang %}>") == '<p lang="id">'
    with translation.override("id"):
        assert render("<p{% content_lang %}>") == "<p>"


def test_the_week_strip_reads_as_sentences_and_marks_this_week() -> None:
    weeks = [Week(date(2026, 11, 16), True, 2), Week(date(2026, 11, 23), False, 0, now=True)]
    with translation.override("en"):
        html = render("{% week_strip weeks %}", weeks=weeks)
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))
    assert "16 Nov: learned, 2 new videos" in words
    assert "23 Nov: did not learn, no new video, this week" in words
    assert html.count('class="now"') == 1


def test_a_week_kept_in_one_language_or_colour_is_not_given_in_another() -> None:
    weeks = [Week(date(2026, 11, 16), True, 1), Week(date(2026, 11, 16), True, 1)]
    shown = []
    for language in ("en", "id", "en"):
        with translation.override(language):
            shown.append(render("{% week_strip weeks %}", weeks=weeks))
    english, indonesian, again = shown
    assert "learned, 1 new video" in english == again
    assert "learned" not in indonesian
    assert len(set(re.findall(r'fill="(#\w+)"/?><path class="h-in"', english))) == 2


def test_filters_write_figures_and_times_in_the_readers_way() -> None:
    moment = datetime(2026, 11, 23, 22, 12, tzinfo=UTC)
    source = "{{ n|count }} {{ n|approx }} {{ none|count }}"
    with translation.override("id"):
        assert render(source, n=1230, none=None) == "1.230 ≈\u00a01.230 –"
        times = render("{{ at|wib }} / {{ at|day }} / {{ at|short_day }}", at=moment)
        assert times == "24 Nov 2026, 05.12 WIB / 24 Nov 2026 / 24 Nov"


def test_pictures_are_drawn_by_their_tags() -> None:
    html = render(
        '{% week_icon True 1 "coral" %}{% ring 1 3 "one" %}{% segments 1 3 1 %}{% bar 40 %}{% seats 4 2 %}'
    )
    for css in ("week-icon", "ring", "seg", "bar", "seats"):
        assert f'<svg class="{css}"' in html
