"""`{% load content %}`: pictures, and pages that not everybody may enter."""

from __future__ import annotations

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils.safestring import SafeString
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from cms import pictures
from cms.blocks.steps import Box, StepsValue
from cms.visibility import Person, is_visible_to

register = template.Library()


@register.filter
def seen_by(page: Page | None, user: Person | str) -> Page | None:
    """The page where this person may enter it, else nothing; error pages know nobody."""
    person = AnonymousUser() if isinstance(user, str) else user
    return page if page is not None and is_visible_to(person, page) else None


@register.filter
def boxes(steps: StepsValue, block_id: str | None) -> list[Box]:
    return steps.boxes(block_id or "")


@register.simple_tag
def picture_url(image: AbstractImage | None, spec: str) -> str:
    return pictures.picture_url(image, spec)


@register.simple_tag
def picture_tag(image: AbstractImage | None, specs: str, **attrs: str) -> SafeString:
    return pictures.picture_tag(image, specs, **attrs)
