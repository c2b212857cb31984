"""A proxy before WordPress: at one request it kills the worker, or loses the answer."""

import re

import pytest

from tests.journeys.portal import Portal
from tests.live.proxy import Proxy


class Breaker(Proxy):
    """Forwards everything, but for the one request that `breaks` describes."""

    fault = None

    @property
    def met(self):
        """How often that request has come: 0 or 1."""
        return self.fault.hits

    def breaks(self, method, pattern, then):
        """Carry out the next such request on the real site, and call `then()` instead of answering.

        `pattern` is searched for in the path and the body.
        """
        wanted = re.compile(pattern, re.DOTALL)

        def meets(request):
            text = f"{request.target} {request.body[:200_000].decode('latin-1')}"
            return method == request.method and wanted.search(text) is not None

        self.faults.clear()
        self.fault = self.fail(meets, lambda request, commit, site: (commit(), then(), None)[-1])


@pytest.fixture(scope="module")
def breaker(wordpress_site):
    breaker = Breaker(wordpress_site)
    yield breaker
    breaker.stop()


@pytest.fixture(scope="module")
def portal(tmp_path_factory, breaker):
    """A portal that reaches the real WordPress through the breaker; its worker is run by hand."""
    portal = Portal(tmp_path_factory.mktemp("portal"), breaker)
    portal.start()
    portal.manage("deliver")
    yield portal
    portal.stop()
