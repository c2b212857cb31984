"""A stand-in has the role for the set days, and every naming and ending leaves its event."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from contentdesk.foundation.events import HistoryError
from contentdesk.foundation.transitions import WrongState
from contentdesk.organization import services
from contentdesk.organization.duties import Role, holds
from contentdesk.organization.models import Assignment
from tests.organization.stand_ins import REASON, day, fresh, held_earlier, name, naming

pytestmark = pytest.mark.django_db


def test_the_role_is_held_from_the_first_day_to_the_last(manager, colleague, head):
    name(manager, colleague, 2, 4, by=head)
    held = []
    for number in range(1, 6):
        with time_machine.travel(timezone.now() + timedelta(days=number)):
            held.append(holds(fresh(colleague), Role.MANAGER))
    assert held == [False, True, True, True, False]


@pytest.mark.parametrize(("zone", "status"), [("Asia/Jakarta", 200), ("Asia/Jayapura", 403)])
def test_the_last_day_ends_at_midnight_of_the_centre(
    zone, status, centre, manager, colleague, client
):
    """23.00 in Jakarta is the next day already in Jayapura."""
    centre.zone = zone
    centre.save()
    stands_in = {"acting": "plh", "acting_for": manager}
    with time_machine.travel(datetime(2026, 3, 1, 16, tzinfo=UTC)):
        Assignment.objects.create(
            user=colleague,
            role=Role.MANAGER,
            starts=datetime(2026, 2, 27, tzinfo=UTC).date(),
            ends=datetime(2026, 3, 1, tzinfo=UTC).date(),
            **stands_in,
        )
        client.force_login(colleague)
        assert client.get(reverse("review")).status_code == status


def test_a_stand_in_for_a_lead_has_their_program_alone(lead, colleague, program, other_program):
    name(lead, colleague, by=lead)
    duties = fresh(colleague).duties
    assert duties.program_ids == {program.pk}
    assert duties.roles == {Role.STAFF, Role.LEAD}


def test_naming_leaves_its_event(manager, colleague, head):
    stand_in = name(manager, colleague, 0, 6, by=head)
    [event] = stand_in.events.all()
    assert (event.name, event.actor, event.reason) == ("name", head, REASON)
    assert event.data == {
        "starts": day(0).isoformat(),
        "ends": day(6).isoformat(),
        "ends_before": "",
        "capacity": "",
    }
    with pytest.raises(HistoryError):
        stand_in.events.all().delete()


def test_ended_today_means_today_is_still_included(manager, colleague, head):
    stand_in = name(manager, colleague, 0, 6, by=head)
    services.end_stand_in(stand_in, actor=head)
    assert stand_in.ends == day(0)
    assert holds(fresh(colleague), Role.MANAGER)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert not holds(fresh(colleague), Role.MANAGER)
    event = stand_in.events.last()
    assert (event.name, event.actor) == ("end", head)
    assert (event.data["ends_before"], event.data["ends"]) == (
        day(6).isoformat(),
        day(0).isoformat(),
    )


def test_what_has_not_begun_is_cancelled_and_stays_in_the_history(manager, colleague, head):
    stand_in = name(manager, colleague, 2, 6, by=head)
    services.end_stand_in(stand_in, actor=head)
    assert stand_in.cancelled_at is not None
    assert (stand_in.starts, stand_in.ends) == (day(2), day(6))
    assert [event.name for event in stand_in.events.all()] == ["name", "cancel"]
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert not holds(fresh(colleague), Role.MANAGER)


def test_after_a_cancelled_one_the_same_can_be_named_again(manager, colleague, head):
    first = name(manager, colleague, 2, 6, by=head)
    services.end_stand_in(first, actor=head)
    assert name(manager, colleague, 2, 6, by=head) != first


def test_prolonging_is_a_naming_for_the_days_after(manager, colleague, head):
    name(manager, colleague, 0, 6, by=head)
    assert name(manager, colleague, 7, 9, by=head).ends == day(9)


def test_two_share_the_days_of_one_absence(manager, colleague, author, head):
    """Whoever falls ill on the first morning is followed on the same day."""
    name(manager, colleague, 0, 0, by=head)
    name(manager, author, 0, 6, by=head)
    assert holds(fresh(colleague), Role.MANAGER)
    assert holds(fresh(author), Role.MANAGER)


def test_a_post_without_a_holder_gets_a_plt(head, colleague, team_member):
    """The manager has moved away; nobody follows yet, so the head names a Plt."""
    held_earlier(team_member, Role.MANAGER, until=-3)
    post = team_member.assignments.get(role=Role.MANAGER)
    plt = services.Naming(post, colleague, "plt", day(0), day(60), REASON)
    assert services.name_stand_in(plt, actor=head).capacity == "Plt. Tuti Tim"


def test_a_post_that_somebody_else_holds_by_now_is_not_handed_on(
    head, manager, colleague, team_member
):
    held_earlier(team_member, Role.MANAGER, until=-3)
    post = team_member.assignments.get(role=Role.MANAGER)
    with pytest.raises(PermissionDenied):
        services.name_stand_in(
            services.Naming(post, colleague, "plt", day(0), day(60), REASON), actor=head
        )


def test_a_manager_of_former_times_hands_nothing_on(team_member, colleague):
    held_earlier(team_member, Role.MANAGER, until=-3)
    post = team_member.assignments.get(role=Role.MANAGER)
    with pytest.raises(PermissionDenied):
        services.name_stand_in(
            services.Naming(post, colleague, "plt", day(0), day(6), REASON), actor=team_member
        )


def test_nobody_names_for_another(manager, lead, colleague, author, admin):
    for actor in (manager, author, admin):
        with pytest.raises(PermissionDenied):
            services.name_stand_in(naming(lead, colleague), actor=actor)
    assert not Assignment.objects.stand_ins().exists()


def test_who_stands_in_for_the_head_cannot_prolong_it(head, manager, colleague, author):
    """Names for all others, and says in what capacity; not for the head."""
    name(head, colleague, 0, 6, by=head)
    event = name(manager, author, by=colleague).events.get()
    assert event.data["capacity"] == "Plh. Hadi Kepala"
    with pytest.raises(PermissionDenied):
        name(head, colleague, 7, 30, by=colleague)


def test_a_role_given_up_gives_no_right_to_end(manager, colleague, head):
    stand_in = name(manager, colleague, 0, 6, by=head)
    manager.assignments.update(starts=day(-9), ends=day(-1))
    with pytest.raises(PermissionDenied):
        services.end_stand_in(stand_in, actor=fresh(manager))


def test_a_role_of_ones_own_is_never_ended_here(manager, head):
    own = manager.assignments.get()
    with pytest.raises(PermissionDenied):
        services.end_stand_in(own, actor=head)


def test_a_wrong_choice_is_ended_at_once(manager, colleague, head, client):
    stand_in = name(manager, colleague, 0, 6, by=head)
    assert holds(fresh(colleague), Role.MANAGER)
    client.force_login(head)
    end = reverse("stand_in_end", args=[stand_in.pk])
    for _click in range(2):
        assert client.post(end, {"at_once": "1"}).status_code == 302
    assert not holds(fresh(colleague), Role.MANAGER)
    assert [event.name for event in stand_in.events.order_by("pk")] == ["name", "stop"]
    page = client.get(reverse("stand_in", args=[stand_in.pk]), headers={"accept-language": "en"})
    assert "Ended at once" in page.content.decode()


def test_what_is_over_is_not_ended_at_once(manager, colleague, head):
    stand_in = name(manager, colleague, 0, 1, by=head)
    with time_machine.travel(timezone.now() + timedelta(days=3)), pytest.raises(WrongState):
        services.end_stand_in(stand_in, actor=head, at_once=True)
