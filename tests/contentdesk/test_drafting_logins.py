"""A script that saves while one types is told in JSON when the login or the token is gone."""

import pytest
from django.test import Client
from django.urls import reverse

from contentdesk.models import new_ulid
from tests.contentdesk import editions

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}
# What a browser asks for when a person sends a form: a page.
PAGE = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture
def edition(author, unit):
    return editions.draft(author, unit)


@pytest.fixture
def url(edition):
    return reverse("material_draft", args=[edition.material.ulid])


def sent(edition, **more):
    fields = {"ulid": edition.material.ulid, "version": edition.version, "title": "Lain", **more}
    return {**fields, "unit": edition.material.unit_id}


@pytest.mark.parametrize("name", ["material_draft", "material_presence", "material_tidy"])
def test_without_a_login_a_script_gets_no_page(name, edition, client):
    args = [] if name == "material_tidy" else [edition.material.ulid]
    response = client.post(reverse(name, args=args), sent(edition), headers=JSON)
    assert response.status_code == 401
    assert response.json()["login"] == reverse("account_login")
    assert "kept_input" not in client.session


def test_a_person_without_a_login_gets_the_page(edition, url, client):
    assert client.post(url, sent(edition), headers=PAGE).status_code == 302


def test_a_stale_token_is_answered_with_a_fresh_one(edition, url, author):
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    client.get(reverse("material_edit", args=[edition.material.ulid]))
    refused = client.post(url, sent(edition, csrfmiddlewaretoken="x" * 64), headers=JSON)
    data = refused.json()
    assert (refused.status_code, data["user"]) == (403, author.pk)
    again = client.post(url, sent(edition, csrfmiddlewaretoken=data["token"]), headers=JSON)
    assert again.status_code == 200


def test_a_stale_token_without_a_login_leads_to_the_login(edition, url):
    client = Client(enforce_csrf_checks=True)
    data = client.post(url, sent(edition), headers=JSON).json()
    assert (data["user"], data["login"]) == (None, reverse("account_login"))


# Who may save it while typing, by the state it is in; all others as the page itself refuses them.
WRITERS = {"author": 200, "colleague": 200, "manager": 200, "lead": 403, "deputy": 403}
REFUSED = {"head": 403, "auditor": 403, "team_member": 404, "outsider": 404, "admin": 404}


@pytest.mark.parametrize("name", ["material_draft", "material_presence"])
def test_who_may_save_while_typing(name, everyone, unit, program, client):
    found = {}
    for who, person in everyone.items():
        edition = editions.draft(everyone["author"], unit, program=program)
        url = reverse(name, args=[edition.material.ulid])
        client.force_login(person)
        found[who] = client.post(url, sent(edition), headers=JSON).status_code
        assert client.get(url).status_code == 405
    assert found == {**WRITERS, **REFUSED}


def test_who_may_begin_while_typing(everyone, unit, client):
    found = {}
    for who, person in everyone.items():
        client.force_login(person)
        fields = {"ulid": new_ulid(), "version": 1, "title": "Baru", "unit": unit.pk}
        url = reverse("material_new_draft", args=["routine"])
        found[who] = client.post(url, fields, headers=JSON).status_code
    begin = {"author": 200, "colleague": 200, "manager": 200, "outsider": 422}
    assert found == {**dict.fromkeys(everyone, 403), **begin}
