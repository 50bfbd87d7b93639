"""Connecting a channel, and taking it off."""

from __future__ import annotations

from django.urls import path

from youtube_integration.views import confirm, connect, disconnect

urlpatterns = [
    path("channel/hubungkan/", connect, name="channel_connect"),
    path("channel/hubungkan/pastikan/", confirm, name="channel_confirm"),
    path("channel/putuskan/", disconnect, name="channel_disconnect"),
]
