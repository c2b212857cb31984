"""The comments that wait for a person: their part of the first page."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from complaints.models import Classification, Comment, FollowUp, ReplyState, Shown, State
from contentdesk.foundation.delivery import DeliveryState
from contentdesk.organization.duties import Role, holds

SHOWN = 5
DIRECT = [Classification.PRAISE, Classification.QUESTION]
STUCK = [DeliveryState.FAILED, DeliveryState.UNCONFIRMED]


def waiting_comments(user: Any) -> dict[str, Any]:
    """The comments that wait for this person; one query for each list their duties call for."""
    latest = FollowUp.objects.filter(comment=OuterRef("pk")).order_by("-pk")
    comments = Comment.objects.select_related("program").annotate(
        due=Subquery(latest.values("due")[:1]),
        done_at=Subquery(latest.values("done_at")[:1]),
    )
    lists = [*_managers(comments, user), *_teams(comments, user), *_leads(comments, user)]
    pending = comments.in_hands_of(user).filter(state=State.IN_FOLLOW_UP, done_at=None)
    lists.append((_("My follow-ups"), pending.order_by("due")))
    sections = [{"title": title, "comments": list(rows[:SHOWN])} for title, rows in lists]
    return {"sections": [section for section in sections if section["comments"]]}


Lists = list[tuple[Promise, QuerySet[Comment]]]


def _managers(comments: QuerySet[Comment], user: Any) -> Lists:
    if not holds(user, Role.MANAGER):
        return []
    oldest = comments.order_by("-urgent", "received_at")
    ready = Q(state=State.TRIAGED) | Q(state=State.IN_FOLLOW_UP, done_at__isnull=False)
    return [
        (
            _("Comments not getting through to the website"),
            comments.filter(deliveries__state__in=STUCK).distinct(),
        ),
        (_("New comments to sort"), oldest.filter(state=State.NEW).exclude(shown=Shown.SPAM)),
        (
            _("Comments to answer or pass on"),
            oldest.filter(ready).exclude(replies__state=ReplyState.READY),
        ),
    ]


def _teams(comments: QuerySet[Comment], user: Any) -> Lists:
    if not holds(user, Role.TEAM) or holds(user, Role.MANAGER):
        return []
    to_route = comments.filter(state=State.TRIAGED).exclude(classification__in=DIRECT)
    return [(_("Comments to pass on"), to_route.order_by("-urgent", "received_at"))]


def _leads(comments: QuerySet[Comment], user: Any) -> Lists:
    if not holds(user, Role.LEAD):
        return []
    routed = comments.filter(state=State.ROUTED, program__in=user.duties.program_ids)
    routed = routed.exclude(replies__state=ReplyState.READY)
    return [(_("Comments for my program"), routed.order_by("-urgent", "received_at"))]
