"""What to tell people when YouTube did not answer; never that a channel is unknown."""

from __future__ import annotations

import logging

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from design.site_time import site_time
from youtube_integration.api import QuotaExceeded, Refused, Unreachable

logger = logging.getLogger(__name__)

BY_ADDRESS = gettext_lazy(
    "In Google Cloud, restrict the API key by the server's IP address, not by web page or app."
)
NEW_KEY = gettext_lazy("Set YOUTUBE_API_KEY to a valid API key of Google Cloud.")
SWITCH_ON = gettext_lazy(
    "In Google Cloud, switch on YouTube Data API v3 for the project of the API key."
)
#: What has to be done about a refused key, by Google's word (google.api.ErrorReason, and older).
REMEDIES = {
    "API_KEY_HTTP_REFERRER_BLOCKED": BY_ADDRESS,
    "API_KEY_ANDROID_APP_BLOCKED": BY_ADDRESS,
    "API_KEY_IOS_APP_BLOCKED": BY_ADDRESS,
    "ipRefererBlocked": BY_ADDRESS,
    "API_KEY_IP_ADDRESS_BLOCKED": gettext_lazy(
        "In Google Cloud, add this server's IP address to those that may use the API key."
    ),
    "API_KEY_SERVICE_BLOCKED": gettext_lazy(
        "In Google Cloud, add YouTube Data API v3 to what the API key may be used for."
    ),
    "SERVICE_DISABLED": SWITCH_ON,
    "accessNotConfigured": SWITCH_ON,
    "API_KEY_INVALID": NEW_KEY,
    "API_KEY_EXPIRED": NEW_KEY,
    "keyInvalid": NEW_KEY,
    "keyExpired": NEW_KEY,
    "keyMissing": NEW_KEY,
}


def error_in_words(error: Exception) -> str:
    """One or two sentences for whoever asked; the technical reason goes to the log."""
    if isinstance(error, QuotaExceeded):
        resumes = date_format(site_time(error.resumes_at), "H:i T")
        return _(
            "Kanal has asked YouTube as often as it may today. Try again after {time}."
        ).format(time=resumes)
    if isinstance(error, Unreachable) or not getattr(error, "permanent", True):
        logger.warning("YouTube did not answer: %s", error)
        return _("YouTube cannot be reached right now. Nothing is lost: try again later.")
    logger.error("YouTube could not be asked: %s", error)
    sentence = _("Kanal cannot ask YouTube at the moment. Your programme's team has to look at it.")
    # Whoever reads it can pass it on as it stands.
    return f"{sentence} {refusal_in_words(error)}" if isinstance(error, Refused) else sentence


def refusal_in_words(error: Refused) -> str:
    """Google's own sentence and, where it is known, what an operator has to do."""
    sentence = _("YouTube refuses our key: {reason}").format(reason=error)
    remedy = next((REMEDIES[reason] for reason in error.reasons if reason in REMEDIES), None)
    return f"{sentence.rstrip('.')}. {remedy}" if remedy else sentence
