"""For the test suite: quick hashes, mail in memory, nothing outside loopback."""

from zlib import crc32

from config.settings.base import *  # noqa: F403
from config.settings.base import CACHES, DATABASES, MIDDLEWARE, ROOT, STORAGES, VAR

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Most tests only read what was written; those of the queue set the queueing backend.
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
POST_OFFICE = {"BACKENDS": {"default": EMAIL_BACKEND}}
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# WhiteNoise warns of a missing static folder, and warnings are errors here.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]
# An in-memory SQLite locks whole tables between threads: concurrency tests need a file.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR.mkdir(exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
else:
    # Two checkouts on one server would drop each other's.
    DATABASES["default"]["TEST"] = {"NAME": f"test_kanal_{crc32(str(ROOT).encode()):08x}"}
MEDIA_ROOT = VAR / "test-media"
IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": IN_MEMORY},
    "pages": {"BACKEND": IN_MEMORY, "LOCATION": "pages"},
    "renditions": CACHES["renditions"],
}
YOUTUBE_API_KEY = "test-key"
YOUTUBE_API_ENDPOINT = "http://127.0.0.1:9/"
