"""Addresses of the website's own views; pages have Wagtail's."""

from __future__ import annotations

from django.urls import path

from cms import views

urlpatterns = [
    path("media/<path:path>", views.serve_media, name="cms_media"),
    # Stands before Wagtail's address of the same form.
    path("documents/<int:document_id>/<path:document_filename>", views.serve_document),
    path("palette/<slug:key>.css", views.palette, name="cms_palette"),
]
