"""What goes on at the health centre meanwhile, round by round, and what a minute brings."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils import timezone
from django_q.models import OrmQ
from django_q.tasks import async_task

from complaints.models import Channel, Comment, Reply, ReplyState
from complaints.models import Delivery as CommentDelivery
from complaints.services import noticing
from config.schedules import EVERY
from contentdesk.models import Edition, State
from contentdesk.wordpress import pausing
from contentdesk.wordpress.models import Delivery, Publication, Removal
from tests.soak.deeds import Office
from tests.soak.talk import Talk

JOBS = (Delivery, Removal, CommentDelivery)


@dataclass
class Story:
    """The people, the site, and the dice that say what happens; `deeds` counts what was tried."""

    site: object
    rng: object
    size: int = 3  # deeds in a round

    def __post_init__(self):
        self.office = Office(self.rng)
        self.talk = Talk(self.site, self.office)
        self.deeds = Counter()

    def begin_round(self):
        """What the last round left is seen to; people do several things; visitors say something."""
        self.office.mend_held()
        self.talk.sort_all()
        office = self.office
        anything = [office.approve, office.update, office.update, office.take_off, office.put_back]
        anything += [office.no_longer_agrees, self.talk.decide_anew]
        for _ in range(self.rng.randint(1, self.size)):
            self._do(self.rng.choice(anything))
        if self.size > 1 or not office.live_posts():
            self._do(office.approve)
        for _ in range(self.rng.randint(1, 2) if self.size > 1 else 1):
            self._do(self.talk.visitor_speaks)

    def meanwhile(self):
        """While no worker lives: something is given up, withdrawn or decided anew."""
        office = self.office
        anything = [office.discard, office.take_off, office.put_back, office.no_longer_agrees]
        for _ in range(self.rng.randint(0, 2)):
            self._do(self.rng.choice([*anything, self.talk.decide_anew]))

    def put_all_in_order(self):
        """Everything that can be shown is shown again."""
        self.office.mend_held()
        self.office.put_all_back()

    def answer_all(self):
        """All that was said and is not answered yet."""
        self.talk.sort_all(answer_all=True)

    def work_is_done(self):
        """Whether nothing is under way, and all that was said on the site is here."""
        taken_in = Comment.objects.filter(channel=Channel.WORDPRESS).count()
        half_done = Edition.objects.filter(
            Q(state=State.APPROVED, held_at=None)
            | Q(state=State.WITHDRAWN, material__publication__state=Publication.State.LIVE)
            | Q(state=State.PUBLISHED, amended_at__isnull=False)
            & ~Q(material__publication__revision=F("pinned"))
        )
        return (
            taken_in == self.talk.said
            and not half_done.exists()
            and not any(jobs.objects.open().exists() for jobs in JOBS)
            and not Reply.objects.filter(state=ReplyState.READY).exists()
        )

    def _do(self, deed):
        self.deeds[deed.__name__] += 1
        deed()


def let_time_pass(dice):
    """No worker lives: its claims run out, every wait is over, and a sweep of everything comes.

    The queue itself is lost half of the time. Else what the worker had taken from it comes back,
    so that much is done twice.
    """
    now = timezone.now()
    if dice.random() < 0.5:
        OrmQ.objects.all().delete()
    OrmQ.objects.update(lock=now)
    for jobs in JOBS:
        jobs.objects.filter(state="sending").update(claimed_until=now)
        jobs.objects.open().filter(next_try__isnull=False).update(next_try=now)
    pausing.end()
    # A night has passed as well: every page and every comment is looked at again.
    Publication.objects.update(compared_at=None)
    noticing.ask_for_a_look(now)
    for task in dice.sample(list(EVERY), len(EVERY)):
        async_task(task)


def sweep():
    """The clock's next minute."""
    for task, minutes in EVERY.items():
        if minutes == 1:
            async_task(task)
