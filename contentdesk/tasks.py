"""What the worker does for materials. Running twice changes nothing."""

from contentdesk import listing
from contentdesk.services import photos


def forget_covered() -> int:
    """Delete uncovered photos that nothing shows any more; how many went."""
    return photos.forget_all_covered()


def index_words() -> int:
    """Cut the words of materials that search does not find yet, or by an older way; how many."""
    return listing.index_what_is_due()
