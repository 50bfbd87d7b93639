"""A course's outline as HTML: a line is drawn once for all to whom it says the same."""

from __future__ import annotations

from datetime import datetime

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms import content_version
from learning.outline import Outline, OutlineLesson


def drawn_outline(outline: Outline, *, now: datetime, headings: bool = False) -> SafeString:
    """The list of modules and lessons; `headings` makes the modules' titles h3 with an anchor."""
    modules = [
        {
            "title": module.title,
            "anchor": module.anchor if headings else "",
            "meta": module.meta,
            "lines": [_line(lesson, now=now) for lesson in module.lessons],
        }
        for module in outline.modules
    ]
    return render_to_string("components/outline.html", {"modules": modules})


def _line(lesson: OutlineLesson, *, now: datetime) -> SafeString:
    def draw() -> SafeString:
        return render_to_string("components/outline_lesson.html", {"lesson": lesson})

    shown_values = (lesson.entry.pk, lesson.url, lesson.state, lesson.current, lesson.why)
    return content_version.remember(("outline line", *shown_values), draw, now=now)
