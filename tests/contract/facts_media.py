"""Facts about attachments."""

import io

import pikepdf
import pytest

from contentdesk.wordpress.client import Refused
from tests.contract.fixtures import photo


def test_one_request_carries_the_photo_and_all_that_is_said(wordpress, upload, mark, live_post):
    media = upload(post=live_post["id"])
    stored = wordpress.media(media["id"])
    assert stored["slug"] == f"foto-{mark}"
    assert stored["title"]["raw"] == "Posyandu Melati"
    assert stored["caption"]["raw"] == "Ibu & <em>anak</em>"
    assert stored["alt_text"] == 'Anak "ditimbang" & diukur'
    assert (stored["post"], stored["mime_type"]) == (live_post["id"], "image/jpeg")
    assert stored["media_details"]["width"] == 60


def test_a_stranger_gets_the_very_bytes(wordpress, upload):
    data = photo("blue")
    page = wordpress.look(upload(data=data)["source_url"])
    assert (page.status, page.content) == (200, data)


def test_a_second_upload_is_a_second_photo_under_another_slug(wordpress, upload, mark):
    first, second = upload(), upload()
    assert second["slug"] == f"foto-{mark}-2"
    assert first["source_url"] != second["source_url"]
    slugs = [f"foto-{mark}", f"foto-{mark}-2", f"tiada-{mark}"]
    found = wordpress.media_by_slugs(slugs)
    assert {slug: media["id"] for slug, media in found.items()} == {
        slugs[0]: first["id"],
        slugs[1]: second["id"],
    }
    ids = [second["id"], 999_999, first["id"]]
    assert [media["id"] for media in wordpress.media_with(ids)] == [first["id"], second["id"]]


def test_posts_and_photos_share_their_slugs(upload, live_post, mark):
    assert upload(slug=live_post["slug"])["slug"] == f"jadwal-{mark}-2"


def test_alt_text_loses_its_tags_and_title_its_blanks(upload):
    media = upload(alt_text=" <b>Anak</b>\n diukur ", title="  Judul ")
    assert (media["alt_text"], media["title"]["raw"]) == ("Anak diukur", "Judul")


@pytest.mark.parametrize(
    ("filename", "content_type", "data"),
    [
        ("alat.exe", "application/octet-stream", b"MZ"),
        ("gambar.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("bukan.jpg", "image/jpeg", b"bukan gambar"),
    ],
)
def test_a_refused_file_type_is_a_definite_no(upload, filename, content_type, data):
    with pytest.raises(Refused) as refusal:
        upload(filename=filename, content_type=content_type, data=data)
    assert (refusal.value.code, refusal.value.status) == ("rest_upload_unknown_error", 500)


def test_a_photo_for_a_post_that_is_gone_is_refused(upload):
    with pytest.raises(Refused) as refusal:
        upload(post=999_999)
    assert refusal.value.code == "rest_cannot_edit"


def test_deleting_takes_the_file_away_and_may_be_repeated(wordpress, rest, upload):
    data = photo("green")
    media = upload(data=data)
    assert rest("DELETE", f"/media/{media['id']}").status_code == 501
    wordpress.delete_media(media["id"])
    wordpress.delete_media(media["id"])
    assert wordpress.media(media["id"]) is None
    page = wordpress.look(media["source_url"])
    # Not a 404 everywhere: Playground leads on to the home page, so the bytes are what counts.
    assert page.content != data
    assert page.status == 404 or page.url != media["source_url"]


def test_each_smaller_copy_has_an_address_that_goes_with_it(wordpress, upload):
    media = upload(data=photo("teal", (900, 600)))
    copies = [size["source_url"] for size in media["media_details"]["sizes"].values()]
    assert copies
    for copy in copies:
        assert wordpress.look(copy).content.startswith(b"\xff\xd8\xff")
    wordpress.delete_media(media["id"])
    for copy in copies:
        assert not wordpress.look(copy).content.startswith(b"\xff\xd8\xff")


def test_a_featured_photo_is_set_kept_and_cleared(wordpress, upload, live_post):
    media = upload()
    post = live_post["id"]
    wordpress.update_post(post, {"featured_media": media["id"]})
    assert wordpress.update_post(post, {"featured_media": 99_999})["featured_media"] == media["id"]
    assert media["source_url"] in wordpress.look(live_post["link"]).text
    assert wordpress.update_post(post, {"featured_media": 0})["featured_media"] == 0


def test_a_photo_stays_public_when_its_post_goes_back_to_draft(wordpress, upload, live_post):
    media = upload(post=live_post["id"])
    wordpress.update_post(live_post["id"], {"status": "draft"})
    assert wordpress.look(media["source_url"]).status == 200


def test_the_words_of_an_attachment_can_be_corrected(wordpress, upload):
    uploaded = upload()
    words = {"title": "Judul baru", "alt_text": "Uraian baru", "caption": "Keterangan & baru"}
    stored = wordpress.update_media(uploaded["id"], words)
    again = wordpress.media(uploaded["id"])
    for media in (stored, again):
        assert media["title"]["raw"] == words["title"]
        assert media["alt_text"] == words["alt_text"]
        assert media["caption"]["raw"] == words["caption"]
    assert again["source_url"] == uploaded["source_url"]


def test_a_pdf_is_an_attachment_like_any_other(wordpress, upload, mark):
    data = pdf()
    media = upload(filename=f"dokumen-{mark}.pdf", content_type="application/pdf", data=data)
    assert (media["mime_type"], media["slug"]) == ("application/pdf", f"foto-{mark}")
    page = wordpress.look(media["source_url"])
    assert (page.status, page.content) == (200, data)
    renamed = wordpress.update_media(media["id"], {"title": "SK jam layanan", "caption": ""})
    assert renamed["title"]["raw"] == "SK jam layanan"


def pdf():
    """One empty page."""
    file = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(file)
    return file.getvalue()
