"""The pages of the stand-ins: what stands where, in words, and nothing typed is lost."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contentdesk.foundation.kept_input import token_for
from contentdesk.organization import services
from contentdesk.organization.models import Assignment
from tests.cast import person
from tests.organization.stand_ins import day, filled, fresh, held_earlier, name

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def at_desk(client, head):
    client.cookies["django_language"] = "en"
    client.force_login(head)
    return client


def shown(client, url, *args):
    return client.get(reverse(url, args=args)).content.decode()


def test_an_empty_page_says_what_to_do(at_desk, colleague):
    assert "Before a leave or a journey" in shown(at_desk, "stand_ins")
    at_desk.force_login(colleague)
    assert "When you stand in for somebody" in shown(at_desk, "stand_ins")


def test_now_soon_and_earlier(at_desk, head, manager, lead, colleague, author):
    over = name(lead, author, 0, 3, by=head)
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        now = name(manager, colleague, 0, 6, by=head)
        soon = name(manager, colleague, 7, 8, by=head)
        cancelled = name(lead, colleague, 3, 4, by=head)
        services.end_stand_in(cancelled, actor=fresh(head))
        at_desk.force_login(head)
        context = at_desk.get(reverse("stand_ins")).context
        assert list(context["now"]) == [now]
        assert list(context["soon"]) == [soon]
        assert list(context["page_obj"]) == [cancelled, over]


def test_the_form_explains_plh_and_plt(at_desk, manager, colleague):
    page = shown(at_desk, "stand_in_new")
    assert "Plh. – the holder is away for a time and comes back" in page
    assert "Plt. – the post has lost its holder" in page


def test_the_form_tells_who_is_no_longer_there(at_desk, team_member, lead):
    held_earlier(team_member, "manager", until=-3)
    page = shown(at_desk, "stand_in_new")
    assert "Tuti Tim – Website manager (no longer)" in page
    assert "Lina Penanggung Jawab – Program lead Imunisasi<" in page


def test_a_manager_has_nobody_to_choose_but_themself(client, manager):
    client.force_login(manager)
    [(value, label)] = client.get(reverse("stand_in_new")).context["form"].fields["post"].choices
    assert (value.instance.user, "Mira Pengelola" in label) == (manager, True)


REFUSED = {
    "starts": {"starts": "2020-01-01"},
    "ends": {"ends": "2020-01-01"},
    "person": {"person": ""},
    "reason": {"reason": " "},
    "acting": {"acting": "xyz"},
    "post": {"post": "0"},
}


@pytest.mark.parametrize("field", REFUSED)
def test_a_refusal_stands_at_its_field_and_loses_nothing(field, at_desk, manager, colleague):
    said = filled(manager, colleague, reason="Cuti melahirkan.") | REFUSED[field]
    answer = at_desk.post(reverse("stand_in_new"), said)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert {name: form[name].value() for name in said} == {n: str(v) for n, v in said.items()}
    assert not Assignment.objects.stand_ins().exists()


def test_a_rule_of_the_service_stands_at_its_field_too(at_desk, head, manager, colleague):
    name(manager, colleague, by=head)
    answer = at_desk.post(reverse("stand_in_new"), filled(manager, colleague, 2, 3))
    assert "already stands in for" in str(answer.context["form"].errors["person"])


def test_a_form_sent_without_a_login_comes_back_filled_in(at_desk, head, manager, colleague, rf):
    asked = rf.get(reverse("stand_in_new"))
    asked.user = head
    at_desk.logout()
    said = filled(manager, colleague) | {"kept": token_for(asked)}
    at_desk.post(reverse("stand_in_new"), said)
    session = at_desk.session["kept_input"]
    at_desk.force_login(head)
    held = at_desk.session
    held["kept_input"] = session
    held.save()
    form = at_desk.get(reverse("stand_in_new")).context["form"]
    assert form["person"].value() == str(colleague.pk)
    assert not Assignment.objects.stand_ins().exists()


def test_a_day_that_cannot_be_is_said_on_the_page(at_desk, head, manager, colleague):
    stand_in = name(manager, colleague, by=head)
    url = reverse("stand_in_end", args=[stand_in.pk])
    assert at_desk.post(url, {"last_day": "31 June"}).status_code == 422
    late = at_desk.post(url, {"last_day": day(30).isoformat()})
    assert late.status_code == 422
    assert "To prolong it, name them again" in late.content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        at_desk.force_login(head)
        assert at_desk.post(url).status_code == 409


def test_its_page_tells_its_history(at_desk, head, manager, colleague, author):
    name(head, colleague, by=head)
    at_desk.force_login(colleague)
    at_desk.post(reverse("stand_in_new"), filled(manager, author, 0, 6))
    stand_in = Assignment.objects.get(user=author, acting_for=manager)
    services.end_stand_in(stand_in, actor=head, last_day=day(2))
    page = shown(at_desk, "stand_in", stand_in.pk)
    assert f"Named, from {services.in_words(day(0))} to {services.in_words(day(6))}" in page
    assert "Kiki Rekan (Plh. Hadi Kepala)" in page
    assert f"Shortened: the last day is {services.in_words(day(2))}" in page
    assert "Cuti tahunan" in page


def test_one_that_the_administrator_entered_has_a_page(at_desk, deputy):
    page = shown(at_desk, "stand_in", deputy.assignments.get().pk)
    assert "Entered by the administrator of the portal" in page


@pytest.mark.parametrize("url", ["stand_ins", "stand_in_new"])
def test_as_many_queries_for_twelve_as_for_two(url, at_desk, head, manager, lead):
    def more(numbers):
        for number in numbers:
            who = person(f"p{number}", f"Petugas {number}")
            name([manager, lead][number % 2], who, number, number + 1, by=head)

    more([0, 1])
    at_desk.get(reverse(url))
    few = queries(at_desk, url)
    more(range(2, 12))
    assert queries(at_desk, url) == few


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse(url))
    return len(captured)
