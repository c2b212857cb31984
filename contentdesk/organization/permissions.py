"""Who may name a stand-in, and for whom (design.md §6: the head can name a stand-in)."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from contentdesk.organization.duties import STOOD_IN_FOR, Role, holds
from contentdesk.organization.models import Assignment, AssignmentQuerySet


def posts_to_fill(actor: Any) -> AssignmentQuerySet:
    """The assignments for which this person may name a stand-in.

    The head: of every head, manager and lead, and those that nobody holds any more (the Plt.).
    Manager and lead: their own. Nobody who only stands in hands that on: whoever stands in for the
    head may name for all others, but not for the head, or they could prolong themselves.
    """
    today = timezone.localdate()
    posts = Assignment.objects.filter(acting="", role__in=STOOD_IN_FOR, starts__lte=today)
    posts = posts.select_related("user", "program").order_by("role", "user__name", "pk")
    if not holds(actor, Role.HEAD):
        return posts.on(today).filter(user=actor)
    if Role.HEAD not in actor.duties.own:
        posts = posts.exclude(role=Role.HEAD)
    follower = Assignment.objects.filter(
        Q(program=OuterRef("program")) | Q(program=None),
        Q(ends=None) | Q(ends__gt=OuterRef("ends")),
        acting="",
        role=OuterRef("role"),
    )
    return posts.filter(Q(ends=None) | Q(ends__gte=today) | ~Exists(follower))


def may_end(actor: Any, stand_in: Assignment) -> bool:
    """The head, and whoever is stood in for while the role is still theirs."""
    if not stand_in.acting:
        return False
    theirs = actor is not None and stand_in.acting_for_id == actor.pk
    return holds(actor, Role.HEAD) or (theirs and stand_in.role in actor.duties.own)
