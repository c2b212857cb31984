"""In what capacity: what is held by standing in, and what goes beside a decision."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contentdesk.organization.duties import Role, capacity
from contentdesk.organization.models import Assignment
from tests.cast import person
from tests.organization.stand_ins import fresh, name

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_in_ones_own_right_nothing_is_added(head):
    assert capacity(head, Role.MANAGER, Role.HEAD) == ""
    assert head.duties.acting == {}


def test_who_stands_in_says_so(head, colleague):
    name(head, colleague, by=head)
    duties = fresh(colleague).duties
    assert duties.acting == {Role.HEAD: "Plh. Hadi Kepala"}
    assert duties.own == {Role.STAFF}
    assert capacity(fresh(colleague), Role.MANAGER, Role.HEAD) == "Plh. Hadi Kepala"
    assert capacity(fresh(colleague), Role.STAFF) == ""


def test_a_head_who_stands_in_for_the_manager_decides_as_head(head, manager):
    name(manager, head, by=head)
    assert capacity(fresh(head), Role.MANAGER, Role.HEAD) == ""
    assert capacity(fresh(head), Role.MANAGER) == "Plh. Mira Pengelola"


def test_a_person_in_two_roles_by_standing_in_for_two(head, manager, colleague):
    name(head, colleague, by=head)
    name(manager, colleague, by=head, acting="plt")
    person = fresh(colleague)
    assert capacity(person, Role.MANAGER, Role.HEAD) == "Plt. Mira Pengelola"
    assert capacity(person, Role.HEAD, Role.MANAGER) == "Plh. Hadi Kepala"
    assert person.duties.labels == [
        "Unit staff",
        "Website manager (Plt. Mira Pengelola)",
        "Head of the centre (Plh. Hadi Kepala)",
    ]


def test_for_two_holders_of_one_role(manager, colleague, head):
    other = person("second", "Maya Pengelola", (Role.MANAGER, None))
    name(manager, colleague, by=head)
    name(other, colleague, by=head)
    both = capacity(fresh(colleague), Role.MANAGER).split(", ")
    assert sorted(both) == ["Plh. Maya Pengelola", "Plh. Mira Pengelola"]


def test_a_lead_of_two_programs_is_named_once(lead, deputy, other_program):
    Assignment.objects.create(
        user=deputy, role=Role.LEAD, program=other_program, acting="plh", acting_for=lead
    )
    assert capacity(fresh(deputy), Role.LEAD) == "Plh. Lina Penanggung Jawab"


def test_the_system_and_a_stranger_have_none():
    assert capacity(None, Role.HEAD) == ""
    assert capacity(AnonymousUser(), Role.HEAD) == ""


def test_duties_take_one_query_however_many(head, manager, lead, colleague):
    for holder in (head, manager, lead):
        name(holder, colleague, by=head)
    person = fresh(colleague)
    with CaptureQueriesContext(connection) as captured:
        assert len(person.duties.acting) == 3
    assert len(captured) == 1
