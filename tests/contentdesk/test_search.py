"""What is found by which words: stems, beginnings, everything that was said, nobody else's."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from contentdesk import search
from contentdesk.models import Kind, Material, new_ulid
from contentdesk.services import drafts
from tests.contentdesk import editions
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db

SENT = {
    "Jadwal imunisasi Desember": "Imunisasi bagi balita diadakan setiap Selasa.",
    "Pelayanan lansia": "Pemeriksaan kesehatan lansia di Posyandu Mawar, hari Jum'at.",
    "Penyuluhan gizi": "Ibu hamil diundang. Café Sehat buka pukul 08.00.",
    "Fogging": "Petugas berkeliling di RW 03.",
}
EVERYTHING = set(SENT)
# typed → found
TABLE = {
    "imunisasi": {"Jadwal imunisasi Desember"},
    "IMUNISASI": {"Jadwal imunisasi Desember"},
    "imuni": {"Jadwal imunisasi Desember"},
    "imuni desember": set(),  # a beginning is one only where it stands last
    "desember imuni": {"Jadwal imunisasi Desember"},
    "pelayanan": {"Pelayanan lansia"},
    "layanan": {"Pelayanan lansia"},
    "pelay": {"Pelayanan lansia"},
    "diperiksa": {"Pelayanan lansia"},
    "dijadwalkan": {"Jadwal imunisasi Desember"},
    "cafe": {"Penyuluhan gizi"},
    "café": {"Penyuluhan gizi"},
    "jum'at": {"Pelayanan lansia"},
    "jum’at lansia": {"Pelayanan lansia"},
    "lansia, imunisasi": set(),
    "rw 03": {"Fogging"},
    "08.00": {"Penyuluhan gizi"},
    "d": {"Jadwal imunisasi Desember", "Pelayanan lansia", "Penyuluhan gizi", "Fogging"},
    "tidakada": set(),
    "%": EVERYTHING,  # no word at all: nothing is narrowed
    "": EVERYTHING,
    "farmasi": EVERYTHING,  # the unit that sent them
    "farma fogging": set(),
    "fogging farma": {"Fogging"},
}


@pytest.fixture
def sent(author, unit):
    for title, body in SENT.items():
        editions.draft(author, unit, title=title, body=body)


def found(typed, materials=None):
    every = Material.objects.all() if materials is None else materials
    return {material.newest.title for material in search.matching(every, typed)}


@pytest.mark.parametrize("few", [0, 1, 500], ids=["all frequent", "some rare", "all rare"])
def test_what_is_found(sent, few, monkeypatch):
    """Looked up first or asked of each material in turn: the same."""
    monkeypatch.setattr(search, "FEW", few)
    assert {typed: found(typed) for typed in TABLE} == TABLE


def test_everything_that_was_said_is_found(author, unit, program):
    edition = drafts.start(
        new_ulid(), kind=Kind.ACTIVITY, regularity="incidental", unit=unit, author=author
    )
    facts = {"day": "2026-11-24", "place": "Balai Melati", "attendance": "Kader"}
    content = drafts.Draft(
        "Senam",
        "Isi",
        social_caption="Sehat bersama #germas",
        facts=facts,
        program=program,
        new_photos=[drafts.NewPhoto(photo("red"))],
    )
    drafts.save(edition, content, actor=author, seen_version=edition.version)
    words = {edition.placements.get().pk: drafts.PhotoWords("Warga", "Orang berbaris", "nobody")}
    content = drafts.Draft(
        "Senam", "Isi", social_caption="Sehat #germas", facts=facts, program=program, photos=words
    )
    drafts.save(edition, content, actor=author, seen_version=edition.version)
    for typed in ["senam", "isi", "germas", "melati", "kader", "warga", "berbaris", "imunisasi"]:
        assert found(typed) == {"Senam"}, typed
    assert found("bersama") == set()  # it stood there before the last save


def test_a_unit_that_is_renamed_is_found_by_its_new_name_at_once(sent, unit):
    unit.name = "Apotek"
    unit.save()
    assert found("apotek") == EVERYTHING
    assert found("farmasi") == set()


def test_what_is_live_is_found_while_it_is_being_changed(author, unit, manager):
    live = editions.published(author, unit, manager, title="Jadwal lama", body="Setiap Senin. " * 5)
    draft = drafts.begin_edition(live.material, actor=author)
    content = drafts.Draft("Jadwal baru", "Setiap Kamis.")
    drafts.save(draft, content, actor=author, seen_version=draft.version)
    assert found("senin") == found("kamis") == {"Jadwal baru"}


def test_nobody_finds_what_they_may_not_see(sent, author, outsider, manager):
    for person, expected in {author: 1, manager: 1, outsider: 0}.items():
        client = Client()
        client.force_login(person)
        page = client.get(reverse("materials"), {"q": "fogging"})
        assert len(page.context["editions"]) == expected, person


@given(st.text(min_size=1, max_size=60))
@settings(max_examples=300)
def test_every_word_is_found_by_itself_and_by_any_beginning(text):
    indexed = search.words([text])
    for word in search.parts(text):
        for typed in [word, word[: len(word) // 2 + 1]]:
            [term] = search.terms(typed)
            assert term.fits(text)
            assert any(row_holds(row, indexed) for row in term.rows)


def row_holds(row, indexed):
    """What the database answers to one row of a term, said in Python."""
    asked = dict(row.children)
    if "word" in asked:
        return asked["word"] in indexed
    return any(asked["word__gte"] <= word < asked["word__lt"] for word in indexed)


def test_a_search_of_many_words_is_bounded():
    assert len(search.terms(" ".join(f"kata{n}" for n in range(50)))) == search.MOST_TERMS
