"""The portal's own settings, made small for tests: no secrets, no outside, files thrown away."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("SITE_URL", "http://testserver")
for _name in ("DEBUG", "WORDPRESS_URL", "WORDPRESS_USER", "WORDPRESS_APP_PASSWORD"):
    os.environ.pop(_name, None)

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, Q_CLUSTER  # noqa: E402

_folder = Path(tempfile.mkdtemp(prefix="portal-tests-"))
MEDIA_ROOT = _folder / "media"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "worker")
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOGGING = {"version": 1, "disable_existing_loggers": False}
# Threads and subprocesses of the tests must see one database, so SQLite is a file here too.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["NAME"] = _folder / "portal.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}
Q_CLUSTER = {**Q_CLUSTER, "sync": False}
