"""For work on Kanal itself: DEBUG on, mail to the terminal, plain static files."""

from config.settings.base import *  # noqa: F403
from config.settings.base import POST_OFFICE, STORAGES, env

DEBUG = env.bool("DEBUG", default=True)
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# The terminal shows a mail at once, with no scheduler beside the server.
EMAIL_BACKEND = POST_OFFICE["BACKENDS"]["default"]
