"""Naming a stand-in and ending it: the only writers of a stand-in, but for the administrator.

Plh. (pelaksana harian) stands in for a holder who is away and comes back, Plt. (pelaksana tugas)
where a post has lost its holder (UU 30/2014 art. 14 (2)).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contentdesk.foundation.transitions import Refused, WrongState
from contentdesk.organization import permissions
from contentdesk.organization.duties import Role, capacity
from contentdesk.organization.models import Assignment, AssignmentEvent, User

# Three months: the longest a Plt. is named for at once (SE BKN 1/SE/I/2021, once more after that),
# and the longest leave there is a Plh. for (maternity leave, PP 11/2017 art. 325).
LONGEST = timedelta(days=92)


class StandInRefused(Refused):
    """A no that belongs to one field of the form, named by `field`."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Naming:
    """Who stands in for the holder of `post`, as what, from the first day to the last, and why."""

    post: Assignment
    person: User
    acting: str
    starts: date
    ends: date
    reason: str


def in_words(day: date) -> str:
    """A day with its month and year, for sentences: 27 November 2026."""
    return date_format(day, "j F Y", use_l10n=False)


def name_stand_in(naming: Naming, *, actor: User) -> Assignment:
    """Give the person the role of the post for these days, and leave an event.

    The same naming once more (a double click) gives the stand-in that is there. Raises
    PermissionDenied for a post that the actor may not hand on, StandInRefused for what is wrong.
    """
    if naming.post.acting:
        words = _("%(who)s only stands in there. Name someone for %(holder)s, who holds the role.")
        names = {"who": naming.post.user, "holder": naming.post.acting_for}
        raise StandInRefused("post", words % names)
    if not permissions.posts_to_fill(actor).filter(pk=naming.post.pk).exists():
        raise PermissionDenied
    _check_days(naming.starts, naming.ends)
    if not naming.reason.strip():
        raise StandInRefused("reason", _("Please write the reason. Nothing has been changed yet."))
    with transaction.atomic():
        # Of two namings for one post at the same instant, the later one sees the earlier.
        Assignment.objects.select_for_update().get(pk=naming.post.pk)
        return _same(naming, actor) or _give(naming, actor)


def _check_days(starts: date, ends: date) -> None:
    if starts < timezone.localdate():
        words = _("This day has passed. A stand-in begins today at the earliest.")
        raise StandInRefused("starts", words)
    if ends < starts:
        raise StandInRefused("ends", _("The last day lies before the first."))
    if ends - starts >= LONGEST:
        words = _(
            "That is longer than %(days)s days (three months). "
            "Choose an earlier last day; you can name them again for the days after it."
        )
        raise StandInRefused("ends", words % {"days": LONGEST.days})


def _same(naming: Naming, actor: User) -> Assignment | None:
    """The stand-in that this very naming has made already."""
    return Assignment.objects.filter(
        user=naming.person,
        role=naming.post.role,
        program=naming.post.program,
        acting=naming.acting,
        acting_for=naming.post.user,
        starts=naming.starts,
        ends=naming.ends,
        cancelled_at=None,
        events__actor=actor,
        events__name="name",
        events__reason=naming.reason.strip(),
    ).first()


def _check_person(naming: Naming) -> None:
    """An account in use, not the holder, who neither holds the role in these days nor stands in."""
    post, person = naming.post, naming.person
    if person == post.user:
        raise StandInRefused("person", _("Nobody stands in for themselves. Choose somebody else."))
    if not person.is_active:
        words = _("The account of %(person)s is not in use. Choose somebody else.")
        raise StandInRefused("person", words % {"person": person})
    held = person.assignments.during(naming.starts, naming.ends)
    held = held.filter(role=post.role, program=post.program)
    if held.filter(acting="").exists():
        words = _("%(person)s holds this role already in these days. Choose somebody else.")
        raise StandInRefused("person", words % {"person": person})
    twice = held.filter(acting_for=post.user).first()
    if twice is None:
        return
    until = in_words(twice.ends) if twice.ends else "…"
    words = _("%(person)s already stands in for %(holder)s in these days: %(starts)s to %(ends)s.")
    names = {"holder": post.user, "starts": in_words(twice.starts), "ends": until}
    raise StandInRefused("person", words % {"person": person, **names})


def _give(naming: Naming, actor: User) -> Assignment:
    _check_person(naming)
    stand_in = Assignment.objects.create(
        user=naming.person,
        role=naming.post.role,
        program=naming.post.program,
        acting=naming.acting,
        acting_for=naming.post.user,
        starts=naming.starts,
        ends=naming.ends,
    )
    _record(stand_in, "name", actor, reason=naming.reason.strip())
    return stand_in


def end_stand_in(
    stand_in: Assignment, *, actor: User, last_day: date | None = None, at_once: bool = False
) -> None:
    """Move the last day earlier (to today unless told), or cancel what has not begun yet.

    `at_once` does not wait for the end of the day: a wrong choice must not decide anything. Doing
    the same once more changes nothing. Raises PermissionDenied, WrongState when it is over, Refused
    for a day that is not earlier or has passed. `stand_in` is fresh afterwards.
    """
    today = timezone.localdate()
    with transaction.atomic():
        stand_in.refresh_from_db(from_queryset=Assignment.objects.select_for_update())
        if not permissions.may_end(actor, stand_in):
            raise PermissionDenied
        if stand_in.cancelled_at:
            return
        if stand_in.starts > today:
            stand_in.cancelled_at = timezone.now()
            stand_in.save(update_fields=["cancelled_at"])
            _record(stand_in, "cancel", actor)
        elif at_once and (stand_in.ends is None or stand_in.ends >= today):
            before, stand_in.ends = stand_in.ends, today
            stand_in.cancelled_at = timezone.now()
            stand_in.save(update_fields=["ends", "cancelled_at"])
            _record(stand_in, "stop", actor, before=before)
        elif _moves_earlier(stand_in, last_day or today):
            before, stand_in.ends = stand_in.ends, last_day or today
            stand_in.save(update_fields=["ends"])
            _record(stand_in, "end", actor, before=before)


def _moves_earlier(stand_in: Assignment, last_day: date) -> bool:
    """Whether there is anything to write; raises WrongState or Refused when it may not be."""
    today = timezone.localdate()
    if stand_in.ends and stand_in.ends < today:
        words = _("This ended on %(day)s already, so nothing was changed.")
        raise WrongState(words % {"day": in_words(stand_in.ends)})
    if last_day < today:
        words = _("This day has passed: what was decided on it stays. Choose today or a later day.")
        raise Refused(words)
    if stand_in.ends and stand_in.ends < last_day:
        words = _("It ends on %(day)s already. To prolong it, name them again for the days after.")
        raise Refused(words % {"day": in_words(stand_in.ends)})
    return stand_in.ends != last_day


def _record(
    stand_in: Assignment,
    name: str,
    actor: User,
    *,
    reason: str = "",
    before: date | None = None,
) -> None:
    """The days as they were and as they are now; who decides for the head says so."""
    own = stand_in.acting_for_id == actor.pk
    data = {
        "starts": stand_in.starts.isoformat(),
        "ends": stand_in.ends.isoformat() if stand_in.ends else "",
        "ends_before": before.isoformat() if before else "",
        "capacity": "" if own else capacity(actor, Role.HEAD),
    }
    AssignmentEvent.record(stand_in, name, actor=actor, reason=reason, data=data)
