"""Who gets the pages of one photo, its consents, their proof: role × address × state → status."""

import pytest
from django.urls import reverse

from contentdesk.models import State
from contentdesk.services import live
from contentdesk.services.consents import Agreement, record_consent
from tests.contentdesk import editions
from tests.wordpress.publishing import approved_with_photos, photo

pytestmark = pytest.mark.django_db

HIDDEN = {"team_member": 404, "outsider": 404, "admin": 404}
# The lead and the auditor read the material; names and papers of persons are not for them.
KEEPERS = {
    "author": 200, "colleague": 200, "manager": 200, "head": 200,
    "lead": 403, "deputy": 403, "auditor": 403, **HIDDEN,
}  # fmt: skip
WRITERS = {**KEEPERS, "head": 403}
AFTER_SUBMIT = {**WRITERS, "author": 302, "colleague": 302}
AFTER_APPROVAL = {**AFTER_SUBMIT, "manager": 302}
STATES = [State.DRAFT, State.SUBMITTED, State.APPROVED, State.PUBLISHED, State.REJECTED]
TABLE = {
    **{("material_consents", state): KEEPERS for state in STATES},
    **{("material_consent_proof", state): KEEPERS for state in STATES},
    ("material_photo_boxes", State.DRAFT): WRITERS,
    ("material_photo_boxes", State.CHANGES_REQUESTED): WRITERS,
    ("material_photo_boxes", State.SUBMITTED): AFTER_SUBMIT,
    ("material_photo_boxes", State.APPROVED): AFTER_APPROVAL,
    ("material_photo_boxes", State.PUBLISHED): AFTER_APPROVAL,
}
# What a script or a button sends; who may, in a draft.
POSTS = {
    "material_photo_add": WRITERS,
    "material_photos_order": WRITERS,
    "material_photo_take_out": WRITERS,
    "material_consent_remove": {
        **KEEPERS, "author": 302, "colleague": 302, "manager": 302, "head": 302,
    },
}  # fmt: skip


def edition_in(state, everyone, unit, program):
    author, manager = everyone["author"], everyone["manager"]
    if state not in {State.APPROVED, State.PUBLISHED}:
        photos = [photo("red")]
        return editions.in_state(state, author, unit, manager, program=program, photos=photos)
    edition = approved_with_photos(author, unit, manager, "red", program=program)
    if state == State.PUBLISHED:
        live.record_live(edition, edition.pinned, address="https://contoh.test/")
    return edition


def address(name, edition, author):
    placement = edition.placements.get()
    args = [edition.material.ulid]
    if name in {"material_consents", "material_photo_boxes", "material_photo_take_out"}:
        args += [placement.pk]
    if name.startswith("material_consent_"):
        placement.edition = edition
        said = Agreement("Siti Aminah", "Berita kegiatan", proof=photo("white"))
        consent = record_consent(placement, said, actor=author)
        args += [consent.pk] if name.endswith("proof") else [placement.pk, consent.pk]
    return reverse(name, args=args)


@pytest.mark.parametrize(("name", "state"), TABLE, ids=[f"{n}-{s}" for n, s in TABLE])
def test_each_page_in_each_state(name, state, everyone, unit, program, client):
    edition = edition_in(state, everyone, unit, program)
    url = address(name, edition, everyone["author"])
    found = {}
    for who, person in everyone.items():
        client.force_login(person)
        response = client.get(url)
        for close in response._resource_closers:  # response.close() would end the database too
            close()
        found[who] = response.status_code
    assert found == TABLE[name, state]


@pytest.mark.parametrize("name", POSTS)
def test_each_request_in_a_draft(name, everyone, unit, program, client):
    edition = edition_in(State.DRAFT, everyone, unit, program)
    url = address(name, edition, everyone["author"])
    found = {}
    for who, person in everyone.items():
        client.force_login(person)
        assert client.get(url).status_code == 405
        found[who] = client.post(url).status_code
    # A photo is missing in what was sent: nobody is told so who may not send one.
    sent_nothing = {who: 422 for who, status in POSTS[name].items() if status == 200}
    assert found == ({**POSTS[name], **sent_nothing} if name.endswith("_add") else POSTS[name])


def test_the_blank_paper_is_for_everybody_here(everyone, client):
    for person in everyone.values():
        client.force_login(person)
        page = client.get(reverse("consent_form")).content.decode()
        assert "Persetujuan Penayangan Foto" in page
    client.logout()
    assert client.get(reverse("consent_form")).status_code == 302
