"""Answered photos are small on the form; where something is to do, the fields are open."""

import re

import pytest
from django.urls import reverse

from contentdesk.models import People
from contentdesk.services import remarks
from contentdesk.services.consents import Agreement, record_consent
from tests.contentdesk import editions
from tests.contentdesk.test_bad_input import form
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db

ALT = "Antrean di loket pendaftaran"


@pytest.fixture
def edition(author, unit, client):
    """A draft with one photo that is described, and nobody is on it."""
    client.force_login(author)
    client.cookies["django_language"] = "en"
    edition = editions.draft(author, unit, photos=[photo("red")])
    editions.say_who_is_seen(edition, author, alt=ALT)
    return edition


def address(edition):
    return reverse("material_edit", args=[edition.material.ulid])


def is_open(page):
    [fold] = re.findall(r'<details class="fold photo-fold"([^>]*)>', page.content.decode())
    return fold == " open"


def test_an_answered_one_is_folded_and_tells_its_words(edition, client):
    page = client.get(address(edition))
    assert not is_open(page)
    before_the_fold = page.content.decode().split('<details class="fold photo-fold"')[0]
    assert before_the_fold.count(ALT) == 2, "of the picture and beside it"


@pytest.mark.parametrize(
    ("people", "alt"), [(People.NOBODY, ""), ("", ALT), (People.CONSENTED, ALT)]
)
def test_one_where_something_is_missing_is_open(people, alt, edition, client):
    edition.placements.update(people=people, alt=alt)
    assert is_open(client.get(address(edition)))


def test_a_consent_on_record_is_all_that_was_missing(edition, author, client):
    edition.placements.update(people=People.CONSENTED)
    record_consent(
        edition.placements.get(), Agreement("Siti", "Berita", proof_kept_at="Map 1"), actor=author
    )
    assert not is_open(client.get(address(edition)))


def test_one_with_an_open_remark_is_open_until_that_is_done(edition, manager, client):
    name = f"photo{edition.placements.get().pk}"
    remark = remarks.write(edition, "Terlalu gelap.", actor=manager, field=name)
    assert is_open(client.get(address(edition)))
    remarks.resolve(remark, actor=manager)
    assert not is_open(client.get(address(edition)))


@pytest.mark.parametrize("alt", ["Antrean", "", "x" * 301], ids=["other", "none", "too long"])
def test_words_that_are_saved_nowhere_are_in_sight(alt, edition, unit, client):
    name = f"photo{edition.placements.get().pk}"
    said = {f"{name}-caption": "", f"{name}-alt": alt, f"{name}-people": "nobody"}
    sent = form(unit, ulid=edition.material.ulid, version=edition.version - 1, **said)
    page = client.post(address(edition), sent)
    assert page.status_code in {409, 422}
    assert is_open(page)
