"""A double click, and two at the same instant: named once, ended once, said kindly."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from contentdesk.foundation.transitions import Refused
from contentdesk.organization import services
from contentdesk.organization.models import Assignment
from tests.organization.stand_ins import day, filled, fresh, name, naming


def press_twice(client, url, said):
    """The statuses of both clicks, and the levels of what was said afterwards."""
    answers = [client.post(url, said).status_code for _click in range(2)]
    return answers, {m.level_tag for m in client.get(reverse("home")).context["messages"]}


@pytest.mark.django_db
def test_naming_twice_names_once(head, manager, colleague, client):
    client.force_login(head)
    said = filled(manager, colleague)
    assert press_twice(client, reverse("stand_in_new"), said) == ([302, 302], {"success"})
    [stand_in] = Assignment.objects.stand_ins()
    assert stand_in.events.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("first", [0, 3], ids=["ended", "cancelled"])
def test_ending_twice_ends_once(first, head, manager, colleague, client):
    stand_in = name(manager, colleague, first, 6, by=head)
    client.force_login(head)
    url = reverse("stand_in_end", args=[stand_in.pk])
    said = {"last_day": day(0).isoformat()} if first == 0 else {}
    assert press_twice(client, url, said) == ([302, 302], {"success"})
    assert stand_in.events.count() == 2


@pytest.mark.django_db
def test_the_same_naming_by_somebody_else_is_no_second_click(head, manager, colleague):
    name(manager, colleague, by=head)
    with pytest.raises(services.StandInRefused):
        name(manager, colleague, by=manager)


def at_once(*acts):
    """Run each in a thread of its own, all at the same instant; which of them got through."""
    ready = Barrier(len(acts))

    def run(act):
        try:
            ready.wait(10)
            act()
        except Refused:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_instant(head, manager, colleague):
    wish = naming(manager, colleague)
    through = at_once(*[lambda: services.name_stand_in(wish, actor=fresh(head))] * 4)
    assert through == [True] * 4
    [stand_in] = Assignment.objects.stand_ins()
    assert stand_in.events.count() == 1


@pytest.mark.django_db(transaction=True)
def test_head_and_manager_name_the_same_person_at_the_same_instant(head, manager, colleague):
    through = at_once(
        lambda: name(manager, colleague, 0, 6, by=head),
        lambda: name(manager, colleague, 3, 9, by=manager),
    )
    assert sorted(through) == [False, True]
    assert Assignment.objects.stand_ins().count() == 1


@pytest.mark.django_db(transaction=True)
def test_head_and_manager_end_it_at_the_same_instant(head, manager, colleague):
    stand_in = name(manager, colleague, 0, 6, by=head)
    one, other = (Assignment.objects.get(pk=stand_in.pk) for _person in range(2))
    through = at_once(
        lambda: services.end_stand_in(one, actor=fresh(head)),
        lambda: services.end_stand_in(other, actor=fresh(manager)),
    )
    assert through == [True, True]
    assert [event.name for event in stand_in.events.all()] == ["name", "end"]
