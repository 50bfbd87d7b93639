"""What trainees reach without a page of the tree; the pages themselves follow with Wagtail's urls."""

from __future__ import annotations

from django.urls import path

from courses.views import channel, cohorts, dashboard, learning, searching, ticks

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("channel/", channel.channel, name="channel"),
    path("channel/unduh/<slug:figure>.csv", channel.channel_csv, name="channel_csv"),
    path("cari/", searching.search, name="search"),
    path("angkatan/<slug:slug>/", cohorts.cohort, name="cohort"),
    path("angkatan/<slug:slug>/ikut/", cohorts.join, name="cohort_join"),
    path("angkatan/<slug:slug>/selesai/", cohorts.finish, name="cohort_finish"),
    path("angkatan/<slug:slug>/mundur/", cohorts.withdraw, name="cohort_withdraw"),
    # By id, so that a lesson that was moved while its page stood open still takes the mark.
    path("pelajaran/<int:pk>/selesai/", learning.mark_done, name="lesson_done"),
    path("pelajaran/<int:pk>/belum/", learning.undo_done, name="lesson_undo"),
    path("pelajaran/<int:pk>/tempat/", learning.keep_place, name="lesson_place"),
    path("pelajaran/<int:pk>/centang/", ticks.keep_ticks, name="lesson_ticks"),
]
