"""The manager formats; whoever saves after that in plain words loses no formatting by it."""

import pytest

from contentdesk.services import drafts
from tests.contentdesk import editions

HTML = "<h2>Jadwal</h2><p>Setiap <strong>Selasa</strong>.</p>"
WORDS = "Jadwal\n\nSetiap Selasa."


@pytest.fixture
def formatted(author, manager, unit, client):
    """Sent by the author, formatted under review by the manager, asked to change."""
    edition = editions.submitted(author, unit)
    client.force_login(manager)
    answer = save(client, edition, body_html=HTML)
    assert answer.status_code == 302
    edition.refresh_from_db()
    editions.review.move(edition, "request_changes", actor=manager, reason="Tambah jamnya.")
    return edition


def save(client, edition, **said):
    edition.refresh_from_db()
    posted = {
        "unit": edition.material.unit_id,
        "title": edition.title,
        "version": edition.version,
        "ulid": edition.material.ulid,
        **said,
    }
    return client.post(f"/materials/{edition.material.ulid}/edit/", posted)


def test_what_the_manager_formats_is_kept_with_its_words(formatted):
    assert (formatted.body, formatted.body_html) == (WORDS, HTML)


def test_the_preview_shows_it(formatted, author, client):
    client.force_login(author)
    page = client.get(f"/materials/{formatted.material.ulid}/preview/").content.decode()
    assert "<strong>Selasa</strong>" in page
    assert "wp:heading" in page


def test_the_unit_has_a_plain_field_and_no_editor(formatted, author, manager, client):
    address = f"/materials/{formatted.material.ulid}/edit/"
    client.force_login(author)
    assert "rich_text" not in client.get(address).content.decode()
    client.force_login(manager)
    assert "js/rich_text" in client.get(address).content.decode()


def test_saved_by_the_unit_without_a_change_it_stays_formatted(formatted, author, client):
    client.force_login(author)
    save(client, formatted, body=WORDS.replace("\n", "\r\n"), body_html=HTML)
    formatted.refresh_from_db()
    assert (formatted.body, formatted.body_html) == (WORDS, HTML)


def test_other_words_of_the_unit_are_plain(formatted, author, client):
    client.force_login(author)
    save(client, formatted, body=f"{WORDS} Pukul 08.00.", body_html=HTML)
    formatted.refresh_from_db()
    assert formatted.body_html == ""
    assert formatted.body.endswith("Pukul 08.00.")


def test_html_that_the_unit_sends_by_hand_formats_nothing(author, unit, client):
    edition = editions.draft(author, unit)
    client.force_login(author)
    save(client, edition, body_html="<h2>Besar</h2><script>alert(1)</script>")
    edition.refresh_from_db()
    assert (edition.body, edition.body_html) == ("Besar", "")


def test_the_managers_html_is_cleaned_on_the_way_in(manager, unit, client):
    edition = editions.draft(manager, unit)
    client.force_login(manager)
    save(client, edition, body_html='<p onclick="x()">Satu <b>dua</b><script>alert(1)</script></p>')
    edition.refresh_from_db()
    assert edition.body_html == "<p>Satu <strong>dua</strong></p>"


def test_a_new_edition_takes_the_formatting_over(formatted, author, manager, client):
    drafts.submit(formatted, actor=author)
    editions.classify(formatted, manager)
    editions.review.approve(formatted, actor=manager, seen_version=formatted.version)
    editions.live.record_live(formatted, formatted.pinned, address="https://contoh.test/")
    again = drafts.begin_edition(formatted.material, actor=author)
    assert (again.body, again.body_html) == (WORDS, HTML)
