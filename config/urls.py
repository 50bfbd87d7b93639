"""The root of all addresses: apps first, Wagtail's pages last."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.generic import RedirectView, TemplateView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps import Sitemap
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from accounts.views import admin_account, admin_login, admin_password_reset, closed, page_login
from cms.views import serve_page
from config.health import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("robots.txt", TemplateView.as_view(template_name="robots.txt", content_type="text/plain")),
    path("favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}design/img/favicon.ico")),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": Sitemap}}),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/login/", admin_login),
    re_path(r"^admin/password_reset/", admin_password_reset),
    path("admin/account/", admin_account),
    # Wagtail's own pages to try how errors look.
    path("admin/test404/", closed),
    path("admin/failwhale/", closed),
    path("admin/", include(wagtailadmin_urls)),
    # Before Wagtail's: documents go out with a sandbox policy of ours.
    path("", include("cms.urls")),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("youtube_integration.urls")),
    path("", include("learning.urls")),
    # Wagtail's own login form knows neither rate limits nor confirmed addresses.
    path("_util/login/", page_login),
    re_path(serve_pattern, serve_page),
    path("", include("wagtail.urls")),
]

handler400 = "cms.views.bad_request"
handler403 = "cms.views.permission_denied"
handler404 = "cms.views.page_not_found"
handler500 = "cms.views.server_error"
