"""What is refused, each in a sentence at its own field, and nothing is written."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from contentdesk.foundation.transitions import Refused, WrongState
from contentdesk.organization import services
from contentdesk.organization.duties import Role
from contentdesk.organization.models import Assignment
from tests.cast import person
from tests.organization.stand_ins import REASON, day, fresh, name, naming

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

# first day, last day → field, what the sentence begins with
DAYS = {
    (-1, 6): ("starts", "This day has passed."),
    (4, 2): ("ends", "The last day lies before the first."),
    (0, 92): ("ends", "That is longer than 92 days (three months)."),
    (0, 4000): ("ends", "That is longer than 92 days (three months)."),
}


def refused(holder, who, first=0, last=6, *, by, **more):
    """The field and the sentence; and that nothing came of it."""
    before = Assignment.objects.count()
    with pytest.raises(services.StandInRefused) as refusal:
        name(holder, who, first, last, by=by, **more)
    assert Assignment.objects.count() == before
    return refusal.value.field, refusal.value.sentence


@pytest.mark.parametrize("days", DAYS)
def test_days_that_make_no_sense(days, manager, colleague, head):
    field, begins = DAYS[days]
    found, sentence = refused(manager, colleague, *days, by=head)
    assert found == field
    assert sentence.startswith(begins)


def test_three_months_are_not_too_long(manager, colleague, head):
    assert name(manager, colleague, 0, 91, by=head).ends == day(91)


def test_no_reason(manager, colleague, head):
    assert refused(manager, colleague, by=head, reason="  ")[0] == "reason"


@pytest.mark.parametrize("days", [(0, 6), (3, 3), (6, 9), (0, 20)])
def test_the_same_stand_in_twice(days, manager, colleague, head):
    name(manager, colleague, 0, 6, by=head)
    if days == (0, 6):
        days = (0, 5)  # the very same again is a second click
    field, sentence = refused(manager, colleague, *days, by=head)
    assert field == "person"
    assert "already stands in for Mira Pengelola" in sentence


def test_the_same_days_as_something_else(manager, colleague, head):
    """Plh. is named; Plt. for the same days was another wish, and has not been done."""
    name(manager, colleague, by=head)
    assert refused(manager, colleague, by=head, acting="plt")[0] == "person"


def test_an_open_end_overlaps_with_every_day_to_come(manager, colleague, head):
    """As the administrator may have entered it."""
    Assignment.objects.create(
        user=colleague, role=Role.MANAGER, acting="plt", acting_for=manager, starts=day(-9)
    )
    assert refused(manager, colleague, 30, 40, by=head)[0] == "person"


def test_somebody_who_holds_the_role_themself(manager, head):
    other = person("second", "Maya Pengelola", (Role.MANAGER, None))
    field, sentence = refused(manager, other, by=head)
    assert (field, "holds this role already" in sentence) == ("person", True)


def test_a_lead_of_another_program_may_stand_in(lead, other_program, head):
    other = person("other", "Dewi Gizi", (Role.LEAD, other_program))
    assert name(lead, other, by=head).capacity == "Plh. Lina Penanggung Jawab"


def test_for_oneself(manager, head):
    assert refused(manager, manager, by=head)[0] == "person"


def test_an_account_out_of_use(manager, colleague, head):
    colleague.is_active = False
    colleague.save()
    field, sentence = refused(manager, colleague, by=head)
    assert (field, "not in use" in sentence) == ("person", True)


def test_for_somebody_who_only_stands_in(lead, deputy, colleague, head):
    """The deputy falls ill too: somebody is named for the lead, not for the deputy."""
    chain = services.Naming(deputy.assignments.get(), colleague, "plh", day(0), day(3), "Sakit.")
    with pytest.raises(services.StandInRefused, match="Lina Penanggung Jawab, who holds the role"):
        services.name_stand_in(chain, actor=head)
    assert name(lead, colleague, 0, 3, by=head).acting_for == lead


@pytest.mark.parametrize(
    ("last", "begins"),
    [(-1, "This day has passed:"), (9, "It ends on")],
)
def test_an_end_is_moved_earlier_and_never_into_the_past(last, begins, manager, colleague, head):
    stand_in = name(manager, colleague, 0, 6, by=head)
    with pytest.raises(Refused) as refusal:
        services.end_stand_in(stand_in, actor=head, last_day=day(last))
    assert refusal.value.sentence.startswith(begins)
    assert fresh_row(stand_in).ends == day(6)
    assert stand_in.events.count() == 1


def test_what_is_over_stays_as_it_was(manager, colleague, head):
    stand_in = name(manager, colleague, 0, 1, by=head)
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        with pytest.raises(WrongState):
            services.end_stand_in(stand_in, actor=fresh(head))
        assert stand_in.events.count() == 1


def fresh_row(stand_in):
    return Assignment.objects.get(pk=stand_in.pk)


def test_a_reason_is_kept_without_its_edges(manager, colleague, head):
    stand_in = services.name_stand_in(naming(manager, colleague, reason=f" {REASON}\n"), actor=head)
    assert stand_in.events.get().reason == REASON
