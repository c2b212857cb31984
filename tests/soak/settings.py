"""The portal's own settings, given by environment variables; a worker that idles less."""

from config.settings import *  # noqa: F403
from config.settings import Q_CLUSTER

Q_CLUSTER = {**Q_CLUSTER, "poll": 0.05}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
