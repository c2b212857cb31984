"""An empty form begins no material: nobody has to clear away what says nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from contentdesk.forms.edition import EditionForm
from contentdesk.models import Edition, Kind, Material, new_ulid
from tests.contentdesk import editions
from tests.foundation import documents, pictures

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}
ROUTINE = "/materials/new/routine/"
PAGE_SENTENCE = (
    "Nothing has been written yet, so nothing was saved. Write a title or some text first."
)


@pytest.fixture
def ani(author):
    client = Client(headers={"accept-language": "en"})
    client.force_login(author)
    return client


def form(unit, **fields):
    return {"unit": unit.pk, "ulid": new_ulid(), "version": 1, **fields}


NOTHING = {
    "untouched": {},
    "blanks": {"title": "  ", "body": " \r\n ", "social_caption": "\r\n", "fact_place": " "},
    "wishes": {"wished_day": "2031-11-24", "pressing": "on", "people_of_all": "nobody"},
    "empty formatting": {"body_html": "<p></p><p><br></p>"},
}
SOMETHING = {
    "title": {"title": "Senam"},
    "text": {"body": "Kami senam."},
    "caption": {"social_caption": "Ayo senam"},
    "day": {"fact_day": "2031-11-24"},
    "place": {"fact_place": "Halaman"},
}


@pytest.mark.parametrize(
    ("fields", "empty"),
    [*((said, True) for said in NOTHING.values()), *((said, False) for said in SOMETHING.values())],
    ids=[*NOTHING, *SOMETHING],
)
def test_what_says_nothing(fields, empty, unit):
    filled = EditionForm(form(unit, **fields), kind=Kind.ACTIVITY, units=[unit], may_format=True)
    assert filled.is_valid(), filled.errors
    assert filled.begins_nothing is empty


def test_a_program_alone_says_nothing(unit, program):
    said = form(unit, program=program.pk)
    filled = EditionForm(said, kind=Kind.SERVICE, units=[unit])
    assert filled.is_valid()
    assert filled.begins_nothing


FILES = {
    "photos": SimpleUploadedFile("a.jpg", pictures.saved(pictures.corners()), "image/jpeg"),
    "document": SimpleUploadedFile("a.pdf", documents.saved(documents.decree()), "application/pdf"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_photo_or_a_document_says_something(name, unit):
    files = MultiValueDict({name: [FILES[name]]})
    filled = EditionForm(form(unit), files, kind=Kind.POLICY, units=[unit])
    assert filled.is_valid()
    assert filled.refused_files == []
    assert not filled.begins_nothing


@pytest.mark.parametrize("fields", NOTHING.values(), ids=NOTHING)
def test_while_typing_nothing_is_begun(fields, unit, ani):
    answer = ani.post(f"{ROUTINE}draft/", form(unit, **fields), headers=JSON)
    assert answer.status_code == 422
    # In this shape static/js/drafts.js shows the sentence, behind "Not saved yet:".
    assert answer.json() == {"sentence": "Write a title or some text first.", "fields": {}}
    assert not Material.objects.exists()


@pytest.mark.parametrize("button", ["", "submit"])
def test_the_button_begins_nothing_and_keeps_what_was_chosen(button, unit, program, ani):
    said = form(unit, program=program.pk, pressing="on", wished_day="2031-11-24")
    page = ani.post(ROUTINE, {**said, **({button: "1"} if button else {})})
    assert page.status_code == 422
    assert PAGE_SENTENCE in page.content.decode()
    kept = page.context["form"]
    names = ("ulid", "program", "pressing", "wished_day")
    assert [kept[name].value() for name in names] == [
        said["ulid"],
        str(program.pk),
        True,
        "2031-11-24",
    ]
    assert f'action="{ROUTINE}"' in page.content.decode()
    assert not Material.objects.exists()


def test_a_refused_file_is_told_of_all_the_same(unit, ani):
    file = SimpleUploadedFile("undangan.docx", b"PK no photo")
    page = ani.post(ROUTINE, {**form(unit), "photos": file}, follow=True)
    assert "undangan.docx" in page.content.decode()
    assert not Material.objects.exists()


@pytest.mark.parametrize("address", [ROUTINE, f"{ROUTINE}draft/"])
def test_what_has_begun_may_be_emptied(address, author, unit, ani):
    """The answer to its beginning was lost, so the form still goes where materials begin."""
    edition = editions.draft(author, unit)
    sent = form(unit, ulid=edition.material.ulid, version=edition.version)
    headers = JSON if address.endswith("draft/") else {}
    assert ani.post(address, sent, headers=headers).status_code in {200, 302}
    edition.refresh_from_db()
    assert (edition.title, edition.body) == ("", "")


def test_others_materials_are_as_closed_as_before(outsider, other_unit, unit, ani):
    theirs = editions.draft(outsider, other_unit)
    for address in (ROUTINE, f"{ROUTINE}draft/"):
        sent = form(unit, ulid=theirs.material.ulid)
        assert ani.post(address, sent, headers=JSON).status_code == 403
    assert Edition.objects.get().title == editions.TITLE


def test_a_material_may_be_emptied_on_its_own_page(author, unit, ani):
    edition = editions.draft(author, unit)
    sent = form(unit, ulid=edition.material.ulid, version=edition.version)
    page = reverse("material_edit", args=[edition.material.ulid])
    assert ani.post(page, sent).status_code == 302
    edition.refresh_from_db()
    assert edition.title == ""
