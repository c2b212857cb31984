"""How the stories about stand-ins name one."""

from datetime import timedelta

from django.utils import timezone

from contentdesk.organization import services
from contentdesk.organization.models import Assignment, User

REASON = "Cuti tahunan, surat nomor 12."


def day(number):
    """A day from today on: 0 is today, in the zone that is active."""
    return timezone.localdate() + timedelta(days=number)


def fresh(user):
    """The same person in their next request."""
    return User.objects.get(pk=user.pk)


def naming(holder, person, first=0, last=6, *, acting="plh", reason=REASON):
    post = holder.assignments.get(acting="")
    return services.Naming(post, person, acting, day(first), day(last), reason)


def name(holder, person, first=0, last=6, *, by, **more):
    return services.name_stand_in(naming(holder, person, first, last, **more), actor=fresh(by))


def filled(holder, person, first=0, last=6, **more):
    """The form as the page sends it."""
    return {
        "post": holder.assignments.get(acting="").pk,
        "person": person.pk,
        "acting": "plh",
        "starts": day(first).isoformat(),
        "ends": day(last).isoformat(),
        "reason": REASON,
        **more,
    }


def held_earlier(user, role, *, until):
    """A role that this person held in their own right, and does no longer."""
    return Assignment.objects.create(user=user, role=role, starts=day(until - 300), ends=day(until))
