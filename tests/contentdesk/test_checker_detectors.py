"""Each thing that the checker looks for: a story in which it is found, and one in which not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contentdesk.checker.detectors import DETECTORS, Case
from contentdesk.checker.rules import RULES
from contentdesk.content import Content, PhotoContent
from contentdesk.models import Consent, Document, Edition, Material, Photo

TODAY = timezone.localdate()
NOW = timezone.now()
SOON, PAST = TODAY + timedelta(days=3), TODAY - timedelta(days=3)
LONG = (
    "Imunisasi diadakan setiap hari Selasa di aula Puskesmas mulai pukul delapan sampai sebelas, "
    "bawalah buku KIA."
)
ALT = "Bidan menimbang seorang balita"
CENTRES_OWN = "0341-551234"


def photo(letter="a", caption="Penimbangan balita", alt=ALT, people="nobody"):
    return PhotoContent(letter * 64, caption, alt, people)


def consent(person="Ibu S.", valid_until=None, on_website=True, withdrawn_at=None):
    return Consent(
        person=person, valid_until=valid_until, on_website=on_website, withdrawn_at=withdrawn_at
    )


def found(kind="announcement", consents=(), hints=(), document_hints=None, edition=None, **said):
    """The codes of all that is found in a content, in a case that is in order but for it."""
    content = Content(
        kind,
        said.pop("title", "Jadwal imunisasi"),
        said.pop("body", LONG),
        tuple(said.pop("photos", ())),
        **said,
    )
    of_it = {"classification": "anytime", **(edition or {})}
    edition = Edition(material=Material(kind=kind), **of_it)
    if document_hints is not None:
        edition.document = Document(name_hints=document_hints)
    photos = {p.sha256: Photo(sha256=p.sha256, name_hints=list(hints)) for p in content.photos}
    given = {p.sha256: list(consents) for p in content.photos}
    case = Case(edition, content, TODAY, photos, given, [CENTRES_OWN])
    return [finding.code for detector in DETECTORS for finding in detector(case)]


SERVICE = {"kind": "service", "facts": {"hours": "Senin", "valid_until": SOON.isoformat()}}
POLICY = {"kind": "policy", "facts": {"number": "1/2026", "day": TODAY.isoformat()}}
ASKED = {"people": "consented"}
# code → where it is found, and the nearest thing in which it is not
STORIES = {
    "title_missing": ({"title": "  "}, {"title": "J"}),
    "nothing_to_tell": ({"body": " "}, {"body": "", "photos": [photo()]}),
    "captions_missing": (
        {"body": "", "photos": [photo(caption=" ")]},
        {"body": "", "photos": [photo(caption=""), photo("b", alt="Antrean di depan loket")]},
    ),
    "too_short": ({"body": "Hari ini tutup."}, {"body": "Tutup.", "photos": [photo()]}),
    "fact_missing": (
        {"kind": "activity", "facts": {"place": "Aula"}},
        {"kind": "activity", "facts": {"place": "Aula", "day": TODAY.isoformat()}},
    ),
    "days_out_of_order": (
        {"facts": {"from_day": SOON.isoformat(), "until_day": TODAY.isoformat()}},
        {"facts": {"from_day": SOON.isoformat(), "until_day": SOON.isoformat()}},
    ),
    "over": (
        {"facts": {"until_day": PAST.isoformat()}},
        {"facts": {"until_day": TODAY.isoformat()}},
    ),
    "validity_missing": ({"kind": "service", "facts": {"hours": "Senin"}}, SERVICE),
    "document_missing": (POLICY, {**POLICY, "document": "d" * 64}),
    "alt_missing": ({"photos": [photo(alt=" … ")]}, {"photos": [photo()]}),
    "alt_like_file_name": (
        {"photos": [photo(alt="IMG-20260101-WA0003")]},
        {"photos": [photo(alt="Foto 12 peserta lomba")]},
    ),
    "alt_equals_caption": (
        {"photos": [photo(caption=f" {ALT.upper()} ")]},
        {"photos": [photo(caption=f"{ALT} di posyandu")]},
    ),
    "alt_too_short": (
        {"photos": [photo(alt="Dua bidan")]},
        {"photos": [photo(alt="Dua bidan duduk")]},
    ),
    "alt_repeated": (
        {"photos": [photo(), photo("b", caption="Lain")]},
        {"photos": [photo(), photo("b", alt="Antrean di depan loket")]},
    ),
    "people_unsaid": ({"photos": [photo(people="")]}, {"photos": [photo(people="crowd")]}),
    "consent_missing": (
        {"photos": [photo(**ASKED)]},
        {"photos": [photo(**ASKED)], "consents": [consent(valid_until=TODAY)]},
    ),
    "late": (
        {"edition": {"state": "approved", "publish_at": NOW - timedelta(hours=25)}},
        {"edition": {"state": "approved", "publish_at": NOW - timedelta(hours=23)}},
    ),
    "consent_withdrawn": (
        {
            "photos": [photo(**ASKED)],
            "consents": [consent(), consent("Bapak T.", withdrawn_at=NOW)],
        },
        # Who has agreed again since may be shown.
        {"photos": [photo(**ASKED)], "consents": [consent(withdrawn_at=NOW), consent()]},
    ),
    "consent_run_out": (
        {"photos": [photo(**ASKED)], "consents": [consent(), consent("Bapak T.", PAST)]},
        {"photos": [photo(**ASKED)], "consents": [consent(valid_until=PAST), consent()]},
    ),
    "consent_elsewhere": (
        {"photos": [photo(**ASKED)], "consents": [consent(on_website=False)]},
        {"photos": [photo(people="staff")], "consents": [consent(on_website=False)]},
    ),
    "private_file_name": (
        {"photos": [photo()], "hints": ["nik"]},
        {"photos": [photo()], "hints": []},
    ),
    "classification_missing": (
        {"edition": {"classification": ""}},
        {"edition": {"classification": "immediate"}},
    ),
    "excluded": (
        {"edition": {"classification": "excluded"}},
        {"edition": {"classification": "anytime"}},
    ),
    "review_day_missing": (
        {"edition": {"classification": "periodic", "review_by": TODAY}},
        {"edition": {"classification": "periodic", "review_by": SOON}},
    ),
    "nik": ({"body": f"{LONG} NIK 3573041205900001"}, {"body": f"{LONG} Rp35.730.412"}),
    "bpjs": ({"social": "Kartu 0001234567890"}, {"social": "Kartu BPJS"}),
    "phone": ({"body": f"{LONG} 0812-3456-7890"}, {"body": f"{LONG} {CENTRES_OWN}"}),
    "contact_phone": (
        {"facts": {"contact": "0812-3456-7890"}, "kind": "innovation"},
        {"facts": {"contact": CENTRES_OWN}, "kind": "innovation"},
    ),
    "record_number": ({"title": "No. RM 12-34-56"}, {"title": "Rekam medis elektronik"}),
    "patient_name": (
        {"photos": [photo(caption="pasien an. Sulastri")]},
        {"photos": [photo(caption="pasien anak")]},
    ),
    "email": (
        {"facts": {"contact": "x@y.id"}, "kind": "innovation"},
        {"body": f"{LONG} @puskesmas"},
    ),
}


@pytest.mark.parametrize("code", STORIES)
def test_found_where_it_is(code):
    assert code in found(**STORIES[code][0])


@pytest.mark.parametrize("code", STORIES)
def test_not_found_where_it_only_looks_like_it(code):
    assert code not in found(**STORIES[code][1])


def test_every_rule_has_its_story():
    assert set(STORIES) == set(RULES)


@pytest.mark.parametrize(
    "said", [{}, SERVICE, {"photos": [photo(), photo("b", alt=f"{ALT} lagi")]}]
)
def test_nothing_is_found_in_what_is_in_order(said):
    assert found(**said) == []


def test_the_name_of_a_document_is_looked_at_too():
    assert found(**POLICY, document="d" * 64, document_hints=["bpjs"]) == ["private_file_name"]


def test_each_description_is_blamed_once():
    """A file name is also short and also repeated; the person hears the first thing to mend."""
    photos = [photo(alt="IMG_1.jpg"), photo("b", alt="IMG_1.jpg")]
    assert found(photos=photos) == ["alt_like_file_name"] * 2
