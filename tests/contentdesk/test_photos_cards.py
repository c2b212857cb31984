"""What the form shows of each photo; as many queries for many photos as for one."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contentdesk.checker import Gate, check
from contentdesk.models import People, new_ulid
from contentdesk.services.consents import Agreement, record_consent
from tests.contentdesk import editions
from tests.contentdesk.test_bad_input import NEW, form
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db


def edit_page(client, edition):
    client.cookies["django_language"] = "en"
    return client.get(reverse("material_edit", args=[edition.material.ulid])).content.decode()


def test_every_finding_about_a_photo_has_its_place_on_the_page(author, unit, client):
    client.force_login(author)
    edition = editions.draft(author, unit, photos=[photo("red"), photo("blue")])
    page = edit_page(client, edition)
    places = {f.place for f in check(edition, Gate.APPROVE) if f.place.startswith("photo-")}
    assert len(places) == 2
    assert places == set(re.findall(r'id="(photo-[0-9a-f]{12})"', page))


def test_the_answer_stands_and_no_other(author, unit, client):
    client.force_login(author)
    edition = editions.draft(author, unit, photos=[photo("red")])
    editions.say_who_is_seen(edition, author, People.STAFF)
    page = edit_page(client, edition)
    chosen = [tag for tag in re.findall(r"<input[^>]*radio[^>]*>", page) if " checked" in tag]
    assert [re.search(r'value="(\w+)"', tag)[1] for tag in chosen] == ["staff"]


def test_the_state_of_the_consent_stands_on_the_card(author, unit, client):
    client.force_login(author)
    edition = editions.draft(author, unit, photos=[photo("red")])
    editions.say_who_is_seen(edition, author, People.CONSENTED)
    assert "Consent missing" in edit_page(client, edition)
    placement = edition.placements.get()
    record_consent(placement, Agreement("Siti", "Berita", proof_kept_at="Map 1"), actor=author)
    page = edit_page(client, edition)
    assert "Consent missing" not in page
    assert "Siti" in page


def test_a_description_of_several_lines_becomes_one(author, unit, client):
    client.force_login(author)
    edition = editions.draft(author, unit, photos=[photo("red")])
    [pk] = edition.placements.values_list("pk", flat=True)
    said = {f"photo{pk}-caption": "", f"photo{pk}-alt": " Antrean\r\n di  loket "}
    sent = form(unit, ulid=edition.material.ulid, version=edition.version, **said)
    client.post(reverse("material_edit", args=[edition.material.ulid]), sent)
    assert edition.placements.get().alt == "Antrean di loket"


def test_words_of_a_card_count_on_the_page_that_began_without_it(author, unit, client):
    """The photo arrived by itself; the form was still that of a new material."""
    client.force_login(author)
    edition = editions.draft(author, unit, photos=[photo("red")])
    [pk] = edition.placements.values_list("pk", flat=True)
    said = {f"photo{pk}-caption": "Antrean", f"photo{pk}-people": "staff"}
    sent = form(unit, ulid=edition.material.ulid, version=edition.version, **said)
    assert client.post(NEW, sent).status_code == 302
    assert edition.placements.get().people == "staff"


def test_a_form_with_a_broken_name_is_shown_again(author, unit, client):
    """The addresses of photos on it must not need that name."""
    client.force_login(author)
    assert client.post(NEW, form(unit, ulid="x")).status_code == 422
    assert client.post(NEW, form(unit, ulid=new_ulid(), version="x")).status_code == 422


def test_as_many_queries_for_many_photos(author, unit, client):
    client.force_login(author)

    def queries(*colours):
        edition = editions.draft(author, unit, photos=[photo(colour) for colour in colours])
        with CaptureQueriesContext(connection) as captured:
            edit_page(client, edition)
        return len(captured)

    queries("red")
    assert queries("red") == queries("red", "green", "blue", "white")
