"""Black boxes over a photo that is already here: burned in, and what was there is not kept."""

import json

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from contentdesk.foundation.photos import Box
from contentdesk.models import Consent, State
from contentdesk.services import drafts, photos, reviewers
from contentdesk.services.changes import Overtaken
from contentdesk.services.consents import Agreement, record_consent
from tests.contentdesk import editions
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db

FACE = [[0.25, 0.25, 0.5, 0.5]]
HAND = [[0.0, 0.0, 0.1, 0.1]]


def boxes(*rows):
    return [Box(*row) for row in rows]


def url(placement):
    return reverse("material_photo_boxes", args=[placement.edition.material.ulid, placement.pk])


def sends(client, placement, drawn, drawn_on=None):
    said = {"boxes": json.dumps(drawn), "photo": drawn_on or placement.photo.sha256}
    return client.post(url(placement), said)


def there(picture):
    return [default_storage.exists(name) for name in (picture.file, picture.preview)]


@pytest.fixture
def placement(author, unit, client, django_capture_on_commit_callbacks):
    client.force_login(author)
    client.cookies["django_language"] = "en"
    edition = editions.draft(author, unit, photos=[photo("white")])
    return edition.placements.select_related("photo", "edition__material").get()


def test_what_is_covered_is_black_in_every_size(
    placement, client, django_capture_on_commit_callbacks
):
    old = placement.photo
    with django_capture_on_commit_callbacks(execute=True):
        response = sends(client, placement, FACE)
    placement.refresh_from_db()
    new = placement.photo
    assert response.url.endswith(f"/edit/#{new.anchor}")
    for name in (new.file, new.preview):
        with default_storage.open(name) as file, Image.open(file) as image:
            middle, corner = image.getpixel((image.width // 2, image.height // 2)), (1, 1)
            assert max(middle) < 10
            assert min(image.getpixel(corner)) > 245
    assert (there(new), there(old)) == ([True, True], [False, False])
    old.refresh_from_db()
    assert (old.covered_by, old.file, old.preview) == (new, "", "")


def test_the_words_stay_and_the_history_knows(placement, author, client):
    editions.say_who_is_seen(
        placement.edition, author, "consented", alt="Ibu dan anak di ruang KIA"
    )
    sends(client, placement, FACE)
    placement.refresh_from_db()
    assert (placement.alt, placement.people) == ("Ibu dan anak di ruang KIA", "consented")
    event = placement.edition.events.last()
    assert (event.name, event.actor, event.data["boxes"]) == ("cover", author, FACE)
    page = client.get(reverse("material", args=[placement.edition.material.ulid]))
    assert "Parts of a photo covered" in page.content.decode()


def test_the_hint_of_a_file_name_goes_with_what_it_meant(placement, client):
    placement.photo.name_hints = ["nik"]
    placement.photo.save()
    sends(client, placement, FACE)
    placement.refresh_from_db()
    assert placement.photo.name_hints == []


def test_the_consents_go_along_and_keep_their_day(placement, author, client):
    said = Agreement("Siti", "Berita kegiatan", proof_kept_at="Map 1")
    given = record_consent(placement, said, actor=author)
    sends(client, placement, FACE)
    placement.refresh_from_db()
    [kept] = placement.photo.consents.all()
    assert (kept.words, kept.created_at) == (given.words, given.created_at)
    assert Consent.objects.count() == 2


def test_a_second_click_covers_once(placement, client):
    drawn_on = placement.photo.sha256
    for _click in range(2):
        assert sends(client, placement, FACE, drawn_on).status_code == 302
    assert placement.edition.events.filter(name="cover").count() == 1


def test_other_boxes_on_a_photo_that_was_covered_meanwhile_are_not_called_done(placement, client):
    drawn_on = placement.photo.sha256
    sends(client, placement, FACE, drawn_on)
    response = sends(client, placement, HAND, drawn_on)
    placement.refresh_from_db()
    assert response.status_code == 409
    assert placement.photo.sha256 in response.content.decode()
    assert placement.edition.events.filter(name="cover").count() == 1


@pytest.mark.parametrize(
    "drawn",
    ["", "[]", "null", "7", "[[]]", '[["0", 0, 1, 1]]', "[[0, 0, 1e999, 1]]", "[[0,0,0,0]]"],
)
def test_boxes_of_nonsense_are_a_sentence(drawn, placement, client):
    said = {"boxes": drawn, "photo": placement.photo.sha256}
    response = client.post(url(placement), said)
    assert response.status_code == 422
    assert len(list(response.context["messages"])) == 1
    assert there(placement.photo) == [True, True]


def test_the_uncovered_photo_sent_again_stays_covered(placement, author):
    """The answer to the upload was lost, so the phone tries once more after the boxes."""
    edition = placement.edition
    drawn_on = placement.photo.sha256
    photos.cover_up(placement, boxes(*FACE), drawn_on=drawn_on, actor=author)
    again, _before = photos.add(edition, photos.NewPhoto(photo("white")), actor=author)
    assert again == placement
    assert [p.photo.sha256 for p in edition.placements.all()] != [drawn_on]
    assert edition.placements.count() == 1


def test_taken_out_and_chosen_anew_it_comes_back_uncovered(placement, author):
    edition = placement.edition
    drawn_on = placement.photo.sha256
    photos.cover_up(placement, boxes(*FACE), drawn_on=drawn_on, actor=author)
    photos.take_out(edition, placement.pk, actor=author)
    again, _before = photos.add(edition, photos.NewPhoto(photo("white")), actor=author)
    assert again.photo.sha256 == drawn_on
    assert there(again.photo) == [True, True]


def test_the_unit_cannot_cover_what_it_has_sent(placement, author, manager, client):
    edition = placement.edition
    drafts.submit(edition, actor=author)
    assert client.get(url(placement)).status_code == 302
    assert sends(client, placement, FACE).status_code == 302
    with pytest.raises(Overtaken):
        photos.cover_up(placement, boxes(*FACE), drawn_on=placement.photo.sha256, actor=author)
    client.force_login(manager)
    assert sends(client, placement, FACE).status_code == 302
    edition.refresh_from_db()
    names = [event.name for event in edition.events.all()][-2:]
    assert (edition.state, names) == (State.SUBMITTED, ["correct", "cover"])


def test_nobody_covers_what_another_reviewer_has_in_hand(placement, author, manager, head, client):
    drafts.submit(placement.edition, actor=author)
    reviewers.claim(placement.edition, actor=head)
    client.force_login(manager)
    assert sends(client, placement, FACE).status_code == 409
    assert there(placement.photo) == [True, True]


def test_without_a_script_the_page_says_what_to_do(placement, client):
    page = client.get(url(placement)).content.decode()
    assert "<noscript>" in page
    assert "Drawing boxes needs JavaScript" in page
