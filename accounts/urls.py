"""Kanal's own pages about the person; allauth's follow at the same prefix."""

from __future__ import annotations

from django.urls import path, re_path

from accounts import views

urlpatterns = [
    # As allauth's, with a count of its own for a browser that the account knows.
    path("password/reset/", views.reset_password, name="account_reset_password"),
    path("profil/", views.profile, name="account_profile"),
    path("profil/unduh/", views.download_data, name="account_data"),
    path("profil/hapus/", views.erase, name="account_erase"),
    path("profil/hapus/batal/", views.take_back, name="account_erase_cancel"),
    path("persetujuan/", views.consent, name="account_consent"),
    path("persetujuan/cabut/", views.withdraw, name="account_consent_withdraw"),
    path("bahasa/", views.set_language, name="set_language"),
    # The two that replace allauth's: asking for the mail again, and links that have grown old.
    path("confirm-email/", views.verification_sent, name="account_email_verification_sent"),
    re_path(
        r"^confirm-email/(?P<key>[-:\w]+)/$", views.confirm_email, name="account_confirm_email"
    ),
]
