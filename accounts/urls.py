"""Kanal's own pages about the person; allauth's follow at the same prefix."""

from __future__ import annotations

from django.urls import path

from accounts import views

urlpatterns = [
    # As allauth's, with a count of its own for a browser that the account knows.
    path("password/reset/", views.reset_password, name="account_reset_password"),
    path("profil/", views.profile, name="account_profile"),
    path("profil/unduh/", views.download_data, name="account_data"),
    path("profil/hapus/", views.erase, name="account_erase"),
    path("profil/hapus/batal/", views.take_back, name="account_erase_cancel"),
    path("perangkat/", views.devices, name="account_devices"),
    path("perangkat/keluar/", views.sign_out_elsewhere, name="account_sign_out_elsewhere"),
    path(
        "perangkat/<slug:reference>/keluar/",
        views.sign_out_device,
        name="account_sign_out_device",
    ),
    path("persetujuan/", views.consent, name="account_consent"),
    path("persetujuan/cabut/", views.withdraw, name="account_consent_withdraw"),
    path("bahasa/", views.set_language, name="set_language"),
    # In the place of allauth's.
    path("confirm-email/", views.confirm_address, name="account_email_verification_sent"),
]
