"""What the local WordPress needs before it starts; the site itself is used by tests/live."""

import socket
import zipfile
from contextlib import closing

import pytest

from contentdesk.wordpress.local_site import LocalSite, LocalSiteError


@pytest.fixture
def site(tmp_path):
    """A site whose zip holds one file, and whose packages hold only the command's name."""
    command = tmp_path / "packages" / "node_modules" / "@wp-playground" / "cli"
    command.mkdir(parents=True)
    (command / "wp-playground.js").touch()
    with zipfile.ZipFile(tmp_path / "wordpress.zip", "w") as archive:
        archive.writestr("wp-load.php", "<?php")
    return LocalSite(tmp_path / "site", 9, tmp_path / "packages", tmp_path / "wordpress.zip")


def test_prepare_unpacks_once_and_keeps_what_changed(site):
    site.prepare()
    loaded = site.folder / "wordpress" / "wp-load.php"
    loaded.write_text("changed")

    site.prepare()

    assert loaded.read_text() == "changed"


def test_prepare_begins_again_after_an_interrupted_unpacking(site):
    half = site.folder / "unpacked" / "wp-admin"
    half.mkdir(parents=True)

    site.prepare()

    assert [path.name for path in (site.folder / "wordpress").iterdir()] == ["wp-load.php"]


def test_secrets_are_for_the_owner_alone(site):
    site.prepare()

    assert (site.folder / "secrets").stat().st_mode & 0o077 == 0


def test_missing_parts_say_what_to_run(site):
    site.archive.unlink()

    assert not site.is_installed
    with pytest.raises(LocalSiteError, match="make wordpress"):
        site.prepare()


def test_missing_node_says_what_to_install(site, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(LocalSiteError, match=r"Node\.js 20"):
        site.prepare()


def test_password_before_the_first_start_is_refused(site):
    assert not site.is_set_up
    with pytest.raises(LocalSiteError, match="start it first"):
        _ = site.password


def test_taken_port_is_refused(site):
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        site.port = server.getsockname()[1]
        with pytest.raises(LocalSiteError, match=f"Port {site.port} is in use"):
            site.launch()

    assert site.pid is None


def test_site_that_ends_at_once_names_its_log(site):
    # The command file is empty: Node ends at once.
    with pytest.raises(LocalSiteError, match=r"wordpress\.log"):
        site.start(timeout=30)

    assert not site.is_running
