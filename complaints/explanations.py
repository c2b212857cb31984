"""What can go wrong with an answer in particular: what happened, and what to do about it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OWN: dict[str, tuple[Promise, Promise]] = {
    "comment_gone": (
        _("The comment is no longer on the website, so nothing can stand beneath it."),
        _(
            "Somebody has deleted it in WordPress for good. Answer the person in another way; "
            "what was said is kept here."
        ),
    ),
    "comment_deleted": (
        _("The comment has been deleted from the website, so it can no longer be shown there."),
        _("Choose “Do not show it” below. What was said is kept here, with all that was done."),
    ),
    "taken_for_spam": (
        _("WordPress takes the comment for spam, or somebody there has marked it so."),
        _("The portal has left it there. Decide below whether it is shown all the same."),
    ),
    "comment_trashed": (
        _("Somebody has put the comment into the trash in WordPress."),
        _("The portal has left it there. Decide below whether it is shown all the same."),
    ),
    "page_trashed": (
        _("The page that the comment stands on is in the trash in WordPress."),
        _(
            "Ask who looks after WordPress whether the page comes back. If not, answer the person "
            "in another way."
        ),
    ),
    "said_by_another": (
        _("WordPress says that these very words stand beneath the comment already."),
        _(
            "They were written by somebody else of the same name. Take the answer back, change a "
            "word, and send it again."
        ),
    ),
    "answer_alone": (
        _("The comment is no longer on the website, but the answer to it still is."),
        _(
            "If the comment was deleted or marked as spam by mistake, restore it in WordPress and "
            "try again. Else delete the answer there too and try again; then you can take it back."
        ),
    ),
    "another_comment": (
        _("Another comment stands on the website under the number of this one."),
        _(
            "The website seems to have been restored or set up anew. Say so on the first page; "
            "until then nothing is done to comments there."
        ),
    ),
    "comments_unread": (
        _("The website was set up anew, and its comments are being read first."),
        _("The portal goes on by itself as soon as it knows which comments stand there again."),
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
