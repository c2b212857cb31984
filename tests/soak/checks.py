"""What must hold: read on the site itself, then held against what the portal believes.

Each check gives sentences about what is wrong; none is the only good answer.
"""

from complaints.models import Channel, Comment, Reply, ReplyState
from complaints.models import State as CommentState
from contentdesk.models import Edition, EditionEvent, State
from contentdesk.services import takedown
from contentdesk.wordpress.models import Delivery, Publication, Removal
from tests.soak import histories, on_comments, on_pages
from tests.soak.seen import Seen


def always(site):
    """At any moment, the one right after a kill too: nothing doubled, nothing believed wrongly."""
    return [*_always(Seen(site))]


def at_rest(site):
    """When there is nothing more to do: all as it was decided, once, with the right photos."""
    seen = Seen(site)
    return [
        *_always(seen),
        *on_pages.at_rest(seen),
        *on_comments.at_rest(seen),
        *histories.at_rest(),
    ]


def at_the_end(site):
    """When all was shown again and answered: nothing waits for a person.

    But what was said beneath pages that stay off, given up or for a consent that was withdrawn.
    """
    off = Publication.objects.exclude(material__editions__state=State.PUBLISHED)
    waiting = Comment.objects.filter(channel=Channel.WORDPRESS, state=CommentState.NEW)
    waiting = waiting.exclude(remote_post__in=off.exclude(post_id=None).values("post_id"))
    yield from (f"comment {comment.pk} was never answered" for comment in waiting)
    for edition in Edition.objects.filter(state=State.WITHDRAWN).select_related("material"):
        hashes = edition.placements.values_list("photo__sha256", flat=True)
        if not any(takedown.forbidden_since(edition.material, sha256) for sha256 in hashes):
            yield f"edition {edition.pk} was not put back"


def counts(site):
    """The numbers of a run, for its summary."""
    seen = Seen(site)
    events = EditionEvent.objects
    return {
        "materials": Edition.objects.values("material").distinct().count(),
        "approvals": events.filter(name="approve").count(),
        "pages_live": Edition.objects.filter(state=State.PUBLISHED).count(),
        "went_live": events.filter(name="record_live").count(),
        "amended": events.filter(name="record_amended").count(),
        "taken_off": events.filter(name="record_removed").count(),
        "put_back": events.filter(name="restore").count(),
        "discarded": Edition.objects.filter(state=State.DISCARDED).count(),
        "held": events.filter(name="hold").count(),
        "posts_with_marker_in_any_state": sum(len(posts) for posts in seen.posts.values()),
        "deliveries_done": Delivery.objects.filter(state="done").count(),
        "files_removed": Removal.objects.filter(state="done").count(),
        "media_on_the_site": len(seen.media),
        "comments_said": len(seen.said),
        "comments_taken_in": Comment.objects.count(),
        "answers_sent": Reply.objects.filter(state=ReplyState.SENT).count(),
        "answers_on_the_site": len(seen.ours),
    }


def _always(seen):
    yield from on_pages.always(seen)
    yield from on_comments.always(seen)
    yield from histories.always()
