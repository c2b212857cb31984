"""The named cast of every story, and the organization they work in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contentdesk.organization.duties import Role
from contentdesk.organization.models import Assignment, Centre, Program, Unit, User

PASSWORD = "kata sandi uji"


@pytest.fixture
def centre(db):
    return Centre.objects.create(name="Puskesmas Contoh", zone="Asia/Jakarta")


@pytest.fixture
def unit(db):
    return Unit.objects.create(name="Farmasi")


@pytest.fixture
def other_unit(db):
    return Unit.objects.create(name="Loket")


@pytest.fixture
def program(db):
    return Program.objects.create(name="Imunisasi")


@pytest.fixture
def other_program(db):
    return Program.objects.create(name="Gizi")


def person(username, name, *duties, days_until=None, **assignment):
    """A person who holds each of the (role, scope) pairs from today on."""
    user = User.objects.create_user(username, password=PASSWORD, name=name)
    today = timezone.localdate()
    for role, scope in duties:
        Assignment.objects.create(
            user=user,
            role=role,
            unit=scope if isinstance(scope, Unit) else None,
            program=scope if isinstance(scope, Program) else None,
            starts=today,
            ends=None if days_until is None else today + timedelta(days=days_until),
            **assignment,
        )
    return user


@pytest.fixture
def author(unit):
    return person("author", "Ani Penulis", (Role.STAFF, unit))


@pytest.fixture
def colleague(unit):
    return person("colleague", "Kiki Rekan", (Role.STAFF, unit))


@pytest.fixture
def manager(db):
    return person("manager", "Mira Pengelola", (Role.MANAGER, None))


@pytest.fixture
def lead(program):
    return person("lead", "Lina Penanggung Jawab", (Role.LEAD, program))


@pytest.fixture
def deputy(program, lead):
    """Stands in for the lead for a week."""
    return person(
        "deputy",
        "Dedi Pelaksana",
        (Role.LEAD, program),
        days_until=7,
        acting=Assignment.Acting.PLH,
        acting_for=lead,
    )


@pytest.fixture
def team_member(db):
    return person("team", "Tuti Tim", (Role.TEAM, None))


@pytest.fixture
def head(db):
    return person("head", "Hadi Kepala", (Role.HEAD, None))


@pytest.fixture
def auditor(db):
    return person("auditor", "Agus Penilai", (Role.AUDITOR, None))


@pytest.fixture
def outsider(other_unit):
    """Staff of another unit: must see nothing of this one's."""
    return person("outsider", "Otto Orang Luar", (Role.STAFF, other_unit))


@pytest.fixture
def admin(db):
    return person("admin", "Adi Admin", (Role.ADMIN, None))


@pytest.fixture
def everyone(author, colleague, manager, lead, deputy, team_member, head, auditor, outsider, admin):
    """The whole cast by the names used in the tables."""
    return {
        "author": author,
        "colleague": colleague,
        "manager": manager,
        "lead": lead,
        "deputy": deputy,
        "team_member": team_member,
        "head": head,
        "auditor": auditor,
        "outsider": outsider,
        "admin": admin,
    }
