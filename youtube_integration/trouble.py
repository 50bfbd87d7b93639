"""What to tell people when YouTube did not answer; never that a channel is unknown."""

from __future__ import annotations

import logging

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.site_time import site_time
from youtube_integration.api import QuotaExceeded, Unreachable

logger = logging.getLogger(__name__)


def trouble_in_words(error: Exception) -> str:
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
    return _("Kanal cannot ask YouTube at the moment. Your programme's team has to look at it.")
