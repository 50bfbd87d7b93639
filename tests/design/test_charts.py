"""Charts say what the figures say: gaps stay gaps, bars begin at zero, nothing runs in them."""

from __future__ import annotations

import gzip
import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.utils import translation

from design import charts
from design.charts import Break, Mark, Week
from design.formats import approx

FIRST = date(2026, 8, 17)
NASTY = '</title><script>alert("x")</script>&'


def days(*values: float | None) -> list[tuple[date, float | None]]:
    return [(FIRST + timedelta(days=n), value) for n, value in enumerate(values)]


def weeks(*uploads: int | None) -> list[Week]:
    return [Week(FIRST + timedelta(weeks=n), n > 0, count) for n, count in enumerate(uploads)]


def pieces(svg: str, css: str) -> list[str]:
    """The separate strokes of a line, each the text of its points."""
    paths = re.findall(rf'class="{css}" d="([^"]*)"', svg)
    return [piece for path in paths for piece in path.split("M") if piece]


def points(piece: str) -> list[tuple[int, float]]:
    """Its points: days from the left edge and pixels from the top."""
    begin, _l, steps = piece.rstrip("Z").partition("l")
    x, y = (float(each) for each in begin.split())
    found = [(round(x), y)]
    numbers = [float(each) for each in re.findall(r"-?\d*\.?\d+", steps)]
    for across, down in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + across, round(y + down, 1)
        found.append((round(x), y))
    return found


def all_charts(words: str = "Subscriber") -> dict[str, str]:
    season = days(*[n * 3 % 50 + n for n in range(120)])
    return {
        "line": charts.line(
            season,
            slug="a",
            title=words,
            description=words,
            start=FIRST + timedelta(days=20),
            start_label=words,
            marks=[Mark(FIRST + timedelta(days=30), "<1>")],
            ticks=[FIRST + timedelta(days=n) for n in range(0, 120, 5)],
            breaks=[Break(FIRST + timedelta(days=7), words)],
            gain=True,
        ),
        "empty line": charts.line([], slug="b", title=words, description=words),
        "ring": charts.ring(3, 12, words),
        "week_icon": charts.week_icon(True, 2, "coral"),
        "bar": charts.bar(40),
        "segments": charts.segments(3, 12, 3),
        "seats": charts.seats(60, 23),
    }


@pytest.mark.parametrize("name", all_charts())
class TestEveryChart:
    def test_is_well_formed_and_holds_no_style_script_or_handler(self, name: str) -> None:
        svg = all_charts(NASTY)[name]
        for element in ElementTree.fromstring(svg).iter():
            assert element.tag not in {"script", "style", "foreignObject"}
            assert not [a for a in element.attrib if a == "style" or a.startswith("on")]

    def test_shows_what_it_was_told_as_text(self, name: str) -> None:
        assert "<script" not in all_charts(NASTY)[name]

    def test_is_the_same_each_time(self, name: str) -> None:
        assert all_charts()[name] == all_charts()[name]

    def test_weighs_three_kilobytes_at_most(self, name: str) -> None:
        assert len(gzip.compress(all_charts()[name].encode())) <= 3 * 1024

    def test_is_either_named_or_hidden_from_readers(self, name: str) -> None:
        root = ElementTree.fromstring(all_charts()[name])
        if root.get("role") == "img":
            texts = {e.get("id"): e.text for e in root.iter() if e.get("id")}
            named = [texts[each] for each in root.get("aria-labelledby", "").split()]
            assert named or root.get("aria-label")
            assert all(named)
        else:
            assert root.get("aria-hidden") == "true"


class TestALine:
    def test_is_not_drawn_across_a_day_without_a_figure(self) -> None:
        svg = charts.line(days(1, 2, None, 4, 5), slug="s", title="t")
        first, second = pieces(svg, "c-line")
        assert (len(points(first)), len(points(second))) == (2, 2)

    def test_is_not_drawn_across_days_that_nobody_recorded(self) -> None:
        points = [point for point in days(1, 2, 3, 4, 5, 6) if point[1] not in (3, 4)]
        assert len(pieces(charts.line(points, slug="s", title="t"), "c-line")) == 2
        weekly = charts.line(points, slug="s", title="t", step_days=7)
        assert len(pieces(weekly, "c-line")) == 1

    def test_has_a_dot_for_a_day_between_two_gaps(self) -> None:
        svg = charts.line(days(1, 2, None, 9, None, 4, 5), slug="s", title="t")
        assert svg.count('<circle class="c-tick" r="3"') == 1

    def test_passes_each_known_day_nearer_than_can_be_seen(self) -> None:
        values = [n * n // 50 + 7 * (n % 4) for n in range(400)]
        svg = charts.line(days(*values), slug="s", title="t")
        drawn = points(pieces(svg, "c-line")[0])
        assert len(drawn) < 400
        top, bottom = min(y for _day, y in drawn), max(y for _day, y in drawn)
        pixel = (max(values) - min(values)) / (bottom - top)
        for (day, y), (after, after_y) in pairwise(drawn):
            for n in range(day, after):
                passed = y + (after_y - y) * (n - day) / (after - day)
                known = bottom - (values[n] - min(values)) / pixel
                assert abs(passed - known) < 0.5

    def test_of_even_growth_needs_two_points(self) -> None:
        svg = charts.line(days(*range(10, 40)), slug="s", title="t")
        assert [day for day, _y in points(pieces(svg, "c-line")[0])] == [0, 29]

    def test_before_the_baseline_is_dashed_and_joins_it(self) -> None:
        svg = charts.line(days(1, 2, 3, 4, 5), slug="s", title="t", start=FIRST + timedelta(days=2))
        (before,), (after,) = pieces(svg, "c-pre"), pieces(svg, "c-line")
        assert points(before)[-1] == points(after)[0]
        assert 'class="c-pre"' in svg
        assert 'stroke-dasharray="3 4"' in svg

    def test_rises_when_the_figures_do(self) -> None:
        (piece,) = pieces(charts.line(days(5, 9, 20), slug="s", title="t"), "c-line")
        heights = [y for _day, y in points(piece)]
        assert heights == sorted(heights, reverse=True)
        assert len(set(heights)) == 3

    def test_of_one_day_is_a_dot_with_its_figure_and_day(self) -> None:
        with translation.override("id"):
            svg = charts.line(days(1230), slug="s", title="t")
        assert not pieces(svg, "c-line")
        assert svg.count("<circle") >= 1
        assert "1.230" in svg
        assert "17 Agu" in svg

    @pytest.mark.parametrize("points", [[], days(None, None)], ids=["no day", "no figure"])
    def test_of_nothing_says_so(self, points) -> None:
        with translation.override("en"):
            svg = charts.line(points, slug="s", title="t")
        assert "No figures yet" in svg
        assert "<path" not in svg

    def test_of_equal_days_is_level_and_within_the_drawing(self) -> None:
        (piece,) = pieces(charts.line(days(7, 7, 7), slug="s", title="t"), "c-line")
        heights = {y for _day, y in points(piece)}
        assert len(heights) == 1
        assert 34 < heights.pop() < 202

    def test_carries_a_marker_where_counting_changed(self) -> None:
        change = Break(FIRST + timedelta(days=5), "views are counted differently")
        svg = charts.line(days(*range(11)), slug="s", title="t", breaks=[change])
        assert 'class="c-break" x1="50%"' in svg
        assert "views are counted differently" in svg

    def test_leaves_out_what_happened_on_other_days(self) -> None:
        later = FIRST + timedelta(days=99)
        svg = charts.line(
            days(1, 2, 3), slug="s", title="t", marks=[Mark(later, "1")], ticks=[later],
            breaks=[Break(later, "x")], start=later, start_label="start",
        )  # fmt: skip
        assert 'class="c-dot"' not in svg
        assert 'class="c-break"' not in svg
        assert "start" not in re.findall(r">([^<]+)</text>", svg)

    def test_that_was_uploaded_to_every_week_shows_each_upload(self) -> None:
        marks = [Mark(FIRST + timedelta(weeks=n), str(n + 1)) for n in range(14)]
        svg = charts.line(days(*range(120)), slug="s", title="t", marks=marks)
        assert svg.count("h.01") == 14
        assert 'class="c-n"' not in svg, "numbers would overlap on a phone"
        few = charts.line(days(*range(120)), slug="s", title="t", marks=marks[::4])
        assert re.findall(r'class="c-n"[^>]*>([^<]+)<', few) == ["1", "5", "9", "13"]

    def test_writes_its_figures_above_its_lines_and_beside_the_start(self) -> None:
        svg = charts.line(days(*range(100)), slug="s", title="t", start=FIRST, start_label="start")
        assert svg.rindex('class="c-line"') < svg.index('class="c-h"')
        assert svg.count('class="c-h"') == svg.count(' dx="7"')

    def test_of_rounded_counts_says_so_at_its_end(self) -> None:
        with translation.override("id"):
            svg = charts.line(days(1230, 1240), slug="s", title="t", value_format=approx)
        assert ">≈\u00a01.240</text>" in svg

    def test_of_gains_shows_zero_and_signs(self) -> None:
        with translation.override("id"):
            svg = charts.line(days(0, 12, 41), slug="s", title="t", gain=True)
        texts = re.findall(r">([^<]+)</text>", svg)
        assert "0" in texts
        assert "+41" in texts
        assert 'class="c-area"' in svg


def test_a_bar_stays_within_its_track() -> None:
    assert 'width="100%" fill="#bcdc5a"' in charts.bar(140, "lime")


class TestTheWeekIcon:
    def test_a_roof_is_filled_when_the_week_was_learned(self) -> None:
        assert "hr-on" in charts.week_icon(roof=True)
        assert "hr-on" not in charts.week_icon(roof=False)

    @pytest.mark.parametrize("uploads", [None, 0])
    def test_a_wall_without_upload_is_not_painted(self, uploads) -> None:
        assert "hw-on" not in charts.week_icon(wall=uploads)

    def test_a_window_counts_the_videos_of_a_busy_week(self) -> None:
        assert ">3</text>" in charts.week_icon(wall=3)
        assert "<text" not in charts.week_icon(wall=1)

    def test_unknown_uploads_are_not_told_as_none(self) -> None:
        with translation.override("en"):
            assert Week(FIRST, True, None).sentence == "learned"
            assert Week(FIRST, True, 0).sentence == "learned, no new video"
            assert Week(FIRST, False, 2, now=True).sentence == (
                "did not learn, 2 new videos, this week"
            )

    def test_painted_neighbours_differ(self) -> None:
        colours = charts.pictograms.colours_of(weeks(1, 1, 0, 1))
        assert len({colours[0], colours[1], colours[3]}) == 3


class TestTheRing:
    def parts(self, svg: str, css: str) -> str:
        return re.search(rf'class="{css}"[^>]*pathLength="(\d+)" stroke-dasharray="([^"]+)"', svg)

    def test_fills_one_part_for_each_done(self) -> None:
        whole, dashes = self.parts(charts.ring(3, 12), "ring-v").groups()
        assert whole == "12"
        assert dashes.split().count("0.78") == 3

    def test_of_many_parts_is_one_arc(self) -> None:
        whole, dashes = self.parts(charts.ring(30, 60), "ring-v").groups()
        assert (whole, dashes) == ("100", "50 100")

    @pytest.mark.parametrize(("done", "total"), [(0, 12), (0, 0)])
    def test_is_empty_when_nothing_is_done(self, done, total) -> None:
        assert "ring-v" not in charts.ring(done, total)

    def test_has_a_tick_when_all_is_done(self) -> None:
        assert "m22 33" in charts.ring(12, 12)
        assert "m22 33" not in charts.ring(11, 12)

    def test_never_counts_more_than_there_is(self) -> None:
        assert charts.ring(14, 12) == charts.ring(12, 12)


def test_a_row_of_parts_shows_done_present_and_rest() -> None:
    svg = charts.segments(3, 12, 3)
    assert [svg.count(css) for css in ("seg-v", "seg-n", "seg-t")] == [3, 1, 8]
    assert charts.segments(0, 0) == ""


def test_the_map_of_seats_fills_the_taken_ones() -> None:
    svg = charts.seats(60, 23)
    assert (svg.count("seat-x"), svg.count("seat-o")) == (37, 23)
