"""What goes wrong behind the editor's buttons, told beside them."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from cms.bulk_publishing import why_not_published
from cms.publishing import NotPublishable


class ExplainsRefusedPublishing:
    """An act of the admin that ended in publishing (approving a workflow's last task, for one) and
    met a page that is not fit: nothing of it happened, and the editor opens with the reasons."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotPublishable):
            return None
        messages.error(request, why_not_published(exception))
        editor = reverse("wagtailadmin_pages:edit", args=[exception.page.pk])
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            # What Wagtail's own dialogs answer when they are done.
            return JsonResponse({"step": "success", "redirect": editor})
        return redirect(editor)
