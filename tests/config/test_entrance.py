"""What stands before the login: the language, the doors of the admin, and no page of e-mail."""

from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from contentdesk.organization.models import User
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


def test_a_stranger_chooses_the_language_of_the_login_page(client):
    said = {"language": "en", "next": "/account/login/"}
    assert client.post(reverse("set_language"), said).url == "/account/login/"
    assert '<html lang="en">' in client.get("/account/login/").content.decode()


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/?next=/admin/", "/admin/nothing/"])
def test_a_stranger_finds_the_portals_login_instead_of_the_admins(path, client):
    page = client.get(path, follow=True)
    assert page.status_code == 200
    assert unquote(page.redirect_chain[-1][0]).startswith("/account/login/?next=/admin/")
    assert page.templates[0].name == "account/login.html"


def test_the_admin_takes_no_password(admin, client):
    admin.is_staff = True
    admin.save()
    answer = client.post("/admin/login/", {"username": "admin", "password": PASSWORD})
    assert answer.url.startswith("/account/login/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/admin/organization/user/"])
def test_the_admin_refuses_whoever_is_no_administrator(path, manager, client):
    client.force_login(manager)
    page = client.get(path)
    assert page.status_code == 403
    assert page.templates[0].name == "403.html"


def test_the_first_administrator_is_made_on_the_command_line(client):
    client.force_login(User.objects.create_superuser("first", password=PASSWORD, name="Pertama"))
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/login/").url == "/admin/"
    assert client.post("/admin/logout/").url == "/account/logout/"
    assert client.get("/admin/password_change/").url == "/account/password/change/"


@pytest.mark.parametrize("path", ["email/", "confirm-email/", "login/code/confirm/"])
def test_there_is_no_page_of_e_mail(path, author, client):
    client.force_login(author)
    assert client.get(f"/account/{path}").status_code == 404


def test_a_forgotten_password_sends_no_mail(author, mailoutbox):
    answer = Client().post("/account/password/reset/", {"email": "a@contoh.test"})
    assert answer.status_code == 405
    assert mailoutbox == []
