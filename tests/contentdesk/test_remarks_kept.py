"""A remark that could not be added: the person hears why, and nothing typed is lost."""

import pytest
from django.urls import reverse

from contentdesk.foundation.transitions import Refused, WrongState
from contentdesk.models import Remark, State
from contentdesk.services import drafts, remarks
from tests.cast import PASSWORD
from tests.contentdesk import editions

pytestmark = pytest.mark.django_db


def page(edition):
    return reverse("material_remarks", args=[edition.material.ulid])


def said(edition, text="Mohon sebut jamnya.", **more):
    return {"edition": edition.number, "field": "body", "text": text, **more}


def test_nothing_written_is_asked_for(author, manager, unit, client):
    edition = editions.submitted(author, unit)
    client.force_login(manager)
    response = client.post(page(edition), said(edition, "  "))
    assert response.status_code == 422
    assert not edition.remarks.exists()
    with pytest.raises(Refused):
        remarks.write(edition, "  ", actor=manager)


def test_too_long_a_remark_comes_back(author, manager, unit, client):
    edition = editions.submitted(author, unit)
    client.force_login(manager)
    response = client.post(page(edition), said(edition, "a" * 2001))
    assert response.status_code == 422
    assert "a" * 2001 in response.content.decode()


def test_a_field_of_another_kind_is_refused(author, manager, unit, client):
    edition = editions.submitted(author, unit)
    client.force_login(manager)
    response = client.post(page(edition), said(edition, field="fact_hours"))
    assert response.status_code == 422
    assert "Mohon sebut jamnya." in response.content.decode()


def test_a_remark_on_what_was_closed_meanwhile_is_kept_in_sight(author, manager, unit, client):
    edition = editions.in_state(State.REJECTED, author, unit, manager)
    client.force_login(author)
    response = client.post(page(edition), said(edition))
    assert response.status_code == 409
    assert "Mohon sebut jamnya." in response.content.decode()
    with pytest.raises(WrongState):
        remarks.write(edition, "Mohon sebut jamnya.", actor=manager)


def test_a_remark_does_not_land_on_a_newer_edition(author, manager, unit, client):
    edition = editions.in_state(State.REJECTED, author, unit, manager)
    drafts.begin_edition(edition.material, actor=author)
    client.force_login(manager)
    response = client.post(page(edition), said(edition))
    assert response.status_code == 409
    assert "Mohon sebut jamnya." in response.content.decode()
    assert not Remark.objects.exists()


def test_a_remark_outlives_a_lost_login(author, manager, unit, client):
    edition = editions.submitted(author, unit)
    client.force_login(manager)
    material = client.get(reverse("material", args=[edition.material.ulid])).content.decode()
    thread = material[material.index('id="remarks"') :]
    token = thread.partition('name="kept" value="')[2].partition('"')[0]
    client.logout()
    response = client.post(page(edition), said(edition, kept=token))
    assert response.url.startswith(reverse("account_login"))
    login = {"login": "manager", "password": PASSWORD}
    response = client.post(response.url, login, follow=True)
    assert response.redirect_chain[-1][0] == page(edition)
    assert "Mohon sebut jamnya." in response.content.decode()
    assert not edition.remarks.exists()
