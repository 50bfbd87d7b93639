"""Forms of people; allauth's own, reworded, are in `accounts.forms.login`."""

from accounts.forms.fields import BirthYearField
from accounts.forms.profile import ProfileForm
from accounts.forms.signup import SignupForm

__all__ = ["BirthYearField", "ProfileForm", "SignupForm"]
