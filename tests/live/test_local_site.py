"""The local WordPress is a real one, this computer's alone, and keeps its data."""

import os
import signal
import time
from pathlib import Path

import pytest
import requests

from tests.live.site import SECONDS_TO_START, site_in


def api(site, method, path, **kwargs):
    """The status and JSON of one REST request by the portal's account."""
    answer = requests.request(
        method,
        f"{site.url}/wp-json/wp/v2/{path}",
        auth=(site.user, site.password),
        timeout=30,
        **kwargs,
    )
    return answer.status_code, answer.json()


def listening_addresses(port):
    """The addresses (as the kernel writes them) on which this computer accepts the port."""
    lines = [
        line.split()
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
    ]
    return {
        fields[1].split(":")[0]
        for fields in lines
        if fields[3] == "0A" and int(fields[1].split(":")[1], 16) == port
    }


@pytest.fixture
def second_site(tmp_path):
    site = site_in(tmp_path)
    site.start(SECONDS_TO_START)
    yield site
    site.stop()


def test_site_is_a_new_health_centres(wordpress_site):
    index = requests.get(f"{wordpress_site.url}/wp-json/", timeout=30).json()

    assert index["name"] == "Puskesmas Contoh"
    assert index["home"] == wordpress_site.url
    assert index["timezone_string"] == "Asia/Jakarta"
    assert "application-passwords" in index["authentication"]


def test_site_is_on_this_computer_alone(wordpress_site):
    assert listening_addresses(wordpress_site.port) == {"0100007F"}


def test_account_may_edit_but_not_administer(wordpress_site):
    status, me = api(wordpress_site, "GET", "users/me", params={"context": "edit"})

    assert (status, me["roles"]) == (200, ["editor"])
    allowed = {name for name, may in me["capabilities"].items() if may}
    assert {"publish_posts", "upload_files", "moderate_comments", "unfiltered_html"} <= allowed
    assert api(wordpress_site, "GET", "settings")[0] == 403


@pytest.fixture
def post(wordpress_site):
    """A published post; its comments go with it, so that no other test meets flood control."""
    content = "<!-- portal:1 --><p>Isi</p>"
    post = {"title": "Jadwal", "status": "publish", "content": content}
    status, made = api(wordpress_site, "POST", "posts", json=post)
    assert (status, made["content"]["raw"]) == (201, content)
    yield made
    api(wordpress_site, "DELETE", f"posts/{made['id']}", params={"force": "true"})


def test_visitors_comment_is_held_and_waits_for_no_mail_server(wordpress_site, post):
    began = time.monotonic()
    answer = requests.post(
        f"{wordpress_site.url}/wp-comments-post.php",
        data={
            "comment_post_ID": post["id"],
            "author": "Budi",
            "email": "budi@warga.example",
            "comment": "Jam berapa buka?",
        },
        allow_redirects=False,
        timeout=30,
    )

    assert answer.status_code == 302
    assert time.monotonic() - began < 10
    asked = {"post": post["id"], "status": "hold", "context": "edit"}
    held = api(wordpress_site, "GET", "comments", params=asked)[1]
    assert [comment["author_name"] for comment in held] == ["Budi"]


def test_second_site_beside_the_first_keeps_its_data_after_a_sudden_end(
    wordpress_site, second_site
):
    password = second_site.password
    status, made = api(second_site, "POST", "posts", json={"title": "Tetap", "status": "publish"})
    assert status == 201
    assert api(wordpress_site, "GET", "posts", params={"search": "Tetap"})[1] == []

    os.kill(second_site.pid, signal.SIGKILL)
    second_site.stop()
    second_site.start(SECONDS_TO_START)

    assert second_site.password == password
    assert api(second_site, "GET", f"posts/{made['id']}")[1]["title"]["rendered"] == "Tetap"
