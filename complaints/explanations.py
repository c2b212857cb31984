"""What can go wrong with an answer in particular: what happened, and what to do about it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OWN: dict[str, tuple[Promise, Promise]] = {
    "comment_gone": (
        _("The comment is no longer on the website, so nothing can stand beneath it."),
        _(
            "Look in WordPress whether somebody deleted it or marked it as spam. If that was a "
            "mistake, restore it there and try again; else answer the person elsewhere."
        ),
    ),
    "answer_alone": (
        _("The comment is no longer on the website, but the answer to it still is."),
        _(
            "If the comment was deleted or marked as spam by mistake, restore it in WordPress and "
            "try again. Else delete the answer there too and try again; then you can take it back."
        ),
    ),
    "reply_gone": (
        _("The answer was on the website, and somebody has removed it there."),
        _("Ask who looks after WordPress. If it should be there, try again."),
    ),
    "reply_not_seen": (
        _("WordPress has the answer, but visitors cannot read it on the page yet."),
        _(
            "Often a cache shows the older page for some minutes; the portal looks again by "
            "itself. If it stays so, open the page and look for the comment."
        ),
    ),
}
