"""Photos arrive one by one: the card comes back, a refusal costs one file, twice is once."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contentdesk.models import Edition, Material, Photo, new_ulid
from contentdesk.organization.duties import Role
from contentdesk.organization.models import Assignment
from contentdesk.services import drafts
from contentdesk.services.photos import MOST
from tests.contentdesk import editions
from tests.foundation.pictures import corners, saved
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}
FACES = "[[0.1, 0.1, 0.3, 0.3]]"


def upload(name="foto.jpg", size=(400, 200)):
    return SimpleUploadedFile(name, saved(corners(*size)), "image/jpeg")


def add(client, ulid, **said):
    client.cookies["django_language"] = "en"
    said.setdefault("photo", upload())
    return client.post(reverse("material_photo_add", args=[ulid]), said, headers=JSON)


def sentence(response):
    return json.loads(response.content)["sentence"]


@pytest.fixture
def edition(author, unit, client):
    client.force_login(author)
    return editions.draft(author, unit)


def test_a_photo_comes_back_as_its_card(edition, client):
    before = edition.version
    response = add(client, edition.material.ulid, people="staff")
    placement = edition.placements.get()
    assert response.status_code == 200
    assert f'id="{placement.photo.anchor}"' in response.content.decode()
    assert placement.people == "staff"
    versions = [response.headers[name] for name in ("Edition-Before", "Edition-Version")]
    assert versions == [str(before), str(before + 1)]
    edition.refresh_from_db()
    assert edition.version == before + 1
    assert edition.events.last().name == "save"


def test_the_same_photo_twice_is_there_once(edition, client):
    for _time in range(2):
        response = add(client, edition.material.ulid)
        assert response.status_code == 200
    assert edition.placements.count() == 1
    versions = [response.headers[name] for name in ("Edition-Before", "Edition-Version")]
    assert versions[0] == versions[1]


def test_a_photo_begins_the_material(author, unit, client):
    client.force_login(author)
    ulid = new_ulid()
    response = add(client, ulid, kind="routine", unit=unit.pk)
    edition = Edition.objects.get()
    assert (edition.material.ulid, edition.material.regularity) == (ulid, "routine")
    assert edition.placements.count() == 1
    assert response.headers["Edition-Address"] == reverse("material_edit", args=[ulid])


def test_somebody_of_two_units_chooses_one_first(author, other_unit, client):
    today = author.assignments.get().starts
    Assignment.objects.create(user=author, role=Role.STAFF, unit=other_unit, starts=today)
    client.force_login(author)
    response = add(client, new_ulid(), kind="routine", unit="")
    assert (response.status_code, sentence(response)) == (
        422,
        "Choose the unit first. The photo is kept here until then.",
    )
    assert not Material.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("manager", 200), ("lead", 403), ("team_member", 403), ("head", 403), ("auditor", 403)],
)
def test_who_may_begin_a_material_with_a_photo(who, status, everyone, unit, client):
    client.force_login(everyone[who])
    assert add(client, new_ulid(), kind="service", unit=unit.pk).status_code == status


def test_nobody_begins_one_for_another_unit(outsider, unit, client):
    client.force_login(outsider)
    assert add(client, new_ulid(), kind="service", unit=unit.pk).status_code == 422
    assert add(client, new_ulid(), kind="nonsense", unit=unit.pk).status_code == 404


def test_no_photo_at_all(edition, client):
    response = add(client, edition.material.ulid, photo="")
    assert (response.status_code, sentence(response)) == (
        422,
        "No photo arrived. Choose it again.",
    )


def test_what_is_no_photo_is_refused_in_a_sentence(edition, client):
    bad = SimpleUploadedFile("surat.pdf", b"%PDF-1.7", "application/pdf")
    response = add(client, edition.material.ulid, photo=bad)
    assert response.status_code == 422
    assert sentence(response).startswith("The file surat.pdf is not a photo")


@pytest.mark.parametrize(
    "boxes", ["[[0.1]]", "{", '["a"]', "[[0,0,-1,1]]", "[" + "[0,0,1,1]," * 60]
)
def test_boxes_that_arrive_broken_keep_the_photo_out(boxes, edition, client):
    assert add(client, edition.material.ulid, boxes=boxes).status_code == 422
    assert not Photo.objects.exists()


def test_what_the_file_name_shows_is_told_and_the_name_forgotten(edition, client):
    named = upload("KTP 3573014107900001.jpg")
    page = add(client, edition.material.ulid, photo=named).content.decode()
    assert "an ID card number (NIK)" in page
    assert edition.placements.get().photo.name_hints == ["nik"]
    assert "3573014107900001" not in page


def test_who_has_drawn_a_box_has_looked(edition, client):
    add(client, edition.material.ulid, photo=upload("KTP 3573014107900001.jpg"), boxes=FACES)
    assert edition.placements.get().photo.name_hints == []


def test_one_more_than_there_is_room_for(edition, author, client):
    colours = [(n, 2 * n, 255 - n) for n in range(MOST)]
    drafts.save(
        edition,
        drafts.Draft(
            editions.TITLE, "", new_photos=[editions.NewPhoto(photo(colour)) for colour in colours]
        ),
        actor=author,
        seen_version=edition.version,
    )
    response = add(client, edition.material.ulid)
    assert sentence(response) == "A material holds at most 30 photos. Take one out first."
    assert edition.placements.count() == MOST


def test_a_photo_that_waited_for_another_person_is_not_taken(edition, author, colleague, client):
    client.force_login(colleague)
    response = add(client, edition.material.ulid, owner=author.pk)
    assert response.status_code == 401
    assert not Photo.objects.exists()


def test_a_lost_login_is_said_in_json(edition, client):
    client.logout()
    response = add(client, edition.material.ulid)
    assert response.status_code == 401
    assert sentence(response)


def test_after_it_was_sent_the_unit_is_too_late(edition, author, client):
    drafts.submit(edition, actor=author)
    response = add(client, edition.material.ulid)
    assert response.status_code == 409
    assert "no longer open for changes" in sentence(response)
