"""Which view answers for a page: the views above tell it here, so that models never import them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

PageView = Callable[[HttpRequest, Page], HttpResponse]
View = TypeVar("View", bound=PageView)

_views: dict[type[Page], PageView] = {}


def serves(model: type[Page]) -> Callable[[View], View]:
    """Decorator: this view answers for pages of the model, their previews in the editor included."""

    def register(view: View) -> View:
        _views[model] = view
        return view

    return register


class ServedByView:
    """A page whose view is registered with `serves` (see `learning.views`); a page type without one raises LookupError."""

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        view = _views.get(type(self))
        if view is None:
            raise LookupError(f"no view serves {type(self).__name__}")
        return view(request, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The editor's preview is the page itself; Wagtail has set `request.is_preview`."""
        return self.serve(request)
