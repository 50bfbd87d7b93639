"""The WSGI entry point for gunicorn and its kin."""

import os
from contextlib import suppress

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_wsgi_application()

from cms.content_version import bump  # noqa: E402
from cms.site_address import follow_site_url  # noqa: E402

# `manage.py` runs the checks before each command; a web server runs none by itself.
from youtube_integration.checks import sandbox_and_real_apart  # noqa: E402

for problem in sandbox_and_real_apart(None):
    if problem.is_serious():
        raise ImproperlyConfigured(problem.msg)

follow_site_url()
# Another code may have drawn what is kept for visitors. Where nothing can be written now, what is
# kept ends within a quarter of an hour all the same.
with suppress(DatabaseError):
    bump()
