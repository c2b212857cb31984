"""Accounts: nobody signs up, logins are throttled, a password is handed out by a link."""

import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.urls import reverse

from contentdesk.organization.models import User
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_throttle():
    cache.clear()


def log_in(client, username, password):
    return client.post(reverse("account_login"), {"login": username, "password": password})


def test_one_logs_in_by_username(author, client):
    assert log_in(client, "author", PASSWORD).url == "/"
    assert client.session[SESSION_KEY] == str(author.pk)


def test_after_five_wrong_passwords_even_the_right_one_waits(author, client):
    for _attempt in range(5):
        log_in(client, "author", "salah")
    log_in(client, "author", PASSWORD)
    assert SESSION_KEY not in client.session


def test_nobody_signs_up(client):
    said = {"username": "baru", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_signup"), said)
    assert not User.objects.exists()


def test_the_administrator_hands_out_a_link_that_works_once(author, admin, client):
    client.force_login(admin)
    chosen = {"action": "hand_out_password_link", "_selected_action": [author.pk]}
    page = client.post(reverse("admin:organization_user_changelist"), chosen, follow=True)
    link = re.search(r"http://testserver(/\S+?)[<\s]", page.content.decode())[1]
    client.logout()
    form = client.get(link, follow=True)
    assert form.status_code == 200
    address = form.redirect_chain[-1][0]
    new = "kata sandi yang baru sekali"
    client.post(address, {"password1": new, "password2": new})
    client.logout()
    log_in(client, "author", new)
    assert client.session[SESSION_KEY] == str(author.pk)
    client.logout()
    again = client.get(link, follow=True).content.decode()
    assert "password1" not in again


def test_a_manager_hands_out_nothing(author, manager, client):
    client.force_login(manager)
    chosen = {"action": "hand_out_password_link", "_selected_action": [author.pk]}
    page = client.post(reverse("admin:organization_user_changelist"), chosen, follow=True)
    assert "password/reset/key" not in page.content.decode()
