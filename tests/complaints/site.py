"""What the stories with a site share: a client of the fake, a run of the worker."""

from django.utils import timezone

from complaints.models import Delivery
from complaints.wordpress.feed import pull_comments
from complaints.wordpress.looking import look_at_comments
from complaints.wordpress.sending import send
from contentdesk.wordpress import pausing
from contentdesk.wordpress.client import WordPress


def client(fake):
    return WordPress(fake.url, fake.user, fake.password, read_timeout=1)


def pull(fake):
    with client(fake) as site:
        return pull_comments(site)


def run(fake, using=client):
    """One run of the worker over everything open, as if every wait were over."""
    pausing.end()
    Delivery.objects.open().update(next_try=timezone.now(), claimed_until=timezone.now())
    for delivery in Delivery.objects.due(timezone.now()):
        with using(fake) as site:
            send(delivery, site)


def answers(fake, parent):
    """Everything that stands under a comment of the site, whatever its state."""
    return [c for c in fake.comments.values() if c.parent == parent.id]


def look(fake):
    with client(fake) as site:
        return look_at_comments(site)


class WorkerKilled(BaseException):
    """As the process dies: nothing in the code may catch it."""


def killed(call, *, after):
    """A client whose worker dies before or after one kind of call."""

    def dies(self, *args, **kwargs):
        if after:
            getattr(WordPress, call)(self, *args, **kwargs)
        raise WorkerKilled

    mortal = type("Mortal", (WordPress,), {call: dies})
    return lambda fake: mortal(fake.url, fake.user, fake.password, read_timeout=1)
