"""What `make run` decides before it starts anything."""

import socket
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from config import run

ROOT = Path(run.__file__).resolve().parent.parent


def test_secret_key_is_made_once_and_kept(tmp_path):
    file = tmp_path / "secret_key"

    key = run.secret_key(file)

    assert run.secret_key(file) == key
    assert len(key) >= 50
    assert not key.startswith("$")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_two_portals_have_different_keys(tmp_path):
    assert run.secret_key(tmp_path / "one") != run.secret_key(tmp_path / "two")


def test_names_in_an_environment_file(tmp_path):
    file = tmp_path / ".env"
    file.write_text("# SECRET_KEY=no\nDEBUG=off\n export SITE_URL = 'x=y'\n\nnot a setting\n")

    assert run.names_in(file) == {"DEBUG", "SITE_URL"}
    assert run.names_in(tmp_path / "absent") == set()


def test_given_environment_wins_over_ours_and_the_file_is_left_to_the_settings():
    chosen = run.environment(
        given={"PATH": "/bin", "SITE_URL": "http://given"},
        in_env_file={"SECRET_KEY"},
        ours={"SITE_URL": "http://ours", "SECRET_KEY": "ours", "ALLOWED_HOSTS": "ours"},
    )

    assert chosen == {"PATH": "/bin", "SITE_URL": "http://given", "ALLOWED_HOSTS": "ours"}


def test_taken_port_is_one_sentence_with_a_way_out():
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
        with pytest.raises(run.StartError, match=rf"Port {port} .* make run PORT={port + 1}$"):
            run.refuse_taken_port(port, "PORT")

    run.refuse_taken_port(port, "PORT")


def test_taken_port_ends_the_command_before_anything_is_set_up():
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "config.run", "--port", str(port)],
            check=False,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=30,
        )

    assert done.returncode == 1
    assert done.stdout.startswith(f"Port {port} sedang dipakai")
    assert done.stdout.count("\n") == 1


def test_another_site_that_is_set_takes_the_place_of_the_local_one(monkeypatch, capsys):
    monkeypatch.setenv("WORDPRESS_URL", "https://puskesmas.example")

    assert run.local_site(8080) is None
    assert capsys.readouterr().out == ""


def test_without_node_it_says_that_publishing_waits(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert run.local_site(8080) is None
    assert "Penerbitan menunggu sebuah situs" in capsys.readouterr().out


def test_logs_are_kept_until_they_are_large(tmp_path):
    small, large = tmp_path / "portal.log", tmp_path / "worker.log"
    small.write_text("Traceback")
    large.write_bytes(b"x" * (run.LARGEST_LOG + 1))
    (tmp_path / "worker.log.1").write_text("older")

    run.keep_small(tmp_path)

    assert small.read_text() == "Traceback"
    assert not large.exists()
    assert (tmp_path / "worker.log.1").stat().st_size > run.LARGEST_LOG
