"""Whoever watches the machine is answered, above all when something is broken."""

import pytest
from django.db import OperationalError, connection
from django.test import Client


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
