"""Versions, remarks and editions without end: their pages take the same number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contentdesk.models import Material
from contentdesk.services import drafts, live, remarks, review
from tests.contentdesk import editions
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db

PAGES = {
    "material": ([], {}),
    "material_edit": ([], {}),
    "material_versions": ([], {}),
    "material_version": (["1.1"], {}),
    "material_version_preview": (["1.1"], {}),
    "material_difference": ([], {"old": "2.1", "new": "3.2"}),
    "material_remarks": ([], {}),
}


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def another_edition(edition, author, manager):
    """The last one goes live; the next is sent, corrected and spoken about."""
    if edition.state == "submitted":
        editions.classify(edition, manager)
        review.approve(edition, actor=manager, seen_version=edition.version)
        live.record_live(edition, edition.pinned, address="https://contoh.test/")
        edition = drafts.begin_edition(Material.objects.get(), actor=author)
        drafts.submit(edition, actor=author)
    for word in ("pertama", "kedua"):
        draft = drafts.Draft(f"Jadwal {edition.number} {word}", editions.BODY)
        drafts.save(edition, draft, actor=manager, seen_version=edition.version)
    for field in ("", "title", "body"):
        remark = remarks.write(edition, "Mohon diperiksa.", actor=manager, field=field)
        remarks.write(edition, "Sudah.", actor=author, parent=remark)
        remarks.write(edition, "Sudah juga.", actor=author, field=field)
    remarks.resolve(edition.remarks.filter(parent=None).last(), actor=manager)
    return edition


SHOWN = [(name, who) for name in PAGES for who in ("author", "manager", "auditor")]
# A submitted edition is edited by the manager alone.
SHOWN = [(name, who) for name, who in SHOWN if name != "material_edit" or who == "manager"]


@pytest.mark.parametrize(("name", "who"), SHOWN)
def test_as_many_for_seven_editions_as_for_three(
    name, who, everyone, author, manager, unit, client
):
    edition = editions.draft(author, unit, photos=[photo("red")])
    words = {edition.placements.get().pk: drafts.PhotoWords("", "Bidan menimbang bayi", "nobody")}
    draft = drafts.Draft(edition.title, edition.body, photos=words)
    drafts.save(edition, draft, actor=author, seen_version=edition.version)
    drafts.submit(edition, actor=author)
    args, query = PAGES[name]
    url = reverse(name, args=[edition.material.ulid, *args], query=query)
    client.force_login(everyone[who])
    for _number in range(2):
        edition = another_edition(edition, author, manager)
    client.get(url)
    few = queries(client, url)
    for _number in range(4):
        edition = another_edition(edition, author, manager)
    assert edition.number == 7
    client.get(url)
    assert queries(client, url) == few
