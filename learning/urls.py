"""What trainees reach without a page of the tree; the pages themselves follow with Wagtail's urls."""

from __future__ import annotations

from django.urls import path

from learning.views import channel, cohort, dashboard, lesson, search, ticks

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("channel/", channel.channel, name="channel"),
    path("channel/unduh/<slug:series_name>.csv", channel.channel_csv, name="channel_csv"),
    path("cari/", search.search, name="search"),
    path("angkatan/<slug:slug>/", cohort.cohort, name="cohort"),
    path("angkatan/<slug:slug>/ikut/", cohort.join, name="cohort_join"),
    path("angkatan/<slug:slug>/selesai/", cohort.finish, name="cohort_finish"),
    path("angkatan/<slug:slug>/mundur/", cohort.withdraw, name="cohort_withdraw"),
    # By id, so that a lesson that was moved while its page stood open still takes the mark.
    path("pelajaran/<int:pk>/selesai/", lesson.mark_done, name="lesson_done"),
    path("pelajaran/<int:pk>/belum/", lesson.undo_done, name="lesson_undo"),
    path("pelajaran/<int:pk>/tempat/", lesson.save_reading_position, name="lesson_position"),
    path("pelajaran/<int:pk>/centang/", ticks.save_ticks, name="lesson_ticks"),
]
