"""A draft is saved while one types: never twice, never over a colleague's text, never too late."""

import pytest
from django.urls import reverse

from contentdesk.models import Edition, Material, People, State, new_ulid
from contentdesk.services import drafts
from tests.contentdesk import editions
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}
TYPED = "Ketikan yang belum selesai"


def post(client, url, fields):
    response = client.post(url, fields, headers=JSON)
    return response.status_code, response.json()


def form(unit, **fields):
    return {"unit": unit.pk, "ulid": new_ulid(), "version": 1, "title": "Judul", **fields}


def typing(edition, **fields):
    """The form of an edition as the script sends it."""
    shown = {"version": edition.version, "title": edition.title, "body": edition.body}
    return form(edition.material.unit, ulid=edition.material.ulid, **{**shown, **fields})


def draft_url(edition):
    return reverse("material_draft", args=[edition.material.ulid])


NEW = "/materials/new/announcement/draft/"


def test_the_first_words_begin_the_material_once(author, unit, client):
    """The answer to the first was lost: the same form comes again, and finds what it has begun."""
    client.force_login(author)
    fields = form(unit, body=TYPED)
    first, again = post(client, NEW, fields), post(client, NEW, fields)
    edition = Edition.objects.get()
    assert [status for status, _data in (first, again)] == [200, 200]
    assert first[1]["version"] == again[1]["version"] == edition.version
    assert first[1]["address"] == reverse("material_edit", args=[fields["ulid"]])
    assert (edition.body, edition.state) == (TYPED, State.DRAFT)


def test_typing_for_a_while_is_one_line_of_history(author, unit, client):
    edition = editions.draft(author, unit)
    client.force_login(author)
    before, version = edition.events.count(), edition.version
    for pause in range(20):
        sent = typing(edition, version=version, body=f"{TYPED} {pause}")
        status, data = post(client, draft_url(edition), sent)
        assert status == 200
        version = data["version"]
    edition.refresh_from_db()
    assert edition.body == f"{TYPED} 19"
    assert edition.events.count() <= before + 1


def test_a_colleagues_text_is_told_and_not_overwritten(author, colleague, unit, client):
    edition = editions.draft(author, unit)
    mine = typing(edition, body=TYPED)
    theirs = drafts.Draft("Judul rekan", "Isi rekan")
    drafts.save(edition, theirs, actor=colleague, seen_version=edition.version)
    client.force_login(author)
    status, data = post(client, draft_url(edition), mine)
    edition.refresh_from_db()
    assert (status, edition.body) == (409, "Isi rekan")
    stored = data["stored"]
    assert (stored["by"], stored["version"], stored["closed"]) == (
        "Kiki Rekan",
        edition.version,
        False,
    )
    assert (stored["fields"]["title"], stored["fields"]["body"]) == ("Judul rekan", "Isi rekan")
    status, data = post(client, draft_url(edition), {**mine, "version": stored["version"]})
    edition.refresh_from_db()
    assert (status, edition.body) == (200, TYPED)


@pytest.mark.parametrize(
    ("state", "who", "status"),
    [
        (State.DRAFT, "manager", 200),
        (State.CHANGES_REQUESTED, "author", 200),
        (State.SUBMITTED, "author", 409),
        (State.SUBMITTED, "manager", 409),
        (State.APPROVED, "manager", 409),
        (State.DISCARDED, "author", 409),
    ],
)
def test_only_what_is_with_the_unit_is_saved_while_typing(
    state, who, status, everyone, unit, client
):
    edition = editions.in_state(state, everyone["author"], unit, everyone["manager"])
    events = edition.events.count()
    client.force_login(everyone[who])
    found, data = post(client, draft_url(edition), typing(edition, body=TYPED))
    edition.refresh_from_db()
    assert (found, edition.body == TYPED) == (status, status == 200)
    if status == 409:
        assert data["stored"]["closed"]
        assert edition.events.count() == events


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("wished_day", "31-02-2026"), ("title", "x" * 151), ("program", "9999"), ("version", "dua")],
)
def test_an_invalid_field_is_named_and_nothing_is_saved(field, wrong, author, unit, client):
    edition = editions.draft(author, unit)
    client.force_login(author)
    status, data = post(client, draft_url(edition), typing(edition, **{field: wrong}))
    assert (status, list(data["fields"])) == (422, [field])
    edition.refresh_from_db()
    assert edition.title == editions.TITLE


def test_a_new_one_for_no_unit_or_another_persons_begins_nothing(
    author, colleague, unit, other_unit, client
):
    client.force_login(author)
    assert post(client, NEW, {**form(unit), "unit": ""})[0] == 422
    assert post(client, NEW, form(other_unit))[0] == 422
    theirs = editions.draft(colleague, unit)
    url_of_theirs = form(unit, ulid=theirs.material.ulid)
    assert client.post(NEW, url_of_theirs, headers=JSON).status_code == 403
    assert Material.objects.count() == 1


def test_nothing_is_taken_away_while_typing(author, unit, client):
    edition = editions.draft(author, unit, photos=[photo("red")])
    [placed] = edition.placements.all()
    card = {f"photo{placed.pk}-caption": "Ket.", f"photo{placed.pk}-removed": "on"}
    client.force_login(author)
    sent = typing(edition, people_of_all=People.STAFF, **card)
    assert post(client, draft_url(edition), sent)[0] == 200
    placed.refresh_from_db()
    assert (placed.caption, placed.people) == ("Ket.", People.STAFF)


def test_what_the_manager_formatted_stays_while_its_words_do(author, manager, unit, client):
    edition = editions.draft(author, unit)
    formatted = drafts.Draft(edition.title, "Buka Senin", body_html="<p>Buka <b>Senin</b></p>")
    drafts.save(edition, formatted, actor=manager, seen_version=edition.version)
    client.force_login(author)
    post(client, draft_url(edition), typing(edition, title="Judul lain"))
    edition.refresh_from_db()
    assert edition.body_html == "<p>Buka <b>Senin</b></p>"
    post(client, draft_url(edition), typing(edition, body="Buka Selasa"))
    edition.refresh_from_db()
    assert edition.body_html == ""


def test_who_else_has_the_form_open_is_told(author, colleague, unit, client):
    edition = editions.draft(author, unit)
    page = reverse("material_edit", args=[edition.material.ulid])
    client.force_login(colleague)
    client.get(page)
    client.force_login(author)
    assert "Kiki Rekan" in client.get(page).content.decode()
    _status, data = post(client, draft_url(edition), typing(edition, body=TYPED))
    assert data["others"] == ["Kiki Rekan"]
    here = reverse("material_presence", args=[edition.material.ulid])
    edition.presences.filter(user=colleague).update(seen_at=editions.timezone.now() - drafts.HERE)
    _status, data = post(client, here, {})
    edition.refresh_from_db()
    assert (data["others"], data["version"]) == ([], edition.version)
