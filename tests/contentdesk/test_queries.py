"""Every list takes the same number of queries, however long it is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contentdesk.models import State
from tests.contentdesk import editions

pytestmark = pytest.mark.django_db


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("who", ["author", "manager", "lead", "head", "auditor"])
@pytest.mark.parametrize("name", ["home", "materials", "review"])
def test_as_many_for_twelve_as_for_two(name, who, everyone, unit, program, client):
    if name == "review" and who not in {"manager", "head"}:
        who = "manager"
    states = [State.DRAFT, State.SUBMITTED, State.APPROVED]

    def more(number):
        for index in range(number):
            state = states[index % len(states)]
            editions.in_state(state, everyone["author"], unit, everyone["manager"], program=program)

    client.force_login(everyone[who])
    more(3)
    client.get(reverse(name))
    few = queries(client, reverse(name))
    more(9)
    assert queries(client, reverse(name)) == few
