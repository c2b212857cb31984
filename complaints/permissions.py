"""Who may do what to a comment: pure predicates over a person and a comment (design.md §6)."""

from typing import Any

from complaints.models import Comment, FollowUp, Reply
from contentdesk.organization.duties import Role, holds


def is_system(actor: Any, subject: Any) -> bool:
    """Only the portal itself: no person presses this."""
    return actor is None


def may_manage(actor: Any, comment: Comment) -> bool:
    """The website manager: sorts, decides what is shown, answers."""
    return holds(actor, Role.MANAGER)


def may_direct(actor: Any, comment: Comment) -> bool:
    """Manager and complaints team: pass it on, sort it again, put it aside."""
    return holds(actor, Role.MANAGER, Role.TEAM)


def leads_the_program(actor: Any, comment: Comment) -> bool:
    """The lead of the program that the comment is with."""
    return holds(actor, Role.LEAD) and comment.program_id in actor.duties.program_ids


def may_follow_up(actor: Any, comment: Comment) -> bool:
    """The program's lead, or the head."""
    return leads_the_program(actor, comment) or holds(actor, Role.HEAD)


def may_record_done(actor: Any, follow_up: FollowUp) -> bool:
    """Whoever has the follow-up in hand, the program's lead, the head."""
    if may_follow_up(actor, follow_up.comment):
        return True
    in_hand = Comment.objects.in_hands_of(actor).filter(pk=follow_up.comment_id)
    return follow_up.responsible_id == actor.pk and in_hand.exists()


def may_note(actor: Any, comment: Comment) -> bool:
    """Everybody who handles it; an auditor only reads."""
    return may_direct(actor, comment) or may_follow_up(actor, comment)


def may_write_reply(actor: Any, reply: Reply) -> bool:
    """Whoever may answer the comment."""
    return may_manage(actor, reply.comment)


def sees_person(actor: Any, comment: Comment) -> bool:
    """Name and contact: the manager while handling it, and the head; never by default others."""
    return holds(actor, Role.HEAD) or (holds(actor, Role.MANAGER) and comment.is_open)
