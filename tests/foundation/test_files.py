"""Files are kept once, by their content, and given out with headers that tie their hands."""

import hashlib
import logging

import pytest
from csp.middleware import CSPMiddleware
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.http import Http404
from django.test import RequestFactory

from contentdesk.foundation import files

CONTENT = b"isi berkas"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
NAME = f"photos/{DIGEST[:2]}/{DIGEST}.jpg"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored_files(media):
    return [path for path in media.rglob("*") if path.is_file()]


def served(name=NAME, download_name="Foto.jpg", inline=True, **headers):
    request = RequestFactory().get("/", headers=headers)
    response = files.serve(
        request, name, content_type="image/jpeg", download_name=download_name, inline=inline
    )
    return CSPMiddleware(lambda _: None).process_response(request, response)


def body(response):
    content = b"".join(response.streaming_content)
    # Not response.close(): that ends a request, and with it asks for the database.
    response.file_to_stream.close()
    return content


def test_the_name_is_the_hash_of_the_content(media):
    assert files.store(CONTENT, folder="photos", suffix=".jpg") == NAME
    assert (media / NAME).read_bytes() == CONTENT


def test_the_same_content_is_kept_once(media):
    names = {files.store(CONTENT, folder="photos", suffix=".jpg") for _ in range(3)}
    assert names == {NAME}
    assert len(stored_files(media)) == 1


def test_a_copy_that_was_cut_short_is_written_again(media):
    default_storage.save(NAME, ContentFile(CONTENT[:4]))
    assert files.store(CONTENT, folder="photos", suffix=".jpg") == NAME
    assert [path.read_bytes() for path in stored_files(media)] == [CONTENT]


def test_two_who_store_the_same_at_once_share_one_file(media, monkeypatch):
    look = FileSystemStorage.exists

    def quicker_colleague(storage, name):
        monkeypatch.setattr(FileSystemStorage, "exists", look)
        default_storage.save(name, ContentFile(CONTENT))
        return False

    monkeypatch.setattr(FileSystemStorage, "exists", quicker_colleague)
    assert files.store(CONTENT, folder="photos", suffix=".jpg") == NAME
    assert [path.relative_to(media).as_posix() for path in stored_files(media)] == [NAME]


def test_a_file_is_served_whole_with_its_guards(media):
    response = served(files.store(CONTENT, folder="photos", suffix=".jpg"))
    assert body(response) == CONTENT
    assert dict(response.headers) == {
        "Content-Type": "image/jpeg",
        "Content-Length": str(len(CONTENT)),
        "Content-Disposition": 'inline; filename="Foto.jpg"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-cache",
        "ETag": f'"{DIGEST}"',
    }


@pytest.mark.parametrize(
    ("download_name", "disposition"),
    [
        ("Laporan kegiatan.pdf", 'attachment; filename="Laporan_kegiatan.pdf"'),
        ('a"; filename="b.exe', 'attachment; filename="a_filenameb.exe"'),
        ("a\r\nSet-Cookie: x=1.jpg", 'attachment; filename="aSet-Cookie_x1.jpg"'),
        ("../../rahasia.jpg", 'attachment; filename="....rahasia.jpg"'),
        ("gpj.\u202eexe.jpg", 'attachment; filename="gpj.exe.jpg"'),
        ("Posyandu é.jpg", "attachment; filename*=utf-8''Posyandu_%C3%A9.jpg"),
    ],
)
def test_the_download_name_is_safe(download_name, disposition):
    name = files.store(CONTENT, folder="photos", suffix=".jpg")
    response = served(name, download_name=download_name, inline=False)
    assert body(response) == CONTENT
    assert response["Content-Disposition"] == disposition


def test_a_browser_that_has_the_file_gets_no_second_copy():
    name = files.store(CONTENT, folder="photos", suffix=".jpg")
    response = served(name, if_none_match=f'"{DIGEST}"')
    assert response.status_code == 304
    assert response.content == b""
    assert response["Cache-Control"] == "private, no-cache"
    assert response["ETag"] == f'"{DIGEST}"'
    changed = served(name, if_none_match='"another"')
    assert body(changed) == CONTENT


@pytest.mark.parametrize("headers", [{}, {"if_none_match": f'"{DIGEST}"'}])
def test_a_missing_file_is_not_found_and_logged(headers, caplog):
    with caplog.at_level(logging.ERROR), pytest.raises(Http404):
        served(NAME, **headers)
    assert NAME in caplog.text


def test_a_forgotten_file_is_gone_and_its_neighbours_stay(media):
    name = files.store(CONTENT, folder="photos", suffix=".jpg")
    other = files.store(b"isi lain", folder="photos", suffix=".jpg")
    files.forget(name)
    files.forget(name)
    assert [path.relative_to(media).as_posix() for path in stored_files(media)] == [other]
    with pytest.raises(Http404):
        served(name)


def test_what_was_forgotten_can_be_stored_again(media):
    files.forget(files.store(CONTENT, folder="photos", suffix=".jpg"))
    assert files.store(CONTENT, folder="photos", suffix=".jpg") == NAME
    assert (media / NAME).read_bytes() == CONTENT


@pytest.mark.parametrize("reach", [served, files.forget])
def test_nothing_outside_the_storage_can_be_named(reach):
    with pytest.raises(SuspiciousFileOperation):
        reach("../settings.py")
