"""The history of a comment and of its replies, in one row of events."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from complaints.models import (
    ArchiveKind,
    Classification,
    Comment,
    CommentEvent,
    ReplyEvent,
    Shown,
    Wish,
)

# event → tone and icon of its mark, and its words
WORDS: dict[str, tuple[str, str, Promise]] = {
    "take_in": ("information", "inbox", _("Came in, and kept as evidence")),
    "triage": ("information", "list-check", _("Sorted")),
    "archive": ("neutral", "archive", _("Archived")),
    "restore": ("information", "arrow-counterclockwise", _("Taken out of the archive")),
    "route": ("information", "signpost-split", _("Passed on to the program")),
    "return_": ("waiting", "arrow-counterclockwise", _("Returned by the program")),
    "reclassify": ("information", "arrow-repeat", _("Sorted again")),
    "follow_up": ("information", "clipboard-check", _("Follow-up begun")),
    "done": ("done", "check2", _("Follow-up done")),
    "answer": ("done", "reply", _("Answered; a visitor can read it")),
    "answer_elsewhere": ("done", "reply", _("Answered in another way")),
    "visibility": ("information", "eye", _("Decided what the website does with it")),
    "record_seen": ("done", "eye", _("Seen on the website by a person")),
    "retry": ("information", "arrow-repeat", _("Another try was asked for")),
    "spam": ("neutral", "eye-slash", _("Marked as spam on the website")),
    "trashed": ("neutral", "eye-slash", _("Put into the trash on the website")),
    "moved_there": ("waiting", "eye", _("Changed by somebody on WordPress")),
    "edited_there": ("waiting", "pencil", _("Its words were changed on WordPress")),
    "answered_there": ("information", "reply", _("Answered on WordPress itself")),
    "found_again": ("information", "arrow-repeat", _("Found again on the new website")),
    "answer_lost": ("trouble", "reply", _("The answer is no longer on the new website")),
    "emptied": ("neutral", "archive", _("Archived: WordPress has emptied its spam or trash")),
    "shown": ("information", "eye", _("Shown on the website")),
    "hidden": ("neutral", "eye-slash", _("Not shown on the website")),
    "save": ("neutral", "pencil", _("Answer written")),
    "send": ("information", "send", _("Answer sent off")),
    "revise": ("waiting", "arrow-counterclockwise", _("Answer taken back")),
}

# Who stands beside what somebody on WordPress did: their name is not known.
NOTICED = _("noticed by the portal")
# event → which of its data are words to show with it
TEXTS = {"save": "text", "edited_there": "new", "answered_there": "text"}


@dataclass(frozen=True)
class Entry:
    """One line of the timeline."""

    at: datetime
    actor: Any
    tone: str
    icon: str
    what: Promise
    detail: str | Promise
    words: str


def timeline(comment: Comment) -> list[Entry]:
    """What happened to the comment and its replies, oldest first; two queries."""
    events: list[CommentEvent | ReplyEvent] = [
        *comment.events.select_related("actor"),
        *ReplyEvent.objects.filter(subject__comment=comment).select_related("actor"),
    ]
    told = [event for event in events if event.name in WORDS]
    return [_entry(event) for event in sorted(told, key=lambda event: event.at)]


def _entry(event: CommentEvent | ReplyEvent) -> Entry:
    tone, icon, what = WORDS[event.name]
    data = event.data
    detail: str | Promise = ""
    if data.get("classification"):
        detail = Classification(data["classification"]).label
    elif data.get("kind"):
        detail = ArchiveKind(data["kind"]).label
    elif data.get("wish"):
        detail = Wish(data["wish"]).label
    elif event.name == "moved_there":
        detail = f"{Shown(data['old']).label} → {Shown(data['new']).label}"
    elif event.name == "answered_there":
        detail = f"{data['name']} ({Shown(data['shown']).label})"
    # The text that was sent stands where it was written, and below as the answer.
    written = data.get(TEXTS[event.name], "") if event.name in TEXTS else ""
    words = event.reason or data.get("plan", "") or written
    actor = event.actor or (NOTICED if event.name.endswith("_there") else None)
    return Entry(event.at, actor, tone, icon, what, detail, words)
