"""Error pages, uploaded pictures and the chosen colours."""

from __future__ import annotations

import mimetypes
import posixpath
import sys
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.utils import timezone
from django.utils._os import safe_join
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.documents.views.serve import serve as serve_wagtail_document
from wagtail.views import serve as serve_wagtail_page

from accounts.security.origins import is_sent_from_here
from cms.database_errors import is_unreachable
from cms.models import KanalDocument, SiteSettings
from cms.pictures import closing_of
from cms.routing import note_route
from design.palette import stylesheet

# The only kinds a browser may show by their own address; all else is saved, never opened.
SHOWN = {"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"}
# Documents go out through Wagtail's view, which asks whether the person may have them.
NOT_BY_PATH = "documents/"
SANDBOX = "default-src 'none'; sandbox"
YEAR = 365 * 24 * 3600
RETRY_AFTER_SECONDS = 10


def serve_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """Wagtail's view of a page, which is found sooner."""
    note_route(request, path, now=timezone.now())
    return serve_wagtail_page(request, path)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request made no sense."""
    return _error_page(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but not for this; the page says who can help."""
    return _error_page(request, HTTPStatus.FORBIDDEN, {"reason": _reason(exception)})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form whose token is too old. Only what our own page sent is offered to be sent again."""
    typed = _typed(request) if is_sent_from_here(request) else []
    return render(request, "403_csrf.html", {"typed": typed}, status=HTTPStatus.FORBIDDEN.value)


def busy(request: HttpRequest) -> HttpResponse:
    """503: the database had no turn or no room for this; what was sent can be sent once more."""
    context = {"typed": _typed(request)}
    response = render(request, "503.html", context, status=HTTPStatus.SERVICE_UNAVAILABLE.value)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form sent, without passwords: names and values for hidden fields."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 with the search and the way to the courses."""
    return _error_page(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database is away.

    Needs neither database nor session: the template gets no context processors.
    """
    content = get_template("500.html").render({})
    if not is_unreachable(sys.exc_info()[1]):
        return HttpResponse(content, status=HTTPStatus.INTERNAL_SERVER_ERROR)
    response = HttpResponse(content, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _reason(exception: Exception | None) -> str:
    """A reason that our own code gave; Django's bare PermissionDenied says nothing."""
    return str(exception) if exception else ""


def _error_page(
    request: HttpRequest, status: HTTPStatus, context: dict[str, str] | None = None
) -> HttpResponse:
    return render(request, f"{status.value}.html", context or {}, status=status.value)


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """An uploaded picture by its path, so that nothing in it can run; 404 for documents, and for
    the pictures of a collection that is closed to this person."""
    # Dots in between must not lead around the rule about documents.
    is_plain = posixpath.normpath(path) == path
    if not is_plain or path.startswith(NOT_BY_PATH):
        raise Http404(path)
    try:
        safe_join(settings.MEDIA_ROOT, path)
    except SuspiciousFileOperation:
        raise Http404(path) from None
    is_closed = _stands_closed(request, path)
    response: HttpResponseBase = serve(request, path, document_root=settings.MEDIA_ROOT)
    kind = mimetypes.guess_type(path)[0] or ""
    if kind not in SHOWN:
        response["Content-Type"] = "application/octet-stream"
        response["Content-Disposition"] = "attachment"
    _lock_up(response)
    if is_closed:
        patch_cache_control(response, private=True, no_store=True)
    else:
        is_size = path.startswith("images/")
        patch_cache_control(response, public=True, max_age=YEAR if is_size else 0)
    return response


def _stands_closed(request: HttpRequest, path: str) -> bool:
    """Whether the picture is for some people only; 404 for the others."""
    restrictions = closing_of(path)
    if not all(each.accept_request(request) for each in restrictions):
        raise Http404(path)
    return bool(restrictions)


def _lock_up(response: HttpResponseBase) -> None:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX


@require_safe
def serve_document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponse:
    """Wagtail's own download, which asks who may have it, locked up like every upload.

    A former address leads on, for those who may have it: the others learn no title from it.
    """
    document = KanalDocument.objects.select_related("collection").filter(pk=document_id).first()
    if document is not None and document.filename != document_filename:
        rules = document.collection.get_view_restrictions()
        if all(each.accept_request(request) for each in rules):
            return redirect(document.url)
    response = serve_wagtail_document(request, document_id, document_filename)
    if response.has_header("Content-Disposition"):
        _lock_up(response)
    return response


@require_safe
def palette(request: HttpRequest, key: str) -> HttpResponse:
    """The stylesheet of the chosen colours; its address changes with them."""
    chosen = SiteSettings.for_request(request)
    response = HttpResponse(stylesheet(chosen.palette), content_type="text/css; charset=utf-8")
    fresh = key == chosen.palette_key
    patch_cache_control(response, public=True, max_age=YEAR if fresh else 60)
    return response
