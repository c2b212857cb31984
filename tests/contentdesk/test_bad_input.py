"""Bad input gets a sentence and loses nothing that was typed."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from contentdesk.models import Edition, Material, State, new_ulid
from contentdesk.services import drafts, review
from tests.contentdesk import editions

pytestmark = pytest.mark.django_db

TYPED = "Ketikan yang tidak boleh hilang"


def upload(name="foto.jpg", colour="red"):
    file = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def form(unit, **fields):
    return {
        "unit": unit.pk,
        "ulid": new_ulid(),
        "version": 1,
        "title": "Judul",
        "body": TYPED,
        **fields,
    }


NEW = "/materials/new/announcement/"


def test_two_photos_and_a_text_become_a_draft(author, unit, client):
    client.force_login(author)
    response = client.post(NEW, form(unit, photos=[upload(), upload(colour="blue")]))
    edition = Edition.objects.get()
    assert response.url == reverse("material_edit", args=[edition.material.ulid])
    assert (edition.body, edition.placements.count()) == (TYPED, 2)


@pytest.mark.parametrize(
    "bad",
    [
        SimpleUploadedFile("surat.pdf", b"%PDF-1.7 bukan foto", "application/pdf"),
        SimpleUploadedFile("foto.jpg", b"", "image/jpeg"),
        SimpleUploadedFile("gambar.svg", b"<svg xmlns='x'/>", "image/svg+xml"),
        SimpleUploadedFile("terpotong.jpg", upload().read()[:200], "image/jpeg"),
    ],
    ids=lambda file: file.name,
)
def test_a_wrong_file_costs_neither_the_text_nor_the_good_photo(bad, author, unit, client):
    client.force_login(author)
    bad.seek(0)
    response = client.post(NEW, form(unit, photos=[upload(), bad], submit="1"), follow=True)
    edition = Edition.objects.get()
    assert (edition.body, edition.placements.count()) == (TYPED, 1)
    assert edition.state == State.DRAFT, "it is sent only when the person has read the sentence"
    assert bad.name in response.content.decode()
    assert TYPED in response.content.decode()


def test_a_title_that_is_too_long_keeps_everything(author, unit, client):
    client.force_login(author)
    response = client.post(NEW, form(unit, title="x" * 151))
    assert response.status_code == 422
    assert TYPED in response.content.decode()
    assert not Material.objects.exists()


def test_sending_without_a_title_saves_and_says_what_is_missing(author, unit, client):
    client.force_login(author)
    response = client.post(NEW, form(unit, title="", submit="1"))
    edition = Edition.objects.get()
    assert (response.status_code, edition.state, edition.body) == (422, State.DRAFT, TYPED)
    assert TYPED in response.content.decode()
    assert [one["target"] for one in response.context["missing"]] == ["id_title"]


def test_the_same_form_sent_twice_makes_one_material(author, unit, client):
    client.force_login(author)
    twice = form(unit, submit="1")
    for _click in range(2):
        response = client.post(NEW, twice)
        assert response.url == reverse("material", args=[twice["ulid"]])
    assert Edition.objects.get().state == State.SUBMITTED
    assert Edition.objects.get().events.filter(name="submit").count() == 1


def test_a_form_left_open_while_a_colleague_submits(author, colleague, unit, client):
    edition = editions.draft(author, unit)
    open_form = form(unit, ulid=edition.material.ulid, version=edition.version)
    drafts.submit(edition, actor=colleague)
    client.force_login(author)
    response = client.post(reverse("material_edit", args=[edition.material.ulid]), open_form)
    page = response.content.decode()
    assert response.status_code == 409
    assert TYPED in page
    assert 'name="submit"' not in page
    edition.refresh_from_db()
    assert (edition.state, edition.title) == (State.SUBMITTED, editions.TITLE)


def test_a_colleagues_save_is_shown_and_then_replaced_knowingly(author, colleague, unit, client):
    edition = editions.draft(author, unit)
    url = reverse("material_edit", args=[edition.material.ulid])
    mine = form(unit, ulid=edition.material.ulid, version=edition.version)
    theirs = drafts.Draft("Judul rekan", "Isi rekan", None)
    drafts.save(edition, theirs, actor=colleague, seen_version=edition.version)
    client.force_login(author)
    response = client.post(url, mine)
    page = response.content.decode()
    assert response.status_code == 409
    assert TYPED in page
    assert "Isi rekan" in page
    again = {**mine, "version": response.context["form"]["version"].value()}
    assert client.post(url, again).status_code == 302
    edition.refresh_from_db()
    assert edition.body == TYPED


def test_script_in_the_text_is_shown_as_text(author, unit, client):
    client.force_login(author)
    edition = editions.draft(author, unit, title="<script>1</script>", body="<img onerror=2>")
    for name in ["material", "material_edit", "material_preview"]:
        page = client.get(reverse(name, args=[edition.material.ulid])).content.decode()
        assert "<script>1" not in page
        assert "<img onerror" not in page


def test_a_request_for_changes_without_words_is_not_sent(author, manager, unit, client):
    edition = editions.submitted(author, unit)
    client.force_login(manager)
    url = reverse("material_move", args=[edition.material.ulid, "request_changes"])
    assert client.post(url, {"reason": " "}).status_code == 422
    edition.refresh_from_db()
    assert edition.state == State.SUBMITTED


def test_two_managers_press_at_once(author, manager, head, unit, client):
    """The second is told, and nothing of what they wrote is lost."""
    edition = editions.submitted(author, unit)
    review.move(edition, "reject", actor=head, reason="Tidak sesuai.")
    client.force_login(manager)
    response = client.post(
        reverse("material_move", args=[edition.material.ulid, "request_changes"]),
        {"reason": TYPED},
    )
    assert response.status_code == 409
    assert TYPED in response.content.decode()
