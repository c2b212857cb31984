"""What a stranger sees is held against what was approved, photos and their descriptions too."""

import hashlib

import pytest
import requests
from django.urls import reverse

from contentdesk.models import State
from contentdesk.wordpress.models import Delivery, Publication
from tests.fake_wordpress.messages import Response
from tests.wordpress.publishing import approved_with_photos, run
from tests.wordpress.test_takedown import published, withdraws

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def connected(settings, fake_wordpress):
    settings.WORDPRESS_URL = fake_wordpress.url


def dressed(change):
    """A site that shows the page otherwise: `change` gets the text and gives another."""

    def answer(request, commit, fake):
        text = change(commit().body.decode())
        return Response.html(text)

    return answer


def job(edition):
    return Delivery.objects.filter(edition=edition).last()


def test_the_proof_stays_in_the_history(fake_wordpress, author, manager, unit):
    edition = approved_with_photos(author, unit, manager, "red")
    shown = []
    fake_wordpress.fail("look", dressed(lambda text: shown.append(text) or text))
    run(fake_wordpress)
    seen = edition.events.get(name="record_live").data["seen"]
    page = shown[0].encode()
    assert (seen["sha256"], seen["bytes"]) == (hashlib.sha256(page).hexdigest(), len(page))
    assert Publication.objects.get().seen_sha256 == seen["sha256"]


AMISS = {
    "photo_not_seen": lambda text: text.replace("foto-", "gambar-"),
    "alt_not_seen": lambda text: text.replace("Gambar ke-1 dari kegiatan", ""),
    "not_seen": lambda text: text.replace("imunisasi", "posyandu"),
    "old_version_seen": lambda text: text.replace("<!-- version:", "<!-- version:0"),
}


@pytest.mark.parametrize("code", AMISS)
def test_what_is_amiss_is_told_and_looked_at_again(
    code, fake_wordpress, author, manager, unit, client
):
    edition = approved_with_photos(author, unit, manager, "red", "blue")
    fake_wordpress.fail("look", dressed(AMISS[code]))
    run(fake_wordpress)
    assert (job(edition).state, job(edition).error_code) == ("unconfirmed", code)
    edition.refresh_from_db()
    assert edition.state == State.APPROVED
    client.force_login(manager)
    shown = client.get(reverse("material", args=[edition.material.ulid])).content.decode()
    assert reverse("material_seen", args=[edition.material.ulid]) in shown
    run(fake_wordpress)
    edition.refresh_from_db()
    assert edition.state == State.PUBLISHED


def dresses_otherwise(text):
    """Other addresses for photos, lazily loaded, smaller; comments stripped; quotes curled."""
    text = text.replace('src="http://', 'src="x.gif" data-src="https://i0.example.org/')
    text = text.replace(".jpg", "-300x200.jpg").replace("Gambar ke-1", "Gambar  ke–1")
    while "<!--" in text:
        before, _, rest = text.partition("<!--")
        text = before + rest.partition("-->")[2]
    return text


def test_a_theme_may_dress_the_page(fake_wordpress, author, manager, unit):
    edition = approved_with_photos(author, unit, manager, "red", "blue")
    fake_wordpress.fail("look", dressed(dresses_otherwise))
    run(fake_wordpress)
    edition.refresh_from_db()
    assert edition.state == State.PUBLISHED


def test_a_photo_that_had_to_go_out_of_a_cache(fake_wordpress, author, manager, unit, client):
    """Nobody may say of the older page that they have seen what was approved."""
    edition = published(fake_wordpress, author, unit, manager, "red", "blue")
    older = requests.get(Publication.objects.get().address, timeout=5).text
    withdraws(edition, manager)
    fake_wordpress.fail("look", dressed(lambda text: older))
    run(fake_wordpress)
    assert (job(edition).state, job(edition).error_code) == ("unconfirmed", "old_photo_seen")
    client.force_login(manager)
    client.post(reverse("material_seen", args=[edition.material.ulid]))
    assert job(edition).state == "unconfirmed"
    run(fake_wordpress)
    assert job(edition).state == "done"
