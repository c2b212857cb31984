"""A change beside the live page: what it alters, and what stays of one that came to nothing."""

import pytest
from django.urls import reverse

from contentdesk.models import Material
from contentdesk.services import drafts, review
from tests.contentdesk import editions

pytestmark = pytest.mark.django_db


def fresh(edition):
    return Material.objects.get(pk=edition.material_id)


def test_a_discarded_change_leaves_what_is_live_in_the_lists(author, manager, unit, client):
    edition = editions.published(author, unit, manager)
    second = drafts.begin_edition(fresh(edition), actor=author)
    draft = drafts.Draft("Judul yang tidak jadi", editions.BODY)
    drafts.save(second, draft, actor=author, seen_version=second.version)
    review.move(second, "discard", actor=author)
    client.force_login(author)
    for url in [reverse("materials"), reverse("material", args=[edition.material.ulid])]:
        shown = client.get(url).content.decode()
        assert editions.TITLE in shown
        assert "Judul yang tidak jadi" not in shown
    assert drafts.begin_edition(fresh(edition), actor=author).number == 3


def test_why_an_earlier_change_was_rejected_stays_readable(author, manager, unit, client):
    edition = editions.published(author, unit, manager)
    second = drafts.begin_edition(fresh(edition), actor=author)
    drafts.submit(second, actor=author)
    review.move(second, "reject", actor=manager, reason="Loketnya tetap tiga.")
    drafts.begin_edition(fresh(edition), actor=author)
    client.force_login(author)
    for name in ("material", "material_versions"):
        page = client.get(reverse(name, args=[edition.material.ulid]))
        assert "Loketnya tetap tiga." in page.content.decode()


def test_a_change_that_changes_nothing_is_asked_about(author, manager, unit, client):
    edition = editions.published(author, unit, manager)
    drafts.begin_edition(fresh(edition), actor=author)
    client.force_login(author)
    url = reverse("material", args=[edition.material.ulid])
    page = client.get(url, headers={"accept-language": "en"}).content.decode()
    assert "Nothing has been changed yet" in page
    assert "Send it all the same" in page


def test_a_reviewer_is_led_to_what_the_change_alters(author, manager, unit, client):
    edition = editions.published(author, unit, manager)
    second = drafts.begin_edition(fresh(edition), actor=author)
    draft = drafts.Draft("Judul yang baru", editions.BODY)
    drafts.save(second, draft, actor=author, seen_version=second.version)
    drafts.submit(second, actor=author)
    client.force_login(manager)
    page = client.get(reverse("material", args=[edition.material.ulid])).content.decode()
    changed = reverse("material_difference", args=[edition.material.ulid]) + "?old=1.1&amp;new=2.1"
    assert changed in page
    assert "Judul yang baru" in client.get(changed.replace("&amp;", "&")).content.decode()
