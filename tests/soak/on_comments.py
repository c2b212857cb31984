"""Comments and answers: every one once, shown or hidden as it was decided."""

from complaints.models import Channel, Comment, Reply, ReplyState, Shown, Snapshot, Wish

STATUS = {Wish.SHOW: "approved", Wish.HIDE: "hold", Wish.SPAM: "spam", Wish.TRASH: "trash"}
SHOWN_AS = {
    Shown.SHOWN: "approved",
    Shown.HELD: "hold",
    Shown.HIDDEN: "hold",
    Shown.SPAM: "spam",
    Shown.TRASHED: "trash",
}


def always(seen):
    """No answer twice, none taken for a visitor's, none said to be sent that is not there."""
    for parent, answers in seen.answers.items():
        if len(answers) > 1:
            yield f"comment {parent} has {len(answers)} answers"
    taken = set(Comment.objects.values_list("external_id", flat=True))
    for number in seen.ours.keys() & {int(external) for external in taken}:
        yield f"our own answer {number} was taken in as a comment"
    for reply in Reply.objects.filter(state=ReplyState.SENT).select_related("comment"):
        answer = seen.ours.get(reply.remote_id)
        if not answer or answer.status != "approved":
            yield f"answer {reply.pk} is said to be sent and cannot be read"
        elif (answer.parent, answer.content) != (int(reply.comment.external_id), reply.text):
            yield f"answer {reply.pk} stands in the wrong place or says something else"


def at_rest(seen):
    """All that was said is here, shown as decided, and answered as often as was written."""
    comments = Comment.objects.filter(channel=Channel.WORDPRESS)
    if sorted(int(comment.external_id) for comment in comments) != sorted(seen.said):
        yield f"{len(seen.said)} comments were said, {len(comments)} taken in"
    if Snapshot.objects.count() != len(comments):
        yield "a comment has no snapshot"
    for comment in comments:
        yield from _stands_as_decided(seen, comment)


def _stands_as_decided(seen, comment):
    said = seen.said.get(int(comment.external_id))
    status = said.status if said else "gone"
    if status != STATUS.get(comment.wish, status):
        yield f"comment {comment.pk} is {status}, decided was {comment.wish}"
    if status != SHOWN_AS.get(comment.shown):
        yield f"comment {comment.pk} is {status} and believed to be {comment.shown}"
    if comment.noticed:
        yield f"comment {comment.pk}: somebody is believed to have done {comment.noticed}"
    there = len(seen.answers[int(comment.external_id)])
    written = comment.replies.exclude(state=ReplyState.DRAFT).count()
    if there != written:
        yield f"comment {comment.pk} has {there} answers, written were {written}"
