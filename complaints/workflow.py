"""The transitions of a comment and of a reply (design.md §4), read by buttons and gate alike."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from complaints import permissions as may
from complaints.models import (
    Classification,
    Comment,
    CommentEvent,
    Reply,
    ReplyEvent,
    ReplyState,
    State,
    Wish,
)
from complaints.praise import thanks_and_more
from contentdesk.foundation.transitions import Refused, Transition, Workflow

NEW, TRIAGED, ROUTED, IN_FOLLOW_UP, ANSWERED, ARCHIVED = (
    State.NEW,
    State.TRIAGED,
    State.ROUTED,
    State.IN_FOLLOW_UP,
    State.ANSWERED,
    State.ARCHIVED,
)


def no_answer_is_under_way(comment: Comment, actor: Any) -> None:
    """An answer that is being sent was written to the comment as it is now."""
    if comment.replies.filter(state=ReplyState.READY).exists():
        raise Refused(
            _(
                "An answer is being sent at this moment, so nothing was changed. "
                "Wait until it is on the website, or take it back first."
            )
        )


def has_a_program(comment: Comment, actor: Any) -> None:
    """Somebody must be there to receive it."""
    no_answer_is_under_way(comment, actor)
    if comment.program_id is None:
        raise Refused(_("Choose the program that it goes to. Nothing has been changed yet."))


def follow_up_is_done(comment: Comment) -> bool:
    """Whether the latest follow-up has been carried out."""
    latest = comment.follow_ups.last()
    return latest is not None and latest.done_at is not None


def was_answered(comment: Comment, actor: Any) -> None:
    """An answer stands on the site, and what a complaint asked for has been done."""
    if not comment.replies.filter(state=ReplyState.SENT, seen_at__isnull=False).exists():
        raise Refused(_("No answer to this comment has been seen on the website yet."))
    if comment.classification == Classification.COMPLAINT and not follow_up_is_done(comment):
        raise Refused(DONE_FIRST)


DONE_FIRST = _(
    "A complaint is answered after its follow-up is done. Your text is kept as a draft; "
    "send it when the program has noted what was done."
)


def goes_to_the_program_first(comment: Comment, state: str) -> bool:
    """Whether, in this state, it has to be passed on before anybody answers it."""
    passed_on = {Classification.SUGGESTION, Classification.COMPLAINT}
    return state == TRIAGED and comment.classification in passed_on


def waits_for_its_follow_up(comment: Comment, state: str) -> bool:
    """Whether, in this state, it is a complaint about which not all has been done yet."""
    done = state == IN_FOLLOW_UP and follow_up_is_done(comment)
    return comment.classification == Classification.COMPLAINT and not done


def was_answered_elsewhere(comment: Comment, actor: Any) -> None:
    """The same way as for an answer on the site, but for what is said beneath it there."""
    no_answer_is_under_way(comment, actor)
    # The row stands as it will be; the history still ends with the state it comes from.
    states = comment.events.exclude(to_state="").values_list("to_state", flat=True)
    before = states.last() or NEW
    if goes_to_the_program_first(comment, before):
        raise Refused(
            _("Suggestions and complaints go to the program first. Nothing has been changed yet.")
        )
    if waits_for_its_follow_up(comment, before):
        raise Refused(
            _("A complaint is answered after its follow-up is done. Nothing has been changed yet.")
        )


def way_is_open(comment: Comment) -> None:
    """Raise Refused when this comment, as it stands, must go another way before its answer."""
    if comment.state not in {TRIAGED, ROUTED, IN_FOLLOW_UP}:
        raise Refused(_("This comment is not open for an answer. Your text has been kept."))
    if goes_to_the_program_first(comment, comment.state):
        raise Refused(
            _(
                "Suggestions and complaints go to the program first. Your text is kept as a "
                "draft; pass the comment on, and answer it afterwards."
            )
        )
    if waits_for_its_follow_up(comment, comment.state):
        raise Refused(DONE_FIRST)
    if comment.wish != Wish.SHOW:
        raise Refused(
            _(
                "This comment is not shown on the website, so an answer would stand beneath "
                "nothing. Your text is kept as a draft. Show the comment first, or answer the "
                "person elsewhere."
            )
        )


def may_go_out(reply: Reply, actor: Any) -> None:
    """All that is asked of an answer before the public reads it."""
    way_is_open(reply.comment)
    if reply.comment.classification == Classification.PRAISE and not thanks_and_more(reply.text):
        raise Refused(
            _(
                "A praise is answered with thanks and at least one further sentence. "
                "Your text is kept as a draft; add to it and send it again."
            )
        )


def is_not_on_the_site(reply: Reply, actor: Any) -> None:
    """Only what surely has not been posted can still be changed."""
    if reply.post_started_at is not None:
        raise Refused(
            _("The answer may already be on the website, so it can no longer be changed.")
        )


def stands_on_the_site(reply: Reply, actor: Any) -> None:
    """WordPress has taken it, so that a person can have seen it there."""
    if reply.remote_id is None:
        raise Refused(
            _("WordPress has not taken the answer yet, so it cannot be on the website. Try again.")
        )


def _row(name: str, label: Any, sources: set[str], target: str, who: Any, **more: Any) -> Any:
    return Transition(name, label, frozenset(sources), target, who, **more)


COMMENT = Workflow(
    "comment",
    CommentEvent,
    [
        _row("triage", _("Sort"), {NEW}, TRIAGED, may.may_manage),
        _row(
            "archive",
            _("Archive"),
            {NEW, TRIAGED},
            ARCHIVED,
            may.may_direct,
            guard=no_answer_is_under_way,
        ),
        # WordPress has emptied its spam or trash, and nobody had taken this out of it.
        _row("emptied", _("Let go with the spam"), {NEW}, ARCHIVED, may.is_system),
        _row("restore", _("Take out of the archive"), {ARCHIVED}, NEW, may.may_direct),
        _row(
            "route",
            _("Pass on to the program"),
            {TRIAGED},
            ROUTED,
            may.may_direct,
            guard=has_a_program,
        ),
        _row(
            "return_",
            _("Return it: not our program"),
            {ROUTED},
            TRIAGED,
            may.leads_the_program,
            needs_reason=True,
            guard=no_answer_is_under_way,
        ),
        _row(
            "reclassify",
            _("Sort again"),
            {TRIAGED, ROUTED, IN_FOLLOW_UP},
            TRIAGED,
            may.may_direct,
            needs_reason=True,
            guard=no_answer_is_under_way,
        ),
        _row(
            "follow_up",
            _("Follow up"),
            {ROUTED},
            IN_FOLLOW_UP,
            may.may_follow_up,
            guard=no_answer_is_under_way,
        ),
        _row(
            "answer",
            _("Answered"),
            {TRIAGED, ROUTED, IN_FOLLOW_UP},
            ANSWERED,
            may.is_system,
            guard=was_answered,
        ),
        _row(
            "answer_elsewhere",
            _("Answered in another way"),
            {TRIAGED, ROUTED, IN_FOLLOW_UP},
            ANSWERED,
            may.may_manage,
            needs_reason=True,
            guard=was_answered_elsewhere,
        ),
    ],
)

REPLY = Workflow(
    "reply",
    ReplyEvent,
    [
        _row(
            "send",
            _("Send the answer"),
            {ReplyState.DRAFT},
            ReplyState.READY,
            may.may_write_reply,
            guard=may_go_out,
        ),
        _row(
            "revise",
            _("Take back and change"),
            {ReplyState.READY},
            ReplyState.DRAFT,
            may.may_write_reply,
            guard=is_not_on_the_site,
        ),
        _row(
            "record_sent",
            _("On the website"),
            {ReplyState.READY},
            ReplyState.SENT,
            may.is_system,
        ),
        _row(
            "record_seen",
            _("I have seen it on the website"),
            {ReplyState.READY},
            ReplyState.SENT,
            may.may_write_reply,
            needs_reason=True,
            guard=stands_on_the_site,
        ),
    ],
)
