"""What the portal relies on in WordPress, one fact per test, for the fake and a real one alike.

facts_*.py hold the tests; test_fake_contract.py here and tests/live/test_real_contract.py collect
them, each with its own fixture `contract_site` (.url, .user, .password of an Editor).
"""

import pytest

pytest.register_assert_rewrite(
    *(
        f"tests.contract.facts_{noun}"
        for noun in ("posts", "media", "comments", "connection", "site")
    )
)
