"""A Django that does nothing: one view, no middleware, no database. Every page is weighed by it."""

from __future__ import annotations

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    SECRET_KEY="bare", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, MIDDLEWARE=[]
)


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"bare")


urlpatterns = [path("", view)]
application = get_wsgi_application()
