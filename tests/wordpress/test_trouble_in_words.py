"""What stops a material on its way is said on its page, in Indonesian; nothing is lost."""

import pytest
from django.urls import reverse

from contentdesk.models import State
from contentdesk.wordpress.client import WordPress
from tests.contentdesk import editions
from tests.wordpress.publishing import run

pytestmark = pytest.mark.django_db

SENTENCES = {
    "login_page": "Situs menampilkan halaman masuk, bukan jawaban.",
    "firewall": "Penyaring keamanan di depan situs menolak portal.",
    "busy": "Situs sedang sibuk atau diperbarui, dan meminta kita menunggu.",
    "lost_after": "Jawaban dari situs hilang di jalan.",
    "hang": "Situs terlalu lama menjawab.",
    "unauthorized": "Situs tidak menerima nama pengguna dan kata sandi portal.",
    "forbidden": "Akun WordPress milik portal tidak diizinkan melakukan ini.",
    "too_large": "Berkas lebih besar daripada yang diterima situs.",
}


@pytest.fixture(autouse=True)
def connected(settings, request):
    """The portal knows of a site, but where the story says otherwise."""
    if "fake_wordpress" in request.fixturenames:
        settings.WORDPRESS_URL = request.getfixturevalue("fake_wordpress").url


def page_of(client, person, edition):
    client.force_login(person)
    return client.get(reverse("material", args=[edition.material.ulid])).content.decode()


@pytest.mark.parametrize("fault", SENTENCES)
def test_each_trouble_has_its_sentence(fault, fake_wordpress, author, manager, unit, client):
    edition = editions.approved(author, unit, manager)
    fake_wordpress.fail(when="create_post", how=fault)
    run(fake_wordpress)
    edition.refresh_from_db()
    assert edition.state == State.APPROVED
    for person in (author, manager):
        page = page_of(client, person, edition)
        assert SENTENCES[fault] in page
        assert (
            editions.BODY.splitlines()[0]
            in client.get(
                reverse("material_preview", args=[edition.material.ulid])
            ).content.decode()
        )
    assert reverse("material_retry", args=[edition.material.ulid]) in page
    run(fake_wordpress)
    edition.refresh_from_db()
    if edition.state != State.PUBLISHED:
        client.post(reverse("material_retry", args=[edition.material.ulid]))
        run(fake_wordpress)
    assert len(fake_wordpress.marked(edition.material.ulid)) == 1


def test_a_site_that_is_down(fake_wordpress, author, manager, unit, client):
    edition = editions.approved(author, unit, manager)
    fake_wordpress.stop()
    run(fake_wordpress)
    assert "Situs tidak dapat dihubungi." in page_of(client, author, edition)


def test_a_wrong_password(fake_wordpress, author, manager, unit, client):
    class Locked(WordPress):
        def __init__(self, url, user, password, **more):
            super().__init__(url, user, "salah", **more)

    edition = editions.approved(author, unit, manager)
    run(fake_wordpress, Locked)
    page = page_of(client, manager, edition)
    assert SENTENCES["unauthorized"] in page
    assert "Sambungan ke situs" in page  # there stands what its administrator has to do
    assert "Sambungan ke situs" not in page_of(client, author, edition)
    assert "WORDPRESS_APP_PASSWORD" not in page


def test_without_a_site_it_waits(author, manager, unit, client):
    edition = editions.approved(author, unit, manager)
    assert "belum ada situs yang tersambung" in page_of(client, author, edition)
