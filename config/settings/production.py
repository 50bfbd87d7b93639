"""For a city's server: HTTPS only, PostgreSQL, keys from the environment, never a sandbox."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.env import (
    DEVELOPMENT_FIELD_KEY,
    DEVELOPMENT_SECRET_KEY,
    LOOPBACK_HOSTS,
    integer,
    required,
    words,
)
from config.settings.base import *  # noqa: F403
from config.settings.base import (
    LOGGING,
    POST_OFFICE,
    SITE_URL,
    YOUTUBE_ANALYTICS_ENDPOINT,
    YOUTUBE_API_ENDPOINT,
    env,
)

DEBUG = False
LOGGING["loggers"]["kanal.security"]["level"] = "INFO"
SECRET_KEY = required("SECRET_KEY")
FIELD_ENCRYPTION_KEYS = words("FIELD_ENCRYPTION_KEYS")
ALLOWED_HOSTS = words("ALLOWED_HOSTS")
if SECRET_KEY == DEVELOPMENT_SECRET_KEY or DEVELOPMENT_FIELD_KEY in FIELD_ENCRYPTION_KEYS:
    raise ImproperlyConfigured("SECRET_KEY or FIELD_ENCRYPTION_KEYS is the development one.")
required("DATABASE_URL")
required("SITE_URL")
required("EMAIL_URL")
transport = POST_OFFICE["BACKENDS"]["default"]
if transport.endswith("console.EmailBackend"):
    raise ImproperlyConfigured("EMAIL_URL prints mail, and with it links that open accounts.")
if transport.endswith(("dummy.EmailBackend", "locmem.EmailBackend")):
    raise ImproperlyConfigured("EMAIL_URL drops mail: nobody could confirm an address.")

for name, value in (
    ("YOUTUBE_API_ENDPOINT", YOUTUBE_API_ENDPOINT),
    ("YOUTUBE_ANALYTICS_ENDPOINT", YOUTUBE_ANALYTICS_ENDPOINT),
):
    parts = urlsplit(value)
    if parts.scheme != "https" or parts.hostname in LOOPBACK_HOSTS:
        raise ImproperlyConfigured(
            f"{name} must begin with https:// and not be this machine: production reads the real "
            "YouTube, and sends it a key."
        )

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
if SECURE_SSL_REDIRECT and not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("SITE_URL must begin with https://: links in mails are made of it.")
# A monitor on the machine itself asks without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = integer("SECURE_HSTS_SECONDS", 31_536_000)
# Off where a neighbour below the same domain still answers without TLS.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Browsers take a cookie of this prefix from this very host alone, over TLS, for every path: no
# neighbour below the same domain can plant one.
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
KNOWN_BROWSER_COOKIE_NAME = "__Host-kanal_browser"
SILENCED_SYSTEM_CHECKS = [
    *([] if SECURE_HSTS_INCLUDE_SUBDOMAINS else ["security.W005"]),  # said so by the setting
    "security.W019",  # the editor shows previews in a frame of the same site
    "security.W021",  # browsers' preload lists hold whole domains: for their owner to ask
]
