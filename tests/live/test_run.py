"""`make run` brings the whole portal up, twice over the same data, and takes all of it down."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.live.site import VAR, free_port

CHECKOUT = VAR.parent


@pytest.fixture
def checkout(tmp_path):
    """A copy of the checkout, as new but for the packages `make` has already brought."""
    copy = tmp_path / "portal"
    left_out = shutil.ignore_patterns(".venv", ".git", ".env", "var", "__pycache__", ".*_cache")
    shutil.copytree(CHECKOUT, copy, ignore=left_out)
    (copy / "var").mkdir()
    for brought in ("node", "cache"):
        (copy / "var" / brought).symlink_to(VAR / brought)
    return copy


@pytest.fixture
def start(checkout):
    """Start the portal on free ports; gives the process, what it said, and its two addresses."""
    started = []

    def start():
        ports = [str(free_port()), str(free_port())]
        process = subprocess.Popen(
            [sys.executable, "-m", "config.run", "--port", ports[0], "--site-port", ports[1]],
            cwd=checkout,
            env={name: value for name, value in os.environ.items() if name in ("PATH", "HOME")},
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        said = []
        for line in process.stdout:
            said.append(line)
            if "Ctrl-C" in line:
                break
        return process, "".join(said), *[f"http://127.0.0.1:{port}" for port in ports]

    yield start
    for process in started:
        process.terminate()
        process.communicate(timeout=60)


def processes_of(checkout):
    """The commands of all processes that were started in or below the folder."""
    commands = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if Path(os.readlink(folder / "cwd")).is_relative_to(checkout):
                commands.append((folder / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return commands


def test_everything_comes_up_keeps_its_data_and_ends(checkout, start):
    process, said, portal, site = start()

    assert portal in said
    assert site in said
    assert requests.get(f"{portal}/account/login/", timeout=30).status_code == 200
    assert requests.get(f"{site}/wp-json/", timeout=30).json()["home"] == site
    commands = "".join(processes_of(checkout))
    for program in ("gunicorn", "qcluster", "wp-playground"):
        assert program in commands

    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0
    assert processes_of(checkout) == []

    kept = checkout / "var" / "secret_key", checkout / "var" / "wordpress" / "secrets" / "password"
    before = [file.read_text() for file in kept]
    process, said, portal, site = start()
    assert [file.read_text() for file in kept] == before
    assert requests.get(f"{portal}/account/login/", timeout=30).status_code == 200

    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 0
    assert processes_of(checkout) == []
