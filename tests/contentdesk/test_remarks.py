"""A thread between unit and reviewers: on a field or the whole, answered, done, never lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from contentdesk.models import Remark
from contentdesk.services import drafts, remarks, review
from tests.contentdesk import editions
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages_in_english(client):
    """Sentences as they stand in the code."""
    client.cookies["django_language"] = "en"


def page(edition):
    return reverse("material_remarks", args=[edition.material.ulid])


def said(edition, text="Mohon sebut jamnya.", **more):
    return {"edition": edition.number, "field": "body", "text": text, **more}


def test_a_reviewer_remarks_and_the_unit_answers(author, manager, unit, client):
    edition = editions.submitted(author, unit)
    client.force_login(manager)
    client.post(page(edition), said(edition))
    remark = edition.remarks.get()
    client.force_login(author)
    response = client.post(page(edition), said(edition, "Pukul delapan.", parent=remark.pk))
    assert response.url.endswith(f"/materials/{edition.material.ulid}/#remark-{remark.pk}")
    shown = client.get(reverse("material", args=[edition.material.ulid])).content.decode()
    assert shown.index("Mohon sebut jamnya.") < shown.index("Pukul delapan.")
    answer = remark.answers.get()
    assert (answer.field, answer.by) == ("body", author)


def test_a_remark_stands_at_its_field(author, manager, unit, client):
    edition = editions.draft(author, unit, photos=[photo("red"), photo("blue")])
    placement = edition.placements.last()
    for field, words in [
        ("", "Ini tentang semuanya."),
        ("title", "Ini tentang judul."),
        ("fact_from_day", "Ini tentang harinya."),
        (f"photo{placement.pk}", "Ini tentang foto dua."),
        ("social_caption", "Ini tentang media sosial."),
    ]:
        remarks.write(edition, words, actor=manager, field=field)
    client.force_login(author)
    form = client.get(reverse("material_edit", args=[edition.material.ulid])).content.decode()
    places = [form.index(f"Ini tentang {what}") for what in ("semuanya", "judul", "harinya")]
    places.insert(2, form.index('name="body"'))
    assert places == sorted(places)
    card = form.index(f'data-placement="{placement.pk}"')
    assert card < form.index("Ini tentang foto dua.")
    assert form.index("Ini tentang judul.") < form.index('name="title"')
    assert form.index("Ini tentang media sosial.") < form.index('name="social_caption"')


def test_a_remark_stays_with_a_photo_that_moves(author, manager, unit, client):
    edition = editions.draft(author, unit, photos=[photo("red"), photo("blue")])
    first, last = edition.placements.all()
    remarks.write(edition, "Terlalu gelap.", actor=manager, field=f"photo{last.pk}")
    client.force_login(author)
    assert "Photo 2</p>" in client.get(page(edition)).content.decode()
    words = {first.pk: drafts.PhotoWords("", "", removed=True)}
    draft = drafts.Draft(edition.title, edition.body, photos=words)
    drafts.save(edition, draft, actor=author, seen_version=edition.version)
    assert "Photo 1</p>" in client.get(page(edition)).content.decode()


def test_what_is_done_is_folded_and_no_longer_at_its_field(author, manager, unit, client):
    edition = editions.draft(author, unit)
    remark = remarks.write(edition, "Mohon sebut jamnya.", actor=manager, field="body")
    client.force_login(author)
    done = reverse("material_remark_done", args=[edition.material.ulid, remark.pk])
    assert client.post(done).url.endswith("#remarks")
    form = client.get(reverse("material_edit", args=[edition.material.ulid])).content.decode()
    assert "Mohon sebut jamnya." not in form
    thread = client.get(page(edition)).content.decode()
    assert "<details" in thread[: thread.index("Mohon sebut jamnya.")].rpartition("<ol")[0][-200:]
    remark.refresh_from_db()
    assert remark.resolved_by == author


def test_done_twice_is_done_once(author, manager, unit):
    edition = editions.submitted(author, unit)
    remark = remarks.write(edition, "Mohon sebut jamnya.", actor=manager)
    assert remarks.resolve(Remark.objects.get(), actor=author)
    assert not remarks.resolve(remark, actor=manager)
    remark.refresh_from_db()
    assert remark.resolved_by == author
    assert edition.events.filter(name="resolve").count() == 1


def test_a_double_click_makes_one_remark(author, manager, unit, client):
    edition = editions.submitted(author, unit)
    client.force_login(manager)
    assert [client.post(page(edition), said(edition)).status_code for _ in range(2)] == [302, 302]
    assert edition.remarks.count() == edition.events.filter(name="remark").count() == 1


def test_the_same_words_elsewhere_or_later_are_another_remark(author, manager, head, unit):
    edition = editions.submitted(author, unit)
    first = remarks.write(edition, "Mohon diperiksa.", actor=manager)
    remarks.write(edition, "Mohon diperiksa.", actor=manager, field="title")
    remarks.write(edition, "Mohon diperiksa.", actor=head)
    Remark.objects.filter(pk=first.pk).update(at=timezone.now() - timedelta(minutes=2))
    remarks.write(edition, "Mohon diperiksa.", actor=manager)
    assert edition.remarks.count() == 4


def test_an_answer_to_the_remark_of_another_material_does_not_reach_it(
    author, manager, unit, client
):
    edition, other = editions.submitted(author, unit), editions.submitted(author, unit)
    foreign = remarks.write(other, "Mohon sebut jamnya.", actor=manager)
    client.force_login(author)
    client.post(page(edition), said(edition, "Baik.", parent=foreign.pk))
    assert not foreign.answers.exists()
    done = reverse("material_remark_done", args=[edition.material.ulid, foreign.pk])
    assert client.post(done).status_code == 404


def test_words_on_earlier_editions_can_still_be_read(author, manager, unit, client):
    edition = editions.submitted(author, unit)
    remarks.write(edition, "Mohon sebut jamnya.", actor=manager)
    review.move(edition, "reject", actor=manager, reason="Sudah ada.")
    drafts.begin_edition(edition.material, actor=author)
    client.force_login(author)
    assert "Mohon sebut jamnya." in client.get(page(edition)).content.decode()


def test_who_only_reads_may_not_write(author, manager, lead, auditor, unit, program):
    edition = editions.submitted(author, unit, program=program)
    remark = remarks.write(edition, "Mohon sebut jamnya.", actor=manager)
    for reader in (lead, auditor):
        with pytest.raises(PermissionDenied):
            remarks.write(edition, "Saya juga.", actor=reader)
        with pytest.raises(PermissionDenied):
            remarks.resolve(remark, actor=reader)
