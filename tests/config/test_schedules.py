"""What the worker does by the clock."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.models import Schedule

from config import schedules
from config.tasks import clear_sessions

pytestmark = pytest.mark.django_db


def test_every_task_on_the_clock_is_there():
    schedules.ensure()
    assert {row.func for row in Schedule.objects.all()} == set(schedules.EVERY)
    assert all(callable(import_string(task)) for task in schedules.EVERY)


def test_sessions_that_have_run_out_are_deleted():
    hour = timedelta(hours=1)
    Session.objects.create(session_key="old", expire_date=timezone.now() - hour)
    Session.objects.create(session_key="new", expire_date=timezone.now() + hour)
    clear_sessions()
    assert [session.session_key for session in Session.objects.all()] == ["new"]
