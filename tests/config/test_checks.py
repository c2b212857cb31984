"""A start that is not fit for strangers is refused, in words that say what to set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FIT = {"SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "portal.contoh.test"}


def start(code, **settings):
    """Run Python on the portal with these settings alone; what came out of it."""
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": "sqlite://:memory:", **settings}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


WSGI = "import config.wsgi"
WORKER = (
    "import os; os.environ['DJANGO_SETTINGS_MODULE']='config.settings';"
    "from django.core.management import execute_from_command_line as run;"
    "run(['manage.py', 'check'])"
)


@pytest.mark.parametrize("code", [WSGI, WORKER], ids=["wsgi", "worker"])
@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        ({**FIT, "SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({**FIT, "ALLOWED_HOSTS": " , "}, "ALLOWED_HOSTS is not set"),
    ],
)
def test_what_is_missing_is_named(code, settings, wanted):
    refused = start(code, **settings)
    assert refused.returncode != 0
    assert wanted in refused.stderr
    assert "HINT" in refused.stderr


def test_strangers_are_not_served_with_debug():
    refused = start(WSGI, **FIT, DEBUG="1")
    assert refused.returncode != 0
    assert "DEBUG is on" in refused.stderr


def test_a_fit_start_starts():
    assert start(WSGI, **FIT).returncode == 0


def test_half_written_access_to_wordpress_is_said():
    said = start(WORKER, **FIT, WORDPRESS_URL="https://contoh.test")
    assert said.returncode == 0
    assert "WORDPRESS_USER, WORDPRESS_APP_PASSWORD not set" in said.stderr
