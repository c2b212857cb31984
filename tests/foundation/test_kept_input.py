"""What was typed outlives an expired login, and is shown to the same person alone."""

import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD
from tests.contentdesk import editions

pytestmark = pytest.mark.django_db
TYPED = "Ketikan panjang sebelum sesi berakhir"


def token(page):
    return re.search(r'name="kept" value="([^"]+)"', page)[1]


def log_in(client, user):
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    assert client.session[SESSION_KEY] == str(user.pk)


@pytest.fixture
def edition(author, unit):
    return editions.draft(author, unit)


def expired_form(client, author, edition):
    """The form as it was made for the author, their session gone since."""
    url = reverse("material_edit", args=[edition.material.ulid])
    client.force_login(author)
    kept = token(client.get(url).content.decode())
    client.logout()
    fields = {"kept": kept, "title": "J", "body": TYPED, "version": 2, "unit": 1, "ulid": "X"}
    return url, client.post(url, fields)


def test_after_logging_in_again_the_text_is_back(edition, author, client):
    url, response = expired_form(client, author, edition)
    assert response.url == f"{reverse('account_login')}?next={url}"
    log_in(client, author)
    assert TYPED in client.get(url).content.decode()
    edition.refresh_from_db()
    assert edition.body == editions.BODY, "it is shown, not saved"
    assert TYPED not in client.get(url).content.decode(), "once"


def test_somebody_else_at_the_same_computer_does_not_see_it(edition, author, colleague, client):
    url, _response = expired_form(client, author, edition)
    log_in(client, colleague)
    assert TYPED not in client.get(url).content.decode()


def test_a_form_that_is_not_ours_keeps_nothing(edition, client):
    url = reverse("material_edit", args=[edition.material.ulid])
    response = client.post(url, {"kept": "made up", "body": TYPED})
    assert response.url == f"{reverse('account_login')}?next={reverse('home')}"
    assert "kept_input" not in client.session


def test_a_page_that_stood_open_over_a_new_login(edition, author):
    """Its CSRF token is stale: nothing is done, the text is back on the page."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    url = reverse("material_edit", args=[edition.material.ulid])
    kept = token(client.get(url).content.decode())
    response = client.post(url, {"kept": kept, "body": TYPED, "csrfmiddlewaretoken": "x" * 64})
    assert (response.status_code, response.url) == (302, url)
    assert TYPED in client.get(url).content.decode()


def test_a_stale_form_without_a_note_gets_a_page_that_helps(author, db):
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    response = client.post(reverse("material_new_kind", args=["service"]), {"body": TYPED})
    assert response.status_code == 403
    assert "403_csrf.html" in [t.name for t in response.templates]


def test_a_reason_typed_for_the_unit_is_kept_too(author, manager, unit, client):
    edition = editions.submitted(author, unit)
    page = reverse("material", args=[edition.material.ulid])
    client.force_login(manager)
    kept = token(client.get(page).content.decode())
    client.logout()
    action = reverse("material_move", args=[edition.material.ulid, "request_changes"])
    response = client.post(action, {"kept": kept, "reason": TYPED})
    assert response.url.endswith(f"next={page}")
    log_in(client, manager)
    assert TYPED in client.get(page).content.decode()
