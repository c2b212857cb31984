"""What the recorded consents say about a photo: to the checker, and to those who may know."""

from datetime import timedelta

import pytest
from django.db import connection
from django.template import engines
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contentdesk.checker import Gate, blocking
from contentdesk.models import People
from contentdesk.services.consents import Agreement, record_consent
from tests.contentdesk import editions
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
OVER, TO_COME = TODAY - timedelta(days=3), TODAY + timedelta(days=3)
SITI, BUDI = "Siti Aminah", "Budi"
# consents of one photo (person, valid until, on the website) → what stops it
CONSENTS = {
    "none": ([], "consent_missing"),
    "for good": ([(SITI, None, True)], ""),
    "until later": ([(SITI, TO_COME, True)], ""),
    "until today": ([(SITI, TODAY, True)], ""),
    "run out": ([(SITI, OVER, True)], "consent_run_out"),
    "renewed": ([(SITI, OVER, True), (SITI, TO_COME, True)], ""),
    "renewed, written otherwise": ([(SITI, OVER, True), (" siti aminah ", None, True)], ""),
    "only one of two renewed": (
        [(SITI, OVER, True), (SITI, None, True), (BUDI, OVER, True)],
        "consent_run_out",
    ),
    "elsewhere": ([(SITI, None, False)], "consent_elsewhere"),
    "elsewhere and here": ([(SITI, None, False), (SITI, None, True)], ""),
    "here, but run out": ([(SITI, OVER, True), (SITI, None, False)], "consent_elsewhere"),
    "one here, one elsewhere": ([(SITI, None, True), (BUDI, None, False)], "consent_elsewhere"),
}


@pytest.fixture
def edition(author, unit):
    edition = editions.draft(author, unit, photos=[photo("white")])
    editions.say_who_is_seen(edition, author, People.CONSENTED, alt="Ibu dan anak di ruang KIA")
    return edition


def agrees(edition, actor, person, until=None, on_website=True):
    placement = edition.placements.get()
    placement.edition = edition
    said = Agreement(
        person,
        "Berita",
        on_website=on_website,
        on_social_media=not on_website,
        valid_until=until,
        proof_kept_at="Map 1",
    )
    return record_consent(placement, said, actor=actor)


def shown(edition, person, tag="{% consents edition %}", **context):
    request = RequestFactory().get("/")
    template = engines["django"].from_string("{% load photos %}" + tag)
    return template.render({"edition": edition, "user": person, **context}, request)


@pytest.mark.parametrize("name", CONSENTS)
def test_each_person_has_to_agree(name, edition, author, english):
    given, expected = CONSENTS[name]
    for consent in given:
        agrees(edition, author, *consent)
    codes = {finding.code for finding in blocking(edition, Gate.APPROVE)}
    assert {code for code in codes if code.startswith("consent")} == {expected} - {""}
    words = shown(edition, author)
    assert ("Consent recorded" in words) == (expected == "")


def test_the_page_says_for_whom_and_until_when(edition, author, english):
    agrees(edition, author, SITI, TO_COME)
    agrees(edition, author, BUDI)
    words = shown(edition, author)
    assert "Budi, Siti Aminah" in words
    assert f'datetime="{TO_COME.isoformat()}"' in words


@pytest.mark.parametrize(
    ("who", "sees"),
    [("author", True), ("colleague", True), ("manager", True), ("head", True)]
    + [(who, False) for who in ("lead", "deputy", "team_member", "auditor", "outsider", "admin")],
)
def test_names_are_for_those_who_work_on_the_photo(who, sees, edition, everyone):
    agrees(edition, everyone["author"], SITI)
    assert (SITI in shown(edition, everyone[who])) == sees


def test_nothing_is_shown_where_nobody_had_to_agree(author, unit):
    edition = editions.draft(author, unit, photos=[photo("white")])
    assert shown(edition, author).strip() == ""


def test_as_many_queries_for_many_photos(author, unit, manager):
    def queries(*colours):
        edition = editions.draft(author, unit, photos=[photo(colour) for colour in colours])
        editions.say_who_is_seen(edition, author, People.CONSENTED)
        with CaptureQueriesContext(connection) as captured:
            shown(edition, manager)
        return len(captured)

    shown(editions.draft(author, unit), manager)  # roles are read once
    assert queries("red") == queries("red", "green", "blue", "white")
