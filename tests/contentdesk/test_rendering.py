"""The HTML of a post: what was written, escaped; the photos with their words; the marker."""

from contentdesk.content import Content, PhotoContent
from contentdesk.rendering import Picture, marker, render_post, slug

ULID = "01JD0000000000000000ABCDEF"


def rendered(title="Judul", body="Isi", photos=(), pictures=None):
    content = Content("announcement", title, body, tuple(photos))
    return render_post(content, pictures or {}, ulid=ULID)


def test_the_marker_stands_in_every_post():
    assert marker(ULID) in rendered().html


def test_script_in_title_text_and_caption_stays_text():
    photo = PhotoContent("a" * 64, "<script>alert(1)</script>", '" onerror="alert(2)')
    post = rendered(
        "<script>alert(3)</script>",
        "<img src=x onerror=alert(4)>\n[gallery]",
        [photo],
        {"a" * 64: Picture("https://contoh.test/foto.jpg", 7)},
    )
    everything = post.title + post.html
    assert "<script" not in everything
    assert "<img src=x" not in everything
    assert 'onerror="' not in everything.replace("&quot;", "'")
    assert "[gallery]" not in post.html


def test_a_photo_has_its_address_its_alt_text_and_its_caption():
    photo = PhotoContent("b" * 64, "Loket baru", "Loket dengan dua petugas")
    post = rendered(photos=[photo], pictures={"b" * 64: Picture("https://x.test/a.jpg", 12)})
    assert 'src="https://x.test/a.jpg"' in post.html
    assert 'alt="Loket dengan dua petugas"' in post.html
    assert "<figcaption>Loket baru</figcaption>" in post.html
    assert 'class="wp-image-12"' in post.html


def test_the_preview_differs_in_addresses_alone():
    photo = PhotoContent("c" * 64, "Ket.", "Alt")
    here = rendered(photos=[photo], pictures={"c" * 64: Picture("https://portal.test/1.jpg")})
    there = rendered(photos=[photo], pictures={"c" * 64: Picture("https://situs.test/2.jpg")})
    assert here.html.replace("portal.test/1", "situs.test/2") == there.html


def test_an_ampersand_is_sent_as_html():
    assert rendered("KIA & KB").title == "KIA &amp; KB"


def test_the_address_is_made_of_the_title_and_a_short_id():
    assert slug("Jam Layanan: Desember!", ULID) == "jam-layanan-desember-abcdef"
    assert slug("٣", ULID) == "abcdef"
    assert len(slug("kata " * 60, ULID)) <= 90


def test_the_same_content_has_the_same_hash():
    first = Content("service", "J", "I", (PhotoContent("d" * 64, "k", "a"),))
    assert Content.from_json(first.to_json()) == first
    assert Content.from_json(first.to_json()).sha256 == first.sha256
    assert first.sha256 != Content("service", "J", "I", ()).sha256


def test_an_older_revision_keeps_its_hash():
    """As stored by the first release; fields that join later must not change it."""
    stored = {"kind": "service", "title": "J", "body": "I", "photos": []}
    content = Content.from_json(stored)
    assert content.to_json() == stored
    assert content.sha256 == ("64b3abc4dd4eea0d947cb0f52f9b7e551d0a7496b58d26f3569177b497034851")
