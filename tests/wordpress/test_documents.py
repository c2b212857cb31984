"""A policy's PDF goes to the media library once, and the page links to it."""

import hashlib

import pytest

from contentdesk.foundation.documents import CleanDocument
from contentdesk.models import Kind, State, new_ulid
from contentdesk.services import drafts, review
from tests.contentdesk import editions
from tests.wordpress.publishing import ours, photo, run

PDF = b"%PDF-1.7\n" + b"x" * 500


@pytest.fixture
def policy(author, manager, unit):
    """An approved policy with a photo and its decree."""
    edition = drafts.start(new_ulid(), kind=Kind.POLICY, regularity="", unit=unit, author=author)
    clean = CleanDocument(data=PDF, sha256=hashlib.sha256(PDF).hexdigest(), pages=1)
    draft = drafts.Draft(
        "Keputusan tentang jam layanan",
        editions.BODY,
        facts={"number": "188.451/201/2021", "day": "2021-04-28"},
        document=drafts.NewDocument(clean),
        new_photos=[editions.NewPhoto(photo("red"))],
    )
    drafts.save(edition, draft, actor=author, seen_version=edition.version)
    words = {edition.placements.get().pk: drafts.PhotoWords("", "Papan jam layanan baru", "nobody")}
    said = drafts.Draft(draft.title, draft.body, facts=draft.facts, photos=words)
    drafts.save(edition, said, actor=author, seen_version=edition.version)
    drafts.submit(edition, actor=author)
    editions.classify(edition, manager)
    review.approve(edition, actor=manager, seen_version=edition.version)
    return edition


def test_the_decree_is_there_once_and_linked(fake_wordpress, policy):
    run(fake_wordpress)
    run(fake_wordpress)
    policy.refresh_from_db()
    assert policy.state == State.PUBLISHED
    [post] = ours(fake_wordpress, policy)
    [document] = [m for m in fake_wordpress.media.values() if m.mime_type == "application/pdf"]
    assert document.content == PDF
    assert f'href="{fake_wordpress.url}{document.path}"' in post.content
    [picture] = [m for m in fake_wordpress.media.values() if m.mime_type == "image/jpeg"]
    assert post.featured_media == picture.id


@pytest.mark.parametrize("how", ["lost_before", "lost_after", "error_before", "busy"])
def test_a_fault_while_it_goes_up_makes_no_second_one(fake_wordpress, policy, how):
    fake_wordpress.fail(when="upload_media", how=how, skip=1)
    run(fake_wordpress)
    run(fake_wordpress)
    policy.refresh_from_db()
    assert policy.state == State.PUBLISHED
    assert len(fake_wordpress.media) == 2
