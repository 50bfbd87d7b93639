"""People, what they told, where they live, what they agreed to."""

from accounts.models.ages import AgeSettings
from accounts.models.consents import Consent, ConsentQuerySet
from accounts.models.erasures import ErasureRequest, ErasureRequestQuerySet
from accounts.models.mails import PersonMail
from accounts.models.profiles import Gender, Language, Profile
from accounts.models.regions import Region, RegionQuerySet, normalise_region_code
from accounts.models.sessions import Session
from accounts.models.users import User, UserManager, UserQuerySet, matching_people
from accounts.names import normalise_email

__all__ = [
    "AgeSettings",
    "Consent",
    "ConsentQuerySet",
    "ErasureRequest",
    "ErasureRequestQuerySet",
    "Gender",
    "Language",
    "PersonMail",
    "Profile",
    "Region",
    "RegionQuerySet",
    "Session",
    "User",
    "UserManager",
    "UserQuerySet",
    "matching_people",
    "normalise_email",
    "normalise_region_code",
]
