"""Which view answers for a page: told by the hook `register_page_views`, so that no model imports one.

Here `learning/wagtail_hooks.py` answers it for every page type of this app.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page

PageView = Callable[[HttpRequest, Page], HttpResponse]


if TYPE_CHECKING:
    LeftOfPage = Page
else:
    LeftOfPage = object


class ServedByView(LeftOfPage):
    """A page whose view stands in a mapping from page types to views, as the hook returns them.

    A page type without one raises LookupError.
    """

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        for views in hooks.get_hooks("register_page_views"):
            if (view := views().get(type(self))) is not None:
                return view(request, self)
        raise LookupError(f"no view serves {type(self).__name__}")

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The editor's preview is the page itself; Wagtail has set `request.is_preview`."""
        return self.serve(request)
