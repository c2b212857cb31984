"""The contract, kept by the fake WordPress."""

import pytest

from tests.contract.facts_comments import *  # noqa: F403
from tests.contract.facts_comments_again import *  # noqa: F403
from tests.contract.facts_connection import *  # noqa: F403
from tests.contract.facts_media import *  # noqa: F403
from tests.contract.facts_posts import *  # noqa: F403
from tests.contract.facts_site import *  # noqa: F403
from tests.contract.fixtures import *  # noqa: F403


@pytest.fixture
def contract_site(fake_wordpress):
    return fake_wordpress
