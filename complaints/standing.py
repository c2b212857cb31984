"""Where a comment stands, in words: what its page says first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from complaints import permissions as may
from complaints.models import (
    Classification,
    Comment,
    Delivery,
    FollowUp,
    Reply,
    ReplyState,
    Shown,
    State,
    Wish,
)
from contentdesk.foundation.delivery import DeliveryState

# state → tone and icon of its chip (look.md)
CHIPS: dict[str, tuple[str, str]] = {
    State.NEW: ("waiting", "inbox"),
    State.TRIAGED: ("waiting", "list-check"),
    State.ROUTED: ("waiting", "signpost-split"),
    State.IN_FOLLOW_UP: ("information", "clipboard-check"),
    State.ANSWERED: ("done", "reply"),
    State.CLOSED: ("done", "check2-circle"),
    State.ARCHIVED: ("neutral", "archive"),
}


@dataclass(frozen=True)
class Stage:
    """A point on the way: why it is there, and what comes next for who must act and for others."""

    why: Promise
    who: Callable[[Any, Comment], bool]
    act: Promise | str = ""
    wait: Promise | str = ""


STAGES: dict[str, Stage] = {
    "new": Stage(
        _("Nobody has sorted it yet."),
        may.may_manage,
        _("Say what it is, and whether the website shows it."),
        _("The website manager sorts it."),
    ),
    "to_route": Stage(
        _("Suggestions and complaints are handled by the program that they are about."),
        may.may_direct,
        _("Pass it on to the program."),
        _("The website manager passes it on to the program."),
    ),
    "to_answer": Stage(
        _("It can be answered straight away."),
        may.may_manage,
        _("Write the answer, or pass it on to a program first."),
        _("The website manager answers it."),
    ),
    "with_program": Stage(
        _("It is with the program, which has not said yet what it will do."),
        may.leads_the_program,
        _("Say what will be done, who does it and until when."),
        _("The program lead says what will be done."),
    ),
    "in_follow_up": Stage(
        _("The program is working on it."),
        may.may_follow_up,
        _("When it is done, write down what was done."),
        _("It is answered when the program has written down what was done."),
    ),
    "done": Stage(
        _("The program has done what was needed."),
        may.may_manage,
        _("Write the answer now."),
        _("The website manager answers it."),
    ),
    "sending": Stage(
        _("The answer is on its way to the website."),
        may.may_manage,
        _("That takes about a minute; open this page again then."),
        _("That takes about a minute."),
    ),
    "trouble": Stage(
        _("The answer is not on the website yet."),
        may.may_manage,
        _("What happened, and what to do, stands below."),
        _("The website manager has to look at this. Nothing is lost."),
    ),
    "answered": Stage(_("The answer is on the website, and visitors can read it."), may.may_manage),
    "answered_elsewhere": Stage(
        _("The person has been answered in another way; the history below says how."),
        may.may_manage,
    ),
    "closed": Stage(_("Everything about it is done."), may.may_manage),
    "archived": Stage(_("It was put aside and gets no answer."), may.may_manage),
}


# what the site does with the comment → the sentence on its page
ON_SITE: dict[str, Promise] = {
    Shown.HELD: _("It waits on the website; visitors cannot read it yet."),
    Shown.SHOWN: _("Visitors can read it on the website."),
    Shown.HIDDEN: _("It is kept back on the website; visitors cannot read it."),
    Shown.SPAM: _("WordPress has it among the spam; visitors cannot read it."),
    Shown.TRASHED: _("It is in the trash in WordPress; visitors cannot read it."),
    Shown.NO_PAGE: _("Its page is in the trash in WordPress, and the comment with it."),
    Shown.GONE: _("It has been deleted from the website. What was said is kept here."),
}
AWAY: dict[str, Promise] = {
    Shown.SPAM: _("Taken for spam there"),
    Shown.TRASHED: _("In the trash there"),
    Shown.NO_PAGE: _("Its page is in the trash"),
    Shown.GONE: _("Deleted there"),
}


def changed_there(comment: Comment) -> list[tuple[str, str, Promise]]:
    """What somebody on WordPress has done to it: tone, icon and words of a chip each."""
    undone, decided_away = comment.noticed.get("undone"), comment.wish in {Wish.SPAM, Wish.TRASH}
    chips = []
    if comment.shown in AWAY and not decided_away:
        tone = "trouble" if undone else "waiting"
        chips.append((tone, "eye-slash", AWAY[comment.shown]))
    elif undone:
        chips.append(("trouble", "eye", _("Undone on WordPress")))
    if "text" in comment.noticed:
        chips.append(("information", "pencil", _("Words changed there")))
    if "answered" in comment.noticed and comment.is_open:
        chips.append(("information", "reply", _("Answered there")))
    if "lost_answer" in comment.noticed:
        chips.append(("trouble", "reply", _("Answer no longer there")))
    return chips


@dataclass(frozen=True)
class Standing:
    """The head of a comment's page."""

    stage: str
    tone: str
    icon: str
    label: str
    why: Promise
    next_step: Promise | str


def stage_of(
    comment: Comment, follow_up: FollowUp | None, reply: Reply | None, job: Delivery | None
) -> str:
    """The name of the stage; `follow_up` and `reply` are the latest, `job` the reply's open one."""
    if reply is not None and reply.state == ReplyState.READY:
        trouble = job is not None and (
            job.state in {DeliveryState.FAILED, DeliveryState.UNCONFIRMED}
        )
        return "trouble" if trouble else "sending"
    if comment.state == State.TRIAGED:
        direct = {Classification.PRAISE, Classification.QUESTION}
        return "to_answer" if comment.classification in direct else "to_route"
    if comment.state == State.ROUTED:
        return "with_program"
    if comment.state == State.IN_FOLLOW_UP:
        return "done" if follow_up and follow_up.done_at else "in_follow_up"
    if comment.state == State.ANSWERED and (reply is None or reply.state != ReplyState.SENT):
        return "answered_elsewhere"
    return comment.state


def standing(comment: Comment, person: Any, stage: str) -> Standing:
    """What to tell this person."""
    tone, icon = CHIPS[comment.state]
    words = STAGES[stage]
    return Standing(
        stage,
        "trouble" if stage == "trouble" else tone,
        icon,
        comment.get_state_display(),
        words.why,
        words.act if words.who(person, comment) else words.wait,
    )
