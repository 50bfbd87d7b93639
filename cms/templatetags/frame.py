"""`{% load frame %}`: head and tab bar of every page."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from django import template
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.models import User
from cms import content_version
from cms.frame import frame_part
from cms.models import BasePage
from cms.pictures import closed_collections
from cms.team import may_manage

register = template.Library()


@register.simple_tag(takes_context=True)
def page_header(context: RequestContext) -> SafeString:
    """For visitors with sign-in and sign-up, for whoever is signed in with their own menu."""
    now, user = timezone.now(), _signed_in(context)
    same = {**_menu(context), "signed_in": user is not None, "may_manage": False}
    own = {}
    if user is not None:
        same["may_manage"] = may_manage(user, now=now)
        own = {
            "name": user.name or user.email,
            "initials": user.initials,
            "csrf_token": str(context.get("csrf_token", "")),
        }
    return frame_part("components/header.html", same=same, own=own, now=now)


@register.simple_tag(takes_context=True)
def page_tabs(context: RequestContext) -> SafeString:
    """The bar under the thumb, for whoever is signed in."""
    if _signed_in(context) is None:
        return SafeString()
    same = _menu(context)
    return frame_part("components/tabs.html", same=same, own={}, now=timezone.now())


@register.simple_tag
def drawn(template: str, **same: Hashable) -> SafeString:
    """As `{% include template with … only %}`, drawn once for the same plain values."""
    return frame_part(template, same=same, own={}, now=timezone.now())


@register.simple_tag(takes_context=True)
def share_image(context: RequestContext, page: BasePage | str) -> SafeString:
    """Absolute address of the picture shown when the page is shared."""
    request, site = context.get("request"), context["site_settings"]
    pictures = (getattr(page, "share_image_id", None), site.social_card_id)

    def find() -> SafeString:
        given = {
            "own": getattr(page, "share_image", None),
            "card": site.social_card,
            "site_url": context["site_url"],
        }
        return SafeString(render_to_string("components/share_image.html", given, request).strip())

    key = ("share image", *pictures, closed_collections(request))

    return content_version.remember(key, find, now=timezone.now())


def _signed_in(context: RequestContext) -> User | None:
    user = context.get("user")
    return user if user is not None and user.is_authenticated else None


def _menu(context: RequestContext) -> dict[str, Any]:
    return {"nav": context.get("nav", ""), "courses_url": str(context.get("courses_url", ""))}
