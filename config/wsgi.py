"""The production entry. It refuses to start when the settings are not fit for strangers."""

import os

import django
from django.core.checks import ERROR, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

_found = [
    message
    for message in run_checks(include_deployment_checks=True)
    if message.is_serious(ERROR) and str(message.id).startswith("portal.")
]
if _found:
    # An ordinary error: at a SystemExit gunicorn would start its workers again for ever.
    raise ImproperlyConfigured("\n".join(str(message) for message in _found))

application = WSGIHandler()
