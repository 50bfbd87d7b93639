"""Pages that are for some people only are neither shown nor counted for the others."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from cms import content_version

USER_ATTRIBUTE = "_closed_paths"
Person = User | AnonymousUser
Pages = TypeVar("Pages", bound=QuerySet)


def closed_paths(user: Person) -> tuple[str, ...]:
    """Tree paths that this person may not enter, nor anything below them.

    Asked once for a person of a request: the answer stays with the object.
    """
    closed: tuple[str, ...] | None = getattr(user, USER_ATTRIBUTE, None)
    if closed is None:
        closed = _closed_to(user) if is_any_page_closed(now=timezone.now()) else ()
        setattr(user, USER_ATTRIBUTE, closed)
    return closed


def _closed_to(user: Person) -> tuple[str, ...]:
    rows = PageViewRestriction.objects.exclude(_opened_to(user))
    return tuple(rows.values_list("page__path", flat=True))


def is_any_page_closed(*, now: datetime) -> bool:
    """On most sites none is: then nothing has to be asked for each page and person."""
    return content_version.remember("closed pages", PageViewRestriction.objects.exists, now=now)


def _opened_to(user: Person) -> Q:
    """A shared password (offered by no form here) opens nothing: lists cannot know who typed it."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    login = Q(restriction_type=PageViewRestriction.LOGIN)
    of_groups = Q(restriction_type=PageViewRestriction.GROUPS)
    if user.is_superuser:
        return login | of_groups
    own = PageViewRestriction.groups.through.objects.filter(group__user=user)
    return login | of_groups & Q(pk__in=own.values("pageviewrestriction"))


def is_visible_to(user: Person, page: Page) -> bool:
    return not page.path.startswith(closed_paths(user))


def visible_to(user: Person, pages: Pages) -> Pages:
    """Those of the pages (any QuerySet of a page type) that the person may enter."""
    closed = Q(pk__in=[])
    for path in closed_paths(user):
        closed |= Q(path__startswith=path)
    return pages.exclude(closed)
