"""Who reaches which page of the stand-ins: role × URL × method → status, typed by hand."""

import pytest
from django.urls import reverse
from django.utils import timezone

from contentdesk.organization.models import Assignment
from tests.organization.stand_ins import day, filled, name

pytestmark = pytest.mark.django_db

PEOPLE = "author manager lead deputy team_member head auditor outsider colleague admin".split()  # noqa: SIM905
# A letter for each of PEOPLE: o 200, > done and redirected, x 403, - 404, r refused (422), m 405.
# The deputy stands in for the lead; what is posted is a stand-in for the lead.
TABLE = {
    ("stand_ins", "GET"): "o o o o o o o o o o",
    ("stand_in_new", "GET"): "x o o x x o x x x x",
    ("stand_in_new", "POST"): "x r > x x > x x x x",
    ("stand_in", "GET"): "- - o o - o - - - -",
    ("stand_in_end", "POST"): "- - > x - > - - - -",
    ("stand_in_end", "GET"): "m m m m m m m m m m",
}
STATUS = {"o": 200, ">": 302, "x": 403, "-": 404, "r": 422, "m": 405}


def address(url, deputy):
    if url in {"stand_ins", "stand_in_new"}:
        return reverse(url)
    return reverse(url, args=[deputy.assignments.get().pk])


@pytest.mark.parametrize(("url", "method"), TABLE, ids=[f"{u}-{m}" for u, m in TABLE])
def test_who_reaches_what(url, method, everyone, client):
    lead, colleague, deputy = everyone["lead"], everyone["colleague"], everyone["deputy"]
    found = []
    for who in PEOPLE:
        client.force_login(everyone[who])
        given = filled(lead, colleague) if url == "stand_in_new" else {}
        send = client.post if method == "POST" else client.get
        found.append(send(address(url, deputy), given).status_code)
        # As it was, for the next one.
        Assignment.objects.filter(user=colleague, acting_for=lead).update(
            cancelled_at=timezone.now()
        )
        Assignment.objects.filter(user=deputy).update(ends=day(7))
    assert found == [STATUS[letter] for letter in TABLE[url, method].split()]


def test_what_concerns_nobody_here_is_not_listed(everyone, client):
    """The head sees all; each other person the stand-ins they have to do with."""
    name(everyone["manager"], everyone["colleague"], by=everyone["head"])
    seen = {}
    for who in PEOPLE:
        client.force_login(everyone[who])
        page = client.get(reverse("stand_ins")).context
        seen[who] = {row.user.username for row in page["now"]}
    assert {who: names for who, names in seen.items() if names} == {
        "manager": {"colleague"},
        "colleague": {"colleague"},
        "lead": {"deputy"},
        "deputy": {"deputy"},
        "head": {"colleague", "deputy"},
    }


def test_an_assignment_in_ones_own_right_has_no_page_here(head, manager, client):
    client.force_login(head)
    own = manager.assignments.get()
    assert client.get(reverse("stand_in", args=[own.pk])).status_code == 404
    assert client.post(reverse("stand_in_end", args=[own.pk])).status_code == 404


def test_the_form_offers_what_one_may_hand_on(everyone, client):
    """The head all posts, in their own right or by standing in; but then not the head's own."""
    offered = {}
    for who in ["manager", "lead", "head"]:
        client.force_login(everyone[who])
        offered[who] = posts_in(client)
    name(everyone["head"], everyone["colleague"], by=everyone["head"])
    client.force_login(everyone["colleague"])
    offered["stand-in of the head"] = posts_in(client)
    assert offered == {
        "manager": ["manager"],
        "lead": ["lead"],
        "head": ["head", "lead", "manager"],
        "stand-in of the head": ["lead", "manager"],
    }


def posts_in(client):
    form = client.get(reverse("stand_in_new")).context["form"]
    return [post.user.username for post in form.fields["post"].queryset]


def test_the_way_there_stands_in_the_menu_of_those_who_decide(everyone, client):
    shown = set()
    for who in PEOPLE:
        client.force_login(everyone[who])
        if f'href="{reverse("stand_ins")}"' in client.get(reverse("home")).content.decode():
            shown.add(who)
    assert shown == {"manager", "lead", "deputy", "head"}


def test_a_stranger_is_asked_to_log_in(client, deputy):
    for url, method in TABLE:
        send = client.post if method == "POST" else client.get
        response = send(address(url, deputy))
        assert (response.status_code, "/account/login/" in response.url) == (302, True)
    assert Assignment.objects.count() == 2
