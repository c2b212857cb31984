"""What the worker does for materials. Running twice changes nothing."""

from contentdesk import listing
from contentdesk.services import photos, takedown


def forget_covered() -> int:
    """Delete uncovered photos that nothing shows any more; how many went."""
    return photos.forget_all_covered()


def take_out_withdrawn() -> int:
    """Take photos of people who no longer agree out of what is live; how many pages changed."""
    return takedown.take_out_withdrawn()


def index_words() -> int:
    """Cut the words of materials that search does not find yet, or by an older way; how many."""
    return listing.index_what_is_due()
