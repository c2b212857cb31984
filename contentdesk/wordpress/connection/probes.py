"""What can only be known by writing: a picture and a draft, put there and taken away at once.

The site gets, for some seconds, one attachment (public by its address, linked from nowhere) and
one draft (seen by nobody without a login). Both carry MARK in their titles, and only what carries
it is ever deleted. What a lost answer or a killed worker leaves is found by it, in the trash too,
at the end of this check or at the beginning of the next.
"""

import io
from collections.abc import Callable, Iterator

from PIL import Image

from contentdesk.content import Content, PhotoContent
from contentdesk.foundation import photos
from contentdesk.rendering import Picture, RenderedPost, marker, render_post
from contentdesk.wordpress.client import JSON, Refused, Unconfirmed, WordPress, WordPressError
from contentdesk.wordpress.connection.findings import Finding

ULID = "connection-check"  # in the place of a material's
MARK = f"portal:{ULID}"
# What the portal sends at most of a photo; a noisy picture is about as large as photos become.
SIZE = (photos.LONG_SIDE, photos.LONG_SIDE * 2 // 3)
SMALL = (60, 40)
# A host's own limit comes as any of these; a full disk too, so a small picture tells them apart.
NOT_TAKEN = {
    "too_large",
    "rest_upload_unknown_error",
    "rest_upload_file_too_big",
    "rest_upload_no_data",
    "rest_upload_no_content_disposition",
    "rest_upload_limited_space",
    "rest_upload_user_quota_exceeded",
}
TEXT = (
    "<h3>Uji sambungan</h3><p>Teks <strong>tebal</strong>, &amp; <em>miring</em>, dan "
    '<a href="https://puskesmas.example/">tautan</a>.</p><ul><li>Satu</li><li>Dua</li></ul>'
)

Reach = Callable[[str], None]


def try_out(wordpress: WordPress, reach: Reach) -> list[Finding]:
    """Put a picture and a draft on the site, look what became of them, and delete both.

    `reach` is called with a step's name right before each write; what it raises stops the check.
    Errors of the site are findings.
    """
    try:
        _take_away(wordpress, reach)
    except WordPressError as error:
        return [Finding.of_error("probes", error)]
    findings: list[Finding] = []
    for name, probe in {"photo": _photo, "markup": _draft}.items():
        try:
            findings.extend(probe(wordpress, reach))
        except WordPressError as error:
            findings.append(Finding.of_error(name, error))
    return findings + _leave_nothing(wordpress, reach)


def _leave_nothing(wordpress: WordPress, reach: Reach) -> list[Finding]:
    for _attempt in range(2):  # a lost answer is no reason to leave a draft until the next check
        try:
            _take_away(wordpress, reach)
        except WordPressError:
            continue
        return []
    return [Finding("left", {"title": MARK})]


def _take_away(wordpress: WordPress, reach: Reach) -> None:
    """Delete whatever this check or an earlier one has left on the site."""
    for media in wordpress.media_found(MARK):
        if MARK in media["title"]["raw"]:
            reach("delete")
            wordpress.delete_media(media["id"])
    for post in wordpress.posts_found(MARK):
        if MARK in post["title"]["raw"] or marker(ULID) in post["content"]["raw"]:
            reach("delete")
            wordpress.delete_post(post["id"])


def _photo(wordpress: WordPress, reach: Reach) -> Iterator[Finding]:
    data = picture(SIZE)
    size = {"size": round(len(data) / 1_000_000)}
    try:
        _upload(wordpress, reach, data)
    except Refused as refusal:
        if refusal.code not in NOT_TAKEN:
            raise
        yield Finding(_why_not_taken(wordpress, reach), size)
        return
    yield Finding("photo", size)


def _why_not_taken(wordpress: WordPress, reach: Reach) -> str:
    try:
        _upload(wordpress, reach, picture(SMALL))
    except Refused as refusal:
        if refusal.code not in NOT_TAKEN:
            raise
        return "photo.refused"
    return "photo.too_large"


def _upload(wordpress: WordPress, reach: Reach, data: bytes) -> None:
    reach("photo")
    media = wordpress.upload_media(
        data=data,
        filename=f"{ULID}.jpg",
        content_type=photos.CONTENT_TYPE,
        slug=f"portal-{ULID}",
        title=MARK,
        alt_text="",
        caption="",
    )
    reach("delete")
    wordpress.delete_media(media["id"])


def picture(size: tuple[int, int]) -> bytes:
    """A JPEG of this size, encoded as the portal's own; noise, so that it does not get small."""
    out = io.BytesIO()
    noise = Image.effect_noise(size, 60)
    Image.merge("RGB", [noise, noise.rotate(180), noise]).save(out, "JPEG", quality=85)
    return out.getvalue()


def _draft(wordpress: WordPress, reach: Reach) -> Iterator[Finding]:
    wanted = rendered(wordpress.url)
    post = _made(wordpress, reach, wanted)
    same = post["title"]["raw"] == MARK and post["content"]["raw"].strip() == wanted.html
    yield Finding("markup" if same else "markup.changed")
    yield Finding("discussion" if post["comment_status"] == "open" else "discussion.closed")


def rendered(url: str) -> RenderedPost:
    """A post with everything that the portal sends: text, formatting, a photo, the marker."""
    shown = PhotoContent("0" * 64, "Keterangan & uji", 'Uraian "uji"')
    content = Content("activity", MARK, "", (shown,), html=TEXT)
    address = Picture(f"{url}/wp-content/uploads/{ULID}.jpg", 1)
    return render_post(content, {shown.sha256: address}, ulid=ULID)


def _made(wordpress: WordPress, reach: Reach, wanted: RenderedPost) -> JSON:
    """The draft as WordPress has stored it."""
    reach("draft")
    fields = {"title": wanted.title, "content": wanted.html, "status": "draft"}
    made = wordpress.create_post(fields)
    post = wordpress.post(made["id"])
    if post is None:
        raise Unconfirmed("no_id")
    return post
