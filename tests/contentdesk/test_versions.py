"""All versions of a material, any two side by side, and what the manager corrected."""

import re

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from contentdesk.foundation.photos import Box
from contentdesk.models import State
from contentdesk.services import drafts, live, photos, review
from contentdesk.versions import corrections_of, versions_of
from tests.contentdesk import editions
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages_in_english(client):
    """Sentences as they stand in the code."""
    client.cookies["django_language"] = "en"


def corrected(author, unit, manager, **changes):
    """Submitted by the unit, then corrected by the manager."""
    edition = editions.submitted(author, unit)
    title, body = changes.get("title", editions.TITLE), changes.get("body", editions.BODY)
    draft = drafts.Draft(title, body)
    drafts.save(edition, draft, actor=manager, seen_version=edition.version)
    return edition


def address(name, edition, *args, **query):
    return reverse(name, args=[edition.material.ulid, *args], query=query)


def text_of(response):
    """The page's own words, spaces made one."""
    main = response.content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main))


def listed(edition):
    material = edition.material
    return [
        (v.key, [e.name for e in v.events], v.is_live)
        for v in versions_of(type(material).objects.get(pk=material.pk))
    ]


def test_each_version_says_why_it_is_there(author, manager, unit):
    edition = corrected(author, unit, manager, title="Jadwal imunisasi")
    editions.classify(edition, manager)
    review.approve(edition, actor=manager, seen_version=edition.version, publish_at=timezone.now())
    live.record_live(edition, edition.pinned, address="https://contoh.test/")
    second = drafts.begin_edition(edition.material, actor=author)
    assert listed(edition) == [
        ("1.1", ["submit"], False),
        ("1.2", ["correct", "approve", "record_live"], True),
        ("2.draft", [], False),
    ]
    drafts.submit(second, actor=author)
    assert listed(edition)[2:] == [("2.1", ["submit"], False)]


def test_sent_again_unchanged_it_is_the_same_version(author, manager, unit):
    edition = editions.submitted(author, unit)
    review.move(edition, "take_back", actor=author)
    drafts.submit(edition, actor=author)
    assert listed(edition) == [("1.1", ["submit", "submit"], False)]


def test_before_the_first_version_the_page_says_so(author, unit, client):
    edition = editions.in_state(State.DRAFT, author, unit, None)
    client.force_login(author)
    assert "As it is being written now" in text_of(
        client.get(address("material_versions", edition))
    )
    review.move(edition, "discard", actor=author)
    assert "No version has been kept yet" in text_of(
        client.get(address("material_versions", edition))
    )


def test_two_versions_side_by_side(author, manager, unit, client):
    edition = corrected(author, unit, manager, title="Jadwal imunisasi Januari")
    client.force_login(author)
    response = client.get(address("material_difference", edition, old="1.2", new="1.1"))
    shown = response.content.decode()
    assert '<del class="word-removed"><span class="visually-hidden">removed: </span>Des' in shown
    assert '<ins class="word-added"><span class="visually-hidden">added: </span>Januari' in shown
    # The older one stands on the left, however the two were chosen.
    assert shown.index('<th scope="col">Version 1.1') < shown.index('<th scope="col">Version 1.2')
    assert 'class="compared"' in shown


def test_what_is_typed_as_html_is_shown_as_words(author, manager, unit, client):
    edition = corrected(author, unit, manager, title="<script>alert(1)</script>")
    client.force_login(author)
    shown = client.get(address("material_difference", edition, old="1.1", new="1.2")).content
    assert b"<script>alert" not in shown
    assert b"&lt;" in shown


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"old": "1.1", "new": "1.1"}, "Choose two different versions."),
        ({"old": "9.9", "new": "1.1"}, "This version is gone. Choose another."),
        ({"old": "'", "new": ""}, "This version is gone. Choose another."),
        ({}, ""),
    ],
)
def test_a_choice_that_makes_no_sense(query, sentence, author, manager, unit, client):
    edition = corrected(author, unit, manager, title="Jadwal imunisasi")
    client.force_login(author)
    response = client.get(address("material_difference", edition, **query))
    assert response.status_code == 422
    assert sentence in text_of(response)


@pytest.mark.parametrize("key", ["1.9", "2.1", "1.draft", "9.draft"])
def test_a_version_that_is_not_there(key, author, unit, client):
    edition = editions.submitted(author, unit)
    client.force_login(author)
    assert client.get(address("material_version", edition, key)).status_code == 404
    assert client.get(address("material_version_preview", edition, key)).status_code == 404


def test_each_version_keeps_its_own_look(author, manager, unit, client):
    edition = corrected(author, unit, manager, title="Jadwal imunisasi Januari")
    client.force_login(author)
    old = client.get(address("material_version_preview", edition, "1.1")).content.decode()
    new = client.get(address("material_version_preview", edition, "1.2")).content.decode()
    now = client.get(address("material_preview", edition)).content.decode()
    assert editions.TITLE in old
    assert new == now != old


def test_a_photo_covered_since_is_in_no_old_version(
    author, manager, unit, client, django_capture_on_commit_callbacks
):
    edition = editions.submitted(author, unit, photos=[photo("red"), photo("blue")])
    bare, other = [placement.photo for placement in edition.placements.all()]
    with django_capture_on_commit_callbacks(execute=True):
        photos.cover_up(
            edition.placements.first(),
            [Box(0.1, 0.1, 0.2, 0.2)],
            drawn_on=bare.sha256,
            actor=manager,
        )
    assert not default_storage.exists(bare.file)
    client.force_login(author)
    old = client.get(address("material_version_preview", edition, "1.1")).content.decode()
    assert bare.sha256 not in old
    assert other.sha256 in old
    difference = client.get(address("material_difference", edition, old="1.1", new="1.2"))
    assert "Black boxes were drawn on it." in text_of(difference)
    assert bare.sha256 not in difference.content.decode()


def test_the_unit_is_shown_what_the_manager_corrected(author, manager, unit, client):
    edition = corrected(author, unit, manager, title="Jadwal imunisasi Januari")
    page = reverse("material", args=[edition.material.ulid])
    client.force_login(author)
    shown = text_of(client.get(page))
    assert "What the manager corrected" in shown
    assert "removed: Desember" in shown
    assert "added: Januari" in shown
    client.force_login(manager)
    assert "What the manager corrected" not in text_of(client.get(page))


def test_a_correction_taken_back_is_none(author, manager, unit):
    edition = corrected(author, unit, manager, title="Jadwal imunisasi Januari")
    assert corrections_of(edition) is not None
    draft = drafts.Draft(editions.TITLE, editions.BODY)
    drafts.save(edition, draft, actor=manager, seen_version=edition.version)
    assert corrections_of(edition) is None


def test_sent_anew_the_unit_has_seen_the_corrections(author, manager, unit):
    edition = corrected(author, unit, manager, title="Jadwal imunisasi Januari")
    review.move(edition, "request_changes", actor=manager, reason="Mohon dilengkapi.")
    assert corrections_of(edition) is not None
    drafts.submit(edition, actor=author)
    assert corrections_of(edition) is None


def test_what_stands_after_the_approval_counts(author, manager, unit):
    edition = corrected(author, unit, manager, title="Jadwal imunisasi Januari")
    editions.classify(edition, manager)
    review.approve(edition, actor=manager, seen_version=edition.version, publish_at=timezone.now())
    before, after = corrections_of(edition)
    assert (before.revision.number, after.revision) == (1, edition.pinned)
    assert (before.by, after.by) == (author, manager)
