"""The lesson body's blocks: cms's families and the embed of another lesson."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from cms.blocks import content_blocks


class LessonEmbedValue(blocks.StructValue):
    """Knows whether its lesson can be opened at all."""

    @property
    def lesson(self) -> Page | None:
        """The lesson, or None while it, its module or its course is not live (or it is gone)."""
        page = self.get("page")
        return page if page is not None and page.can_be_opened else None


class LessonEmbedBlock(blocks.StructBlock):
    """A card that leads to another lesson; drawn only for a lesson that can be opened."""

    page = blocks.PageChooserBlock(page_type="courses.LessonPage", label=_("Lesson"))
    why = blocks.CharBlock(
        max_length=160,
        label=_("Why read it now"),
        help_text=_("One sentence, at most 160 characters."),
    )

    class Meta:
        icon = "link"
        label = _("Another lesson")
        description = _("A card that leads to another lesson of any course.")
        template = "blocks/lesson.html"
        value_class = LessonEmbedValue
        group = _("Lead on")


def lesson_blocks() -> list[tuple[str, blocks.Block]]:
    """All blocks a lesson may be made of, in the order the editor offers them."""
    return [*content_blocks(), ("lesson", LessonEmbedBlock())]
