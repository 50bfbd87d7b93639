"""Pages about the person."""

from accounts.views.admin_login import (
    admin_account,
    admin_login,
    admin_password_reset,
    closed,
    page_login,
)
from accounts.views.consents import consent, withdraw
from accounts.views.erasing import download_data, erase, take_back
from accounts.views.languages import set_language
from accounts.views.profiles import profile
from accounts.views.resetting import reset_password
from accounts.views.sessions import devices, sign_out_device, sign_out_elsewhere
from accounts.views.verification import confirm_address

__all__ = [
    "admin_account",
    "admin_login",
    "admin_password_reset",
    "closed",
    "confirm_address",
    "consent",
    "devices",
    "download_data",
    "erase",
    "page_login",
    "profile",
    "reset_password",
    "set_language",
    "sign_out_device",
    "sign_out_elsewhere",
    "take_back",
    "withdraw",
]
