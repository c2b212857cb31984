"""A site that is down pauses the whole queue, not each job alone; then one job asks again.

Only what speaks for the site as a whole counts. A job that is slow or breaks something (a lost
answer, a 500) might do so again at every try, and must not hold up the others.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from contentdesk.foundation.delivery import WAITS
from contentdesk.wordpress.client import WordPressError
from contentdesk.wordpress.models import SiteState

DOWN = {"dns", "unreachable", "connect_timeout", "tls", "maintenance", "busy"}
NOBODY = 401  # the login is not accepted: so it is for every job, and many tries may be locked out
LONGEST = timedelta(minutes=15)  # without a Retry-After: an office hour is soon lost


def current() -> SiteState | None:
    """How it stands with the site of the settings; None when nothing was ever wrong with it."""
    return SiteState.objects.filter(site=settings.WORDPRESS_URL).first()


def state_of_site() -> SiteState:
    """The row of the site in the settings, made and held if need be; call it in a transaction."""
    state, _made = SiteState.objects.select_for_update().get_or_create(
        # 0: not of any generation yet; generations.settled gives it one.
        site=settings.WORDPRESS_URL,
        defaults={"generation": 0},
    )
    return state


def next_generation() -> int:
    """One that no site has had: 1 for the first site."""
    return (SiteState.objects.aggregate(Max("generation"))["generation__max"] or 0) + 1


def is_paused(now: datetime) -> bool:
    """Whether nothing is sent at this moment."""
    state = current()
    return state is not None and state.paused_until is not None and state.paused_until > now


def is_doubtful() -> bool:
    """Whether the last try found the site down: then one job goes first."""
    state = current()
    return state is not None and state.failures > 0


def note(error: WordPressError | None) -> None:
    """After a job: pause when the site is down, go on when it has answered (None: all is well)."""
    if error is not None and (error.code in DOWN or error.status == NOBODY):
        _pause(error)
    elif error is None or error.status is not None:
        SiteState.objects.filter(site=settings.WORDPRESS_URL, failures__gt=0).update(
            failures=0, paused_until=None, error_code="", error_status=None, since=None
        )


def _pause(error: WordPressError) -> None:
    now = timezone.now()
    with transaction.atomic():
        state = state_of_site()
        if state.paused_until is not None and state.paused_until > now:
            return  # several jobs were under way when it went down; that is one failure
        state.failures += 1
        own = min(WAITS[min(state.failures, len(WAITS)) - 1], LONGEST)
        asked = timedelta(seconds=min(error.retry_after or 0, WAITS[-1].total_seconds()))
        state.paused_until = now + max(own, asked)
        state.error_code, state.error_status = error.code, error.status
        state.since = state.since or now
        state.save()


def end() -> None:
    """A person wants it tried at once."""
    SiteState.objects.filter(site=settings.WORDPRESS_URL).update(paused_until=None)
