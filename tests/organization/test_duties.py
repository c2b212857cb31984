"""What a person holds: by role, scope and day."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from contentdesk.organization.duties import Role, holds
from contentdesk.organization.models import Assignment, User

pytestmark = pytest.mark.django_db


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_a_deputy_acts_for_the_set_days_alone(deputy, program):
    assert fresh(deputy).duties.program_ids == {program.pk}
    last = timezone.now() + timedelta(days=7)
    with time_machine.travel(last):
        assert holds(fresh(deputy), Role.LEAD)
    with time_machine.travel(last + timedelta(days=1)):
        assert not holds(fresh(deputy), Role.LEAD)


def test_nothing_is_held_before_its_first_day(author, unit):
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        assert fresh(author).duties.unit_ids == frozenset()


def test_an_account_out_of_use_holds_nothing(manager):
    manager.is_active = False
    manager.save()
    assert fresh(manager).duties.roles == frozenset()


def test_a_person_may_hold_several_roles(author, program):
    Assignment.objects.create(user=author, role=Role.LEAD, program=program)
    assert holds(fresh(author), Role.STAFF)
    assert holds(fresh(author), Role.LEAD)


def test_the_system_and_a_stranger_hold_no_role():
    assert not holds(None, *Role)
    assert not holds(AnonymousUser(), *Role)


@pytest.mark.parametrize(
    ("role", "scope"),
    [
        (Role.STAFF, {}),
        (Role.STAFF, {"program": True}),
        (Role.LEAD, {"unit": True}),
        (Role.MANAGER, {"unit": True}),
    ],
)
def test_each_role_has_its_own_scope(role, scope, author, unit, program):
    given = {"unit": unit if scope.get("unit") else None}
    given["program"] = program if scope.get("program") else None
    with pytest.raises(ValidationError):
        Assignment(user=author, role=role, **given).full_clean()


def test_who_acts_acts_for_somebody(author, unit):
    with pytest.raises(ValidationError):
        Assignment(
            user=author, role=Role.STAFF, unit=unit, acting=Assignment.Acting.PLT
        ).full_clean()
