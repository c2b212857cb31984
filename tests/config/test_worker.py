"""The real worker carries out what is queued, on the database of this run."""

import os
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django_q.models import Failure, Success
from django_q.tasks import async_task

from config.programs import Program

ROOT = Path(__file__).resolve().parent.parent.parent
TASKS = 60


def database_url():
    """The test database, for another process."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.fixture
def worker(tmp_path):
    settings = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": database_url(),
        "WORDPRESS_URL": "",
        "WORDPRESS_USER": "",
        "WORDPRESS_APP_PASSWORD": "",
    }
    worker = Program(
        [sys.executable, "manage.py", "qcluster"], settings, ROOT, tmp_path / "worker.log"
    )
    worker.launch()
    yield worker
    worker.stop()


@pytest.mark.django_db(transaction=True)
def test_every_queued_task_is_done_once(worker):
    for _number in range(TASKS):
        async_task("contentdesk.wordpress.tasks.send_due", group="test")
    deadline = time.monotonic() + 60
    while (done := Success.objects.filter(group="test").count()) < TASKS:
        assert worker.is_running, worker.log.read_text()
        assert list(Failure.objects.values_list("result", flat=True)) == []
        assert time.monotonic() < deadline, f"{done} done; {worker.log.read_text()}"
        time.sleep(0.2)
    assert done == TASKS
