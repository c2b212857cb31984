"""What lists and search read is true after every step, and made anew when its making changes."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contentdesk import listing, search, tasks
from contentdesk.models import Material, Stage, State, Word
from contentdesk.services import drafts, live, review
from tests.contentdesk import editions

pytestmark = pytest.mark.django_db

COLUMNS = ("newest_id", "stage", "is_live", "changed_at")
STAGES = {
    State.DRAFT: (Stage.WORKING, False),
    State.CHANGES_REQUESTED: (Stage.WORKING, False),
    State.SUBMITTED: (Stage.WAITING, False),
    State.APPROVED: (Stage.APPROVED, False),
    State.PUBLISHED: (Stage.PUBLISHED, True),
    State.REJECTED: (Stage.ENDED, False),
    State.DISCARDED: (Stage.ENDED, False),
}


def listed(material):
    material = Material.objects.get(pk=material.pk)
    assert material.newest == material.latest
    assert material.changed_at == material.newest.updated_at
    return material.stage, material.is_live


@pytest.mark.parametrize("state", STAGES)
def test_each_state_has_its_place_in_the_list(state, author, unit, manager):
    edition = editions.in_state(state, author, unit, manager)
    assert listed(edition.material) == STAGES[state]


def test_a_live_page_and_its_next_edition(author, unit, manager):
    first = editions.published(author, unit, manager)
    material = first.material
    second = drafts.begin_edition(material, actor=author)
    assert listed(material) == (Stage.WORKING, True)
    drafts.submit(second, actor=author)
    assert listed(material) == (Stage.WAITING, True)
    editions.classify(second, manager)
    review.approve(second, actor=manager, seen_version=second.version)
    assert listed(material) == (Stage.APPROVED, True)
    live.record_live(second, second.pinned, address="https://contoh.test/jadwal/")
    assert listed(material) == (Stage.PUBLISHED, True)
    third = drafts.begin_edition(Material.objects.get(pk=material.pk), actor=author)
    review.move(third, "discard", actor=author)
    assert listed(material) == (Stage.PUBLISHED, True)


def test_the_migration_says_the_same_as_the_services(author, unit, manager):
    for state in STAGES:
        editions.in_state(state, author, unit, manager)
    drafts.begin_edition(Material.objects.get(is_live=True), actor=author)
    said = {row["id"]: row for row in Material.objects.values("id", *COLUMNS)}
    Material.objects.update(newest=None, stage="", is_live=False, changed_at=None)
    import_module("contentdesk.migrations.0005_fill_lists").fill(apps, None)
    assert {row["id"]: row for row in Material.objects.values("id", *COLUMNS)} == said


def test_another_way_of_cutting_words_is_taken_up_by_the_sweep(author, unit, monkeypatch):
    editions.draft(author, unit, title="Jadwal", body="Setiap hari")
    assert tasks.index_words() == 0
    monkeypatch.setattr(search, "WAY", search.WAY + 1)
    monkeypatch.setattr(search, "words", lambda texts: {" ".join(texts).strip()[:6]})
    assert [tasks.index_words(), tasks.index_words()] == [1, 0]
    assert [row.word for row in Word.objects.all()] == ["Jadwal"]


def test_the_sweep_goes_on_where_it_stopped(author, unit, monkeypatch):
    for number in range(3):
        editions.draft(author, unit, title=f"Jadwal {number}")
    Word.objects.all().delete()
    Material.objects.update(words_by=0)
    monkeypatch.setattr(listing, "BATCH", 2)
    assert [tasks.index_words() for _minute in range(3)] == [2, 1, 0]
    assert search.matching(Material.objects.all(), "jadwal").count() == 3


def test_what_has_not_changed_is_not_written_again(author, unit):
    edition = editions.draft(author, unit)
    with CaptureQueriesContext(connection) as queries:
        listing.refresh(edition)
    touched = [query["sql"] for query in queries if Word._meta.db_table in query["sql"]]
    assert [sql.split()[0] for sql in touched] == ["SELECT"]
