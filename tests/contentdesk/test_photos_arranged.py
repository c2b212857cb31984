"""Photos in order, taken out, answered for all at once: by script, and by buttons of the form."""

import pytest
from django.urls import reverse

from contentdesk.services.photos import MOST
from tests.contentdesk import editions
from tests.contentdesk.test_bad_input import upload
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(author, unit, client):
    client.force_login(author)
    return editions.draft(author, unit, photos=[photo(c) for c in ("red", "green", "blue")])


def ids(edition):
    return [placement.pk for placement in edition.placements.all()]


def whole_form(edition, **pressed):
    """What the browser sends: every field as it stands, and the button."""
    edition.refresh_from_db()
    words = {f"photo{pk}-caption": f"Keterangan {pk}" for pk in ids(edition)}
    return {
        "unit": edition.material.unit_id,
        "ulid": edition.material.ulid,
        "version": edition.version,
        "title": "Diketik",
        "body": editions.BODY,
        **words,
        **pressed,
    }


def sends(client, edition, **pressed):
    url = reverse("material_edit", args=[edition.material.ulid])
    response = client.post(url, whole_form(edition, **pressed))
    edition.refresh_from_db()
    return response


def order(client, edition, wanted):
    url = reverse("material_photos_order", args=[edition.material.ulid])
    return client.post(url, {"order": wanted})


def test_the_order_at_once(edition, client):
    one, two, three = ids(edition)
    response = order(client, edition, f"{three},{one},{two}")
    assert ids(edition) == [three, one, two]
    assert response.json() == {"before": edition.version, "version": edition.version + 1}


def test_the_same_order_is_no_change(edition, client):
    one, two, three = ids(edition)
    for _click in range(2):
        response = order(client, edition, f"{two},{one},{three}")
    said = response.json()
    assert said["before"] == said["version"]


@pytest.mark.parametrize("wanted", ["", "x,y", "999999", "-1,²", ",,,"])
def test_an_order_of_nonsense_changes_nothing(wanted, edition, client):
    before = ids(edition)
    assert order(client, edition, wanted).status_code == 200
    assert ids(edition) == before


def test_what_is_not_named_comes_last(edition, client):
    one, two, three = ids(edition)
    order(client, edition, f"{three},999,{three}")
    assert ids(edition) == [three, one, two]


def test_a_photo_is_taken_out_once(edition, client):
    one, two, three = ids(edition)
    url = reverse("material_photo_take_out", args=[edition.material.ulid, two])
    versions = [client.post(url).json()["version"] for _click in range(2)]
    assert versions == [edition.version + 1] * 2
    assert ids(edition) == [one, three]


def test_a_photo_of_another_material_stays_where_it_is(edition, author, unit, client):
    other = editions.draft(author, unit, photos=[photo("white")])
    [foreign] = ids(other)
    url = reverse("material_photo_take_out", args=[edition.material.ulid, foreign])
    said = client.post(url).json()
    assert said["before"] == said["version"]
    assert ids(other) == [foreign]
    for page in ("material_photo_boxes", "material_consents"):
        assert client.get(reverse(page, args=[edition.material.ulid, foreign])).status_code == 404


@pytest.mark.parametrize(
    ("pressed", "expected"),
    [("up:1", [1, 0, 2]), ("down:0", [1, 0, 2]), ("up:0", [0, 1, 2]), ("down:2", [0, 1, 2])],
)
def test_without_a_script_a_button_saves_and_moves(pressed, expected, edition, client):
    known = ids(edition)
    step, _colon, which = pressed.partition(":")
    response = sends(client, edition, then=f"{step}:{known[int(which)]}")
    assert ids(edition) == [known[n] for n in expected]
    assert edition.title == "Diketik"
    anchor = edition.placements.get(pk=known[int(which)]).photo.anchor
    assert response.url.endswith(f"/edit/#{anchor}")


@pytest.mark.parametrize("page", ["boxes", "consents"])
def test_a_page_of_a_photo_is_reached_with_everything_saved(page, edition, client):
    [pk, *_others] = ids(edition)
    response = sends(client, edition, then=f"{page}:{pk}")
    assert response.url == f"/materials/{edition.material.ulid}/photos/{pk}/{page}/"
    assert edition.placements.get(pk=pk).caption == f"Keterangan {pk}"


@pytest.mark.parametrize("then", ["up:", "up:x", "up:999999", "boxes:1e9", "dance:1", ""])
def test_a_button_of_nonsense_only_saves(then, edition, client):
    before = ids(edition)
    assert sends(client, edition, then=then).status_code == 302
    assert (ids(edition), edition.title) == (before, "Diketik")


def test_without_a_script_the_button_takes_it_out(edition, client):
    one, two, three = ids(edition)
    sends(client, edition, **{f"photo{two}-removed": "on"})
    assert ids(edition) == [one, three]


def test_one_answer_for_all_leaves_answers_of_their_own(edition, client):
    two = ids(edition)[1]
    sends(client, edition, people_of_all="staff", **{f"photo{two}-people": "consented"})
    assert [p.people for p in edition.placements.all()] == ["staff", "consented", "staff"]


def test_one_answer_counts_for_the_photos_that_come_with_it(author, unit, client):
    client.force_login(author)
    edition = editions.draft(author, unit)
    sends(client, edition, people_of_all="crowd", photos=[upload(), upload(colour="blue")])
    assert [p.people for p in edition.placements.all()] == ["crowd", "crowd"]


def test_a_consent_cannot_be_said_of_all(edition, client):
    assert sends(client, edition, people_of_all="consented").status_code == 422
    assert edition.title != "Diketik"


def test_the_thirty_first_photo_is_refused_by_itself(edition, client):
    client.cookies["django_language"] = "en"
    colours = [(n, 9, 9) for n in range(0, 200, 5)]
    photos = [upload(f"{n}.jpg", colour) for n, colour in enumerate(colours)]
    response = sends(client, edition, photos=photos)
    assert (edition.placements.count(), edition.title) == (MOST, "Diketik")
    page = client.get(response.url).content.decode()
    assert "The photo 27.jpg was not taken: a material holds at most 30 photos." in page
