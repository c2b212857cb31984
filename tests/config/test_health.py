"""Whoever watches the machine is answered, above all when something is broken."""

import uuid
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from django_q.models import Schedule, Task

from config import schedules


def test_the_process_answers_without_database_login_or_known_host():
    # No django_db: pytest-django refuses any look at the database.
    answer = Client().get("/healthz", headers={"host": "10.0.0.7"})
    assert (answer.status_code, answer.json()) == (200, {"alive": True})


@pytest.mark.django_db
def test_ready_while_the_database_answers():
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": True})


@pytest.mark.django_db
def test_not_ready_while_the_database_is_down():
    def broken(execute, sql, *arguments):
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(broken):
        answer = Client().get("/readyz")
        alive = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"database": False})
    assert alive.status_code == 200


def finished(ago):
    stopped = timezone.now() - ago
    Task.objects.create(
        id=uuid.uuid4().hex, name="x", func="x", started=stopped, stopped=stopped, success=True
    )


@pytest.mark.django_db
def test_a_worker_that_stands_still_is_told_to_those_who_can_have_it_mended(
    manager, head, admin, author, client
):
    told = "Tidak ada yang sedang dikirim"
    schedules.ensure()
    client.force_login(manager)
    assert told not in client.get("/").content.decode(), "just set up"
    Schedule.objects.update(next_run=timezone.now() - timedelta(minutes=11))
    for person, expected in ((manager, True), (head, True), (admin, True), (author, False)):
        client.force_login(person)
        assert (told in client.get("/").content.decode()) == expected
    assert Client().get("/workerz").status_code == 503
    finished(timedelta(minutes=11))
    client.force_login(manager)
    assert told in client.get("/").content.decode()
    finished(timedelta(minutes=9))
    assert told not in client.get("/").content.decode()
    answer = Client().get("/workerz")
    assert (answer.status_code, answer.json()["worker"]) == (200, True)


@pytest.mark.django_db
def test_without_a_database_the_worker_is_not_known():
    def broken(execute, sql, *arguments):
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(broken):
        assert Client().get("/workerz").status_code == 503
