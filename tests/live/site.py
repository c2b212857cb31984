"""The real local WordPress of the contract suite and of the journeys."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from contentdesk.wordpress.local_site import HOST, LocalSite

VAR = Path(__file__).resolve().parent.parent.parent / "var"
SECONDS_TO_START = 180


def free_port():
    """A port of this computer that nothing uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def site_in(folder):
    """A LocalSite in the folder, on a free port; not yet started."""
    return LocalSite(folder, free_port(), VAR / "node", VAR / "cache" / "wordpress.zip")


@pytest.fixture(scope="session")
def wordpress_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSite]:
    """A running WordPress of this test run's own, new and empty."""
    site = site_in(tmp_path_factory.mktemp("wordpress"))
    site.start(SECONDS_TO_START)
    try:
        yield site
    finally:
        site.stop()
