"""Templates are laid out for people, and pages are not heavier for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.template import TemplateSyntaxError
from django.template.engine import Engine

ROW = """<ul>
  {% for name in names %}
    <li>
      <b>{{ name }}</b>
      <i>learns</i>
    </li>
  {% endfor %}
</ul>
"""


@pytest.fixture
def drawn(tmp_path: Path, settings: Any) -> Any:
    options = settings.TEMPLATES[0]["OPTIONS"]
    engine = Engine(dirs=[tmp_path], loaders=options["loaders"])

    def draw(name: str, source: str, **context: object) -> str:
        (tmp_path / name).write_text(source, "utf-8")
        return engine.render_to_string(name, context)

    return draw


def test_a_page_carries_no_indents(drawn: Any) -> None:
    page = drawn("row.html", ROW, names=["Sari", "Dewi"])
    assert not any(line.startswith(" ") for line in page.splitlines())
    assert "<b>Sari</b>\n<i>learns</i>" in page


def test_an_error_is_on_the_line_that_it_names(drawn: Any) -> None:
    with pytest.raises(TemplateSyntaxError) as refused:
        drawn("wrong.html", ROW.replace("{{ name }}", "{% nosuchtag %}"))
    assert refused.value.token.lineno == 4


def test_what_somebody_wrote_keeps_its_blanks(drawn: Any) -> None:
    assert "a\n  b" in drawn("said.html", "<p>{{ text }}</p>", text="a\n  b")


def test_a_mail_keeps_its_layout(drawn: Any) -> None:
    assert drawn("mail.txt", "Kanal\n\n    Sari\n") == "Kanal\n\n    Sari\n"
