"""Pictures of closed collections on pages that more people may read: said beside the editor."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import ForeignKey
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import BaseViewRestriction, Page


def warn_of_closed_pictures(request: HttpRequest, page: Page) -> None:
    """Hook `after_create_page`, `after_edit_page`."""
    readers = list(page.get_view_restrictions())
    hidden = [each.title for each in pictures_of(page) if not _is_seen_by_all(each, readers)]
    if hidden:
        text = _(
            "Not every reader can see these pictures, which lie in a closed collection: %(titles)s. "
            "The others read the page without them."
        )
        messages.warning(request, text % {"titles": ", ".join(f"“{title}”" for title in hidden)})


def pictures_of(page: Page) -> Iterable[AbstractImage]:
    """Those that the page names as it stands in memory, draft or not, by title."""
    model, keys = get_image_model(), set()
    for field in page._meta.get_fields():
        if isinstance(field, ForeignKey) and field.remote_field.model is model:
            keys.add(getattr(page, field.attname))
        elif isinstance(field, StreamField):
            named = field.extract_references(getattr(page, field.name))
            keys |= {int(key) for other, key, *_paths in named if other is model}
    chosen = model.objects.filter(pk__in=keys - {None})
    return chosen.select_related("collection").order_by("title", "pk")


def _is_seen_by_all(picture: AbstractImage, readers: list[BaseViewRestriction]) -> bool:
    rules = picture.collection.get_view_restrictions()
    return all(any(_lets_in_no_more(reader, rule) for reader in readers) for rule in rules)


def _lets_in_no_more(page_rule: BaseViewRestriction, rule: BaseViewRestriction) -> bool:
    """Whether everybody whom the page's rule lets in may see what the collection's rule closes."""
    if rule.restriction_type == BaseViewRestriction.LOGIN:
        return page_rule.restriction_type != BaseViewRestriction.PASSWORD
    both = {rule.restriction_type, page_rule.restriction_type}
    return both == {BaseViewRestriction.GROUPS} and _groups(page_rule) <= _groups(rule)


def _groups(rule: BaseViewRestriction) -> set[int]:
    return set(rule.groups.values_list("pk", flat=True))
