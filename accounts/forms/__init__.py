"""Forms of people; allauth's own, reworded, are in `accounts.forms.entrance`."""

from accounts.forms.profile import ProfileForm
from accounts.forms.signup import SignupForm

__all__ = ["ProfileForm", "SignupForm"]
