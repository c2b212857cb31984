import pytest
from django.utils import translation

pytest_plugins = ["tests.cast", "tests.fake_wordpress.fixtures"]


@pytest.fixture
def english():
    """For tests that read sentences as they stand in the code."""
    with translation.override("en"):
        yield
