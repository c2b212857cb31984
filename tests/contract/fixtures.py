"""What the facts need: a client, bare requests, and things of this test's own."""

import io
import time
import uuid

import pytest
import requests
from PIL import Image

from contentdesk.wordpress.client import WordPress


@pytest.fixture
def wordpress(contract_site):
    """The client under test, as the portal's Editor."""
    site = contract_site
    with WordPress(site.url, site.user, site.password, read_timeout=60) as wordpress:
        yield wordpress


@pytest.fixture
def rest(contract_site):
    """Bare requests to the REST side: `rest("POST", "/posts", json={…})`; `auth=None` for none."""
    site = contract_site
    with requests.Session() as session:

        def ask(method, path, auth=(site.user, site.password), **content):
            url = f"{site.url.rstrip('/')}/wp-json/wp/v2{path}"
            return session.request(method, url, auth=auth, timeout=60, **content)

        yield ask


@pytest.fixture
def mark():
    """A word that no other test uses."""
    return uuid.uuid4().hex[:12]


@pytest.fixture
def live_post(wordpress, mark):
    """A published post of this test's own."""
    content = f"<!-- portal:{mark} -->\n<p>Posyandu buka hari Sabtu.</p>"
    fields = {"title": f"Jadwal {mark}", "slug": f"jadwal-{mark}", "status": "publish"}
    return wordpress.create_post({**fields, "content": content})


@pytest.fixture
def held(rest, live_post):
    """A visitor's held comment on `live_post`, made without the form and so without its flood gate.

    WordPress lets a moderator write one in a visitor's name.
    """
    visitor = {"author_name": "Bu Ani", "author_email": "ani@example.org", "status": "hold"}
    reply = rest("POST", "/comments", json={"post": live_post["id"], "content": "Halo", **visitor})
    assert reply.status_code == 201
    return reply.json()


@pytest.fixture
def visit(contract_site):
    """Sends the page's own comment form; waits while the site says that it is too soon."""

    def send(post_id, text, *, wait=True):
        fields = {"author": "Pak Budi", "email": "budi@example.org", "comment": text}
        fields |= {"comment_post_ID": post_id, "comment_parent": 0}
        for _ in range(12):
            with requests.post(
                f"{contract_site.url.rstrip('/')}/wp-comments-post.php",
                data=fields,
                allow_redirects=False,
                timeout=60,
            ) as reply:
                if reply.status_code != 429 or not wait:
                    return reply
            time.sleep(2)
        raise AssertionError("the site never took the comment")

    return send


def photo(colour, size=(60, 40), kind="JPEG"):
    """A small photo as bytes."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


@pytest.fixture
def upload(wordpress, mark):
    """Uploads a small photo, with everything said about it; the attachment."""

    def send(**changes):
        said = {
            "slug": f"foto-{mark}",
            "title": "Posyandu Melati",
            "caption": "Ibu & <em>anak</em>",
        }
        said |= {"alt_text": 'Anak "ditimbang" & diukur', "filename": f"{mark}.jpg"}
        said |= {"data": photo("red"), "content_type": "image/jpeg"}
        return wordpress.upload_media(**said | changes)

    return send
