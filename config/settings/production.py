"""For a city's server: HTTPS only, PostgreSQL, keys from the environment, never a sandbox."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.env import DEVELOPMENT_FIELD_KEY, DEVELOPMENT_SECRET_KEY, LOOPBACK_HOSTS, required
from config.settings.base import *  # noqa: F403
from config.settings.base import YOUTUBE_ANALYTICS_ENDPOINT, YOUTUBE_API_ENDPOINT, env

DEBUG = False
SECRET_KEY = required("SECRET_KEY")
FIELD_ENCRYPTION_KEYS = [key for key in required("FIELD_ENCRYPTION_KEYS").split(",") if key]
ALLOWED_HOSTS = required("ALLOWED_HOSTS").split(",")
if SECRET_KEY == DEVELOPMENT_SECRET_KEY or DEVELOPMENT_FIELD_KEY in FIELD_ENCRYPTION_KEYS:
    raise ImproperlyConfigured("SECRET_KEY or FIELD_ENCRYPTION_KEYS is the development one.")
required("DATABASE_URL")
required("SITE_URL")

for name, value in (
    ("YOUTUBE_API_ENDPOINT", YOUTUBE_API_ENDPOINT),
    ("YOUTUBE_ANALYTICS_ENDPOINT", YOUTUBE_ANALYTICS_ENDPOINT),
):
    if urlsplit(value).hostname in LOOPBACK_HOSTS:
        raise ImproperlyConfigured(
            f"{name} points to this machine: production reads the real YouTube."
        )

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
