"""What the administrator writes about the centre and its people, in Django's admin."""

import pytest
from django.urls import reverse

from contentdesk.organization import services
from contentdesk.organization.models import Centre
from tests.organization.stand_ins import name

pytestmark = pytest.mark.django_db


def test_the_administrator_writes_one_number_a_line(admin, centre, client):
    client.force_login(admin)
    typed = "0812-3456-7890\r\n\r\n  (021) 555 0100 \r\npuskesmas@contoh.test\r\n"
    page = reverse("admin:organization_centre_change", args=[centre.pk])
    said = {"name": centre.name, "letterhead": "", "zone": centre.zone, "public_numbers": typed}
    assert client.post(page, said).status_code == 302
    assert Centre.current().public_number_list == [
        "0812-3456-7890",
        "(021) 555 0100",
        "puskesmas@contoh.test",
    ]


def test_a_centre_without_numbers_has_none():
    assert Centre.current().public_number_list == []


def test_what_was_cancelled_is_not_among_the_administrators_assignments(
    admin, manager, colleague, head, client
):
    stand_in = name(manager, colleague, 2, 4, by=head)
    services.end_stand_in(stand_in, actor=head)
    client.force_login(admin)
    page = client.get(reverse("admin:organization_user_change", args=[colleague.pk]))
    [formset] = [inline.formset for inline in page.context["inline_admin_formsets"]]
    assert [form.instance.role for form in formset.initial_forms] == ["staff"]
