"""The page of a material: what each person is told, and where each thing is mended."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contentdesk.models import Edition, Kind, State, new_ulid
from contentdesk.organization.duties import Role
from contentdesk.organization.models import Assignment
from contentdesk.services import drafts, live, review, reviewers
from contentdesk.waiting import waiting_materials
from tests.cast import person
from tests.contentdesk import editions
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db


def see(client, who, edition, query=""):
    client.force_login(who)
    url = reverse("material", args=[edition.material.ulid])
    return client.get(url + query, headers={"accept-language": "en"})


def addresses(response):
    checks = response.context["checks"]
    return {row.finding.code: row.address for row in [*checks.stops, *checks.hints]}


def test_each_finding_leads_to_the_field_that_mends_it(author, manager, unit, client):
    edition = drafts.start(new_ulid(), kind=Kind.SERVICE, regularity="", unit=unit, author=author)
    words = drafts.Draft("Layanan KB", "Setiap hari.", new_photos=[])
    drafts.save(edition, words, actor=author, seen_version=edition.version)
    form = reverse("material_edit", args=[edition.material.ulid])
    assert addresses(see(client, author, edition)) == {
        "fact_missing": f"{form}#id_fact_hours",
        "validity_missing": f"{form}#id_fact_valid_until",
        "too_short": f"{form}#id_body",
    }


def test_a_photo_a_consent_and_the_class_each_have_their_place(author, manager, unit, client):
    edition = editions.draft(author, unit, photos=[photo("red")])
    editions.say_who_is_seen(edition, author, "consented")
    drafts.submit(edition, actor=author)
    form = reverse("material_edit", args=[edition.material.ulid])
    shown = edition.placements.get().photo.sha256[:12]
    assert addresses(see(client, manager, edition)) == {
        "alt_missing": f"{form}#photo-{shown}",
        "consent_missing": "#consents",
        "classification_missing": "#classification",
    }


def test_the_anchors_are_there(author, manager, unit, client):
    edition = editions.draft(author, unit, photos=[photo("red")])
    editions.say_who_is_seen(edition, author, "consented")
    drafts.submit(edition, actor=author)
    page = see(client, manager, edition).content.decode()
    url = reverse("material_edit", args=[edition.material.ulid])
    form = client.get(url).content.decode()
    for anchor in ("consents", "classification"):
        assert f'id="{anchor}"' in page
    for anchor in ("id_title", "id_body", f"photo-{edition.placements.get().photo.sha256[:12]}"):
        assert f'id="{anchor}"' in form


def test_the_unit_is_told_kindly_and_only_while_it_can_act(author, manager, unit, client):
    edition = editions.draft(author, unit, body="Tutup.")
    page = see(client, author, edition).content.decode()
    assert "It can be sent without these, too" in page
    assert "The class of information is not set" not in page
    drafts.submit(edition, actor=author)
    assert see(client, author, edition).context["checks"] is None


def test_a_reviewer_reads_that_nothing_stands_in_the_way(author, manager, unit, client):
    edition = editions.submitted(author, unit)
    editions.classify(edition, manager)
    assert "Nothing stands in the way." in see(client, manager, edition).content.decode()


def test_the_day_asked_for_is_the_day_that_is_checked(author, manager, unit, client):
    edition = editions.draft(author, unit)
    until = timezone.localdate() + timedelta(days=2)
    draft = drafts.Draft(editions.TITLE, editions.BODY, facts={"until_day": until.isoformat()})
    drafts.save(edition, draft, actor=author, seen_version=edition.version)
    drafts.submit(edition, actor=author)
    editions.classify(edition, manager)
    day = timezone.localdate() + timedelta(days=3)
    assert addresses(see(client, manager, edition)).get("over") is None
    assert addresses(see(client, manager, edition, f"?at={day}T08:00"))["over"]


@pytest.fixture
def dewi(head):
    """Stands in for the head for a week."""
    return person(
        "dewi",
        "Dewi Pelaksana",
        (Role.HEAD, None),
        days_until=7,
        acting=Assignment.Acting.PLH,
        acting_for=head,
    )


def test_who_stands_in_signs_as_such(author, dewi, unit, client):
    edition = editions.submitted(author, unit)
    reviewers.claim(edition, actor=dewi)
    editions.classify(edition, dewi)
    review.approve(edition, actor=dewi, seen_version=edition.version)
    signed = {event.name: event.data.get("as") for event in edition.events.all()}
    assert signed == {
        "start": None,
        "save": None,
        "submit": None,
        "claim": "Plh. Hadi Kepala",
        "classify": "Plh. Hadi Kepala",
        "approve": "Plh. Hadi Kepala",
    }
    assert "Dewi Pelaksana, Plh. Hadi Kepala" in see(client, author, edition).content.decode()


def test_what_is_asked_of_the_unit_says_by_whom(author, dewi, unit, client):
    edition = editions.submitted(author, unit)
    review.move(edition, "request_changes", actor=dewi, reason="Tulis jam bukanya.")
    page = see(client, author, edition).content.decode()
    assert "Tulis jam bukanya." in page
    assert "Dewi Pelaksana, Plh. Hadi Kepala" in page


@pytest.mark.parametrize(
    ("query", "width"),
    [
        ("", "phone"),
        ("?width=desktop", "desktop"),
        ("?width=phone", "phone"),
        ("?width=9", "phone"),
    ],
)
def test_the_preview_is_as_wide_as_asked(query, width, author, unit, client):
    edition = editions.draft(author, unit)
    page = see(client, author, edition, query).content.decode()
    assert f'class="preview-{width}"' in page
    assert page.count('aria-current="true"') == 1


def test_what_is_live_stays_in_sight_while_a_new_version_is_rejected(author, manager, unit, client):
    edition = editions.published(author, unit, manager)
    again = drafts.begin_edition(edition.material, actor=author)
    assert "What the public sees now" in see(client, author, again).content.decode()
    drafts.submit(again, actor=author)
    review.move(again, "reject", actor=manager, reason="Belum tepat.")
    page = see(client, author, again).content.decode()
    assert "What the public sees now" in page
    assert "Belum tepat." in page


@pytest.fixture
def held(author, manager, unit):
    """Approved; at publishing time its class was found to be missing."""
    edition = editions.approved(author, unit, manager)
    Edition.objects.filter(pk=edition.pk).update(classification="")
    edition.refresh_from_db()
    assert not live.is_fit(edition, edition.pinned)
    edition.refresh_from_db()
    return edition


def test_what_is_held_back_says_why_and_how_to_mend_it(held, author, manager, lead, client):
    response = see(client, manager, held)
    page = response.content.decode()
    assert "What holds it back" in page
    assert addresses(response) == {"classification_missing": "#classification"}
    assert "Look again and publish" in page
    assert "You can help with what stands below." in see(client, author, held).content.decode()
    assert waiting_materials(manager)["held"] == [held]


def test_mended_it_is_let_go(held, manager, head, client):
    editions.classify(held, head)
    page = see(client, manager, held).content.decode()
    assert "All that held it back has been mended." in page
    url = reverse("material_move", args=[held.material.ulid, "release_hold"])
    assert client.post(url).status_code == 302
    held.refresh_from_db()
    assert (held.state, held.held_at) == (State.APPROVED, None)
    assert waiting_materials(manager)["held"] == []


def test_still_unmended_it_stays_and_the_page_says_so(held, manager, client):
    client.force_login(manager)
    url = reverse("material_move", args=[held.material.ulid, "release_hold"])
    response = client.post(url)
    assert response.status_code == 422
    assert response.context["checks"].stops
