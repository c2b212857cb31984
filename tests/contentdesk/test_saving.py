"""Saving a draft: nothing is lost, nothing silently overwritten, a second click is harmless."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from contentdesk.forms.posted import as_posted
from contentdesk.foundation.transitions import Refused
from contentdesk.models import Material, State, new_ulid
from contentdesk.services import drafts, review
from contentdesk.services.changes import Overtaken
from contentdesk.services.drafts import Draft, PhotoWords
from contentdesk.services.photos import NewPhoto
from tests.contentdesk import editions
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db


def test_the_same_form_sent_twice_begins_one_material(author, unit):
    ulid = new_ulid()
    for _click in range(2):
        drafts.start(ulid, kind="service", regularity="", unit=unit, author=author)
    assert Material.objects.count() == 1


def test_nobody_begins_a_material_for_another_unit(outsider, unit):
    with pytest.raises(PermissionDenied):
        drafts.start(new_ulid(), kind="service", regularity="", unit=unit, author=outsider)


def test_a_colleague_cannot_take_over_a_ulid(author, colleague, unit):
    edition = editions.draft(author, unit)
    with pytest.raises(PermissionDenied):
        drafts.start(
            edition.material.ulid, kind="service", regularity="", unit=unit, author=colleague
        )


def test_two_people_on_one_draft_are_told(author, colleague, unit):
    edition = editions.draft(author, unit)
    seen = edition.version
    drafts.save(edition, Draft("Dari rekan", "", None), actor=colleague, seen_version=seen)
    with pytest.raises(Overtaken):
        drafts.save(edition, Draft("Dari penulis", "", None), actor=author, seen_version=seen)
    edition.refresh_from_db()
    assert edition.title == "Dari rekan"


def test_a_second_click_on_save_is_no_conflict(author, unit):
    edition = editions.draft(author, unit)
    seen = edition.version
    content = Draft("Judul", "Isi", None, new_photos=[NewPhoto(photo("red"))])
    for _click in range(2):
        drafts.save(edition, content, actor=author, seen_version=seen)
    assert edition.version == seen + 1
    assert edition.placements.count() == 1


def test_the_same_photo_twice_is_one_photo(author, unit):
    edition = editions.draft(author, unit, photos=[photo("red"), photo("red"), photo("blue")])
    assert edition.material.photos.count() == 2
    assert [p.position for p in edition.placements.all()] == [1, 2]


def test_a_photo_can_be_taken_out(author, unit):
    edition = editions.draft(author, unit, photos=[photo("red"), photo("blue")])
    first, second = edition.placements.all()
    words = {first.pk: PhotoWords("", "", removed=True), second.pk: PhotoWords("Ket.", "Alt")}
    drafts.save(
        edition, Draft("J", "", None, photos=words), actor=author, seen_version=edition.version
    )
    [left] = edition.placements.all()
    assert (left.caption, left.alt) == ("Ket.", "Alt")


def test_after_submitting_the_unit_no_longer_writes(author, colleague, unit):
    edition = editions.draft(author, unit)
    seen = edition.version
    drafts.submit(edition, actor=colleague)
    with pytest.raises(Overtaken):
        drafts.save(edition, Draft("Terlambat", "", None), actor=author, seen_version=seen)
    edition.refresh_from_db()
    assert edition.title == editions.TITLE


@pytest.mark.parametrize("who", ["outsider", "lead", "auditor", "team_member", "head", "admin"])
def test_others_do_not_write(who, everyone, unit):
    edition = editions.draft(everyone["author"], unit)
    with pytest.raises(PermissionDenied):
        drafts.save(
            edition, Draft("X", "", None), actor=everyone[who], seen_version=edition.version
        )


def test_a_correction_by_the_manager_is_a_revision_of_its_own(author, manager, unit):
    edition = editions.submitted(author, unit)
    drafts.save(
        edition,
        Draft("Judul yang benar", edition.body, None),
        actor=manager,
        seen_version=edition.version,
    )
    first, second = edition.revisions.all()
    assert first.content["title"] == editions.TITLE
    assert second.content["title"] == "Judul yang benar"
    assert second.created_by == manager
    assert edition.events.last().name == "correct"


def test_approval_pins_what_was_read(author, manager, unit):
    edition = editions.approved(author, unit, manager)
    assert edition.pinned == edition.revisions.last()
    event = edition.events.last()
    assert event.data["sha256"] == edition.pinned.sha256


def test_what_changed_after_the_page_was_opened_is_not_approved(author, manager, head, unit):
    edition = editions.submitted(author, unit)
    read = edition.version
    drafts.save(edition, Draft("Lain", "Lain", None), actor=manager, seen_version=edition.version)
    with pytest.raises(Refused):
        review.approve(edition, actor=head, seen_version=read, publish_at=editions.timezone.now())
    edition.refresh_from_db()
    assert edition.state == State.SUBMITTED
    assert edition.pinned is None


def test_saving_what_is_there_already_takes_no_page_from_another_reader(
    author, manager, head, unit
):
    """A real change voids what was read, a save that changes nothing does not."""
    edition = editions.submitted(author, unit)
    editions.classify(edition, head)
    read, told = edition.version, edition.events.count()
    same = Draft(edition.title, edition.body, edition.wished_day)
    drafts.save(edition, same, actor=manager, seen_version=read)
    assert edition.events.count() == told
    review.approve(edition, actor=head, seen_version=read)
    assert edition.state == State.APPROVED


def test_an_undescribed_photo_is_not_approved(author, manager, unit):
    edition = editions.submitted(author, unit, photos=[photo("red")])
    with pytest.raises(Refused, match="1"):
        review.approve(
            edition,
            actor=manager,
            seen_version=edition.version,
            publish_at=editions.timezone.now(),
        )


@pytest.mark.parametrize("content", [{"title": ""}, {"body": ""}, {"title": " ", "body": "x"}])
def test_an_empty_material_is_not_submitted(content, author, unit):
    edition = editions.draft(author, unit, **content)
    with pytest.raises(Refused):
        drafts.submit(edition, actor=author)
    edition.refresh_from_db()
    assert edition.state == State.DRAFT


def test_photos_alone_are_enough(author, unit):
    edition = editions.draft(author, unit, body="", photos=[photo("red")])
    drafts.submit(edition, actor=author)
    assert edition.state == State.SUBMITTED


def test_a_program_no_longer_in_use_is_not_lost_by_saving(author, unit, program, client):
    edition = editions.draft(author, unit, program=program)
    program.active = False
    program.save()
    client.force_login(author)
    url = reverse("material_edit", args=[edition.material.ulid])
    form = client.get(url).context["form"]
    assert f'<option value="{program.pk}" selected>' in str(form["program"])
    client.post(url, {**as_posted(form).dict(), "title": "Jadwal baru"})
    edition.refresh_from_db()
    assert (edition.title, edition.material.program) == ("Jadwal baru", program)
