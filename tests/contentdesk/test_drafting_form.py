"""The form asks each kind for its own facts, says what is missing, and tidies what was pasted."""

import pytest
from django.urls import reverse

from contentdesk.facts import FACTS
from contentdesk.forms.edition import EditionForm
from contentdesk.models import Edition, Kind, State, new_ulid
from contentdesk.services import drafts
from tests.contentdesk import editions
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db

# address of the kind → the marked inputs: what must be there before it can be sent
NEEDED = {
    "announcement": ["title", "body"],
    "routine": ["title", "body", "fact_day", "fact_place"],
    "incidental": ["title", "body", "fact_day", "fact_place"],
    "service": ["title", "body", "fact_hours"],
    "policy": ["title", "body", "fact_number", "fact_day"],
    "innovation": ["title", "body", "fact_benefit"],
}
ENGLISH = {"accept-language": "en"}
MESSAGE = "*Imunisasi* besok\r\n✅ Bawa buku KIA\r\n✅ Datang pagi"
TIDY = "Imunisasi besok\n- Bawa buku KIA\n- Datang pagi"


def form(unit, **fields):
    return {"unit": unit.pk, "ulid": new_ulid(), "version": 1, **fields}


@pytest.mark.parametrize("address", NEEDED)
def test_at_most_five_inputs_are_needed_and_said_to_be(address, author, unit, client):
    client.force_login(author)
    page = client.get(f"/materials/new/{address}/")
    marked = [
        name
        for name, field in page.context["form"].fields.items()
        if 'class="needed"' in str(field.label)
    ]
    assert marked == NEEDED[address]
    assert len(marked) <= 5


@pytest.mark.parametrize("kind", Kind.values)
def test_each_kind_asks_its_own_facts_and_no_more(kind, unit):
    shown = [field.name for field in EditionForm(None, kind=kind, units=[unit]).facts]
    assert shown == [f"fact_{fact.name}" for fact in FACTS[kind]]


def test_what_is_missing_is_saved_listed_and_marked(author, unit, client):
    client.force_login(author)
    sent = form(unit, body="Kami senam bersama di halaman.", fact_place="Halaman", submit="1")
    response = client.post("/materials/new/routine/", sent)
    page, edition = response.content.decode(), Edition.objects.get()
    assert (response.status_code, edition.state) == (422, State.DRAFT)
    assert edition.facts == {"place": "Halaman"}
    missing = response.context["missing"]
    assert [one["target"] for one in missing] == ["id_title", "id_fact_day"]
    for one in missing:
        assert f'href="#{one["target"]}"' in page
        assert list(response.context["form"].errors[one["target"][3:]]) == [one["sentence"]]
    assert f'action="{reverse("material_edit", args=[edition.material.ulid])}"' in page
    assert response.context["form"]["version"].value() == str(edition.version)


def test_a_photo_without_an_answer_is_pointed_to(author, unit, client):
    edition = editions.draft(author, unit, photos=[photo("red")])
    [placed] = edition.placements.all()
    url = reverse("material_edit", args=[edition.material.ulid])
    client.force_login(author)
    words = {
        "version": edition.version,
        "title": "J",
        "body": "Isi",
        f"photo{placed.pk}-caption": "",
    }
    response = client.post(url, form(unit, ulid=edition.material.ulid, submit="1", **words))
    [one] = response.context["missing"]
    assert (response.status_code, one["target"]) == (422, placed.photo.anchor)
    assert f'id="{placed.photo.anchor}"' in response.content.decode()


def test_what_is_only_warned_of_is_told_after_sending(author, unit, client):
    client.force_login(author)
    sent = form(unit, title="Poli gigi", body="Buka lagi.", fact_hours="Senin", submit="1")
    response = client.post("/materials/new/service/", sent, follow=True, headers=ENGLISH)
    assert Edition.objects.get().state == State.SUBMITTED
    told = {message.level_tag: str(message) for message in response.context["messages"]}
    assert "The text is very short." in told["warning"]
    assert "until when this is right" in told["warning"]


def test_a_pasted_message_is_tidied_and_said_to_be(author, unit, client):
    client.force_login(author)
    sent = form(unit, title="J", body=MESSAGE, fact_benefit=MESSAGE, social_caption="Biasa saja")
    response = client.post("/materials/new/innovation/", sent, follow=True, headers=ENGLISH)
    edition = Edition.objects.get()
    assert (edition.body, edition.facts["benefit"]) == (TIDY, TIDY)
    told = " ".join(str(message) for message in response.context["messages"])
    assert "Text, What do people gain?" in told


def test_marks_that_somebody_put_back_stay(author, unit, client):
    client.force_login(author)
    client.post("/materials/new/innovation/", form(unit, body=MESSAGE, as_pasted="body"))
    assert Edition.objects.get().body == MESSAGE.replace("\r\n", "\n")


def test_while_typing_the_text_is_left_alone(author, unit, client):
    client.force_login(author)
    client.post("/materials/new/innovation/draft/", form(unit, body=MESSAGE))
    assert Edition.objects.get().body == MESSAGE.replace("\r\n", "\n")


def test_pasting_asks_for_tidy_text(author, client):
    client.force_login(author)
    answer = client.post(reverse("material_tidy"), {"text": MESSAGE})
    assert answer.json() == {"text": TIDY}
    assert client.post(reverse("material_tidy"), {}).json() == {"text": ""}
    long = "*a* " * 30_000
    assert client.post(reverse("material_tidy"), {"text": long}).json() == {"text": long}


@pytest.mark.parametrize(("length", "status"), [(2200, 302), (2201, 422)])
def test_a_caption_is_counted_as_people_count(length, status, author, unit, client):
    """The end of a line is one character, though the browser sends two."""
    caption = "a\r\n" * 100 + "b" * (length - 200)
    client.force_login(author)
    response = client.post("/materials/new/routine/", form(unit, social_caption=caption))
    assert response.status_code == status
    assert ("maxlength" in str(response.content)) is False, "a longer paste would be cut silently"


def test_a_saved_form_is_receipted_for_the_phone(author, unit, client):
    client.force_login(author)
    sent = form(unit, title="J")
    client.post("/materials/new/routine/", sent)
    assert client.cookies["saved"].value == f"{sent['ulid']}.1"
    client.cookies.pop("saved")
    edition = Edition.objects.get()
    theirs = drafts.Draft("Lain", "Lain")
    drafts.save(edition, theirs, actor=author, seen_version=edition.version)
    url = reverse("material_edit", args=[sent["ulid"]])
    assert client.post(url, {**sent, "version": 2}).status_code == 409
    assert "saved" not in client.cookies
