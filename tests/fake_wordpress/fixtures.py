"""The fake WordPress as a fixture."""

import pytest

from tests.fake_wordpress import FakeWordPress


@pytest.fixture
def fake_wordpress():
    """A fresh fake WordPress of this test's own."""
    fake = FakeWordPress()
    yield fake
    fake.stop()
