"""How many people learn on the pages that an editor is about to take away."""

from __future__ import annotations

from django import template
from wagtail.models import Page

from learning.admin.warning import warning_before

register = template.Library()


@register.simple_tag
def warn_of_learners(act: str, items: Page | list[dict[str, Page]]) -> str:
    """The sentence for one page, or for the `items` of a bulk action; "" for nobody."""
    return warning_before(
        act, [each["item"] for each in items] if isinstance(items, list) else [items]
    )
