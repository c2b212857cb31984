"""What goes on at the health centre meanwhile: materials approved, comments made and answered."""

import itertools
from dataclasses import dataclass

from django.utils import timezone
from django_q.models import OrmQ
from django_q.tasks import async_task

from complaints.models import Channel, Comment, Reply, ReplyState
from complaints.models import Delivery as CommentDelivery
from complaints.models import State as CommentState
from config.schedules import EVERY
from contentdesk.models import Edition, State
from contentdesk.organization.duties import Role
from contentdesk.organization.models import Centre, Unit
from contentdesk.wordpress.models import Delivery
from tests.cast import person
from tests.complaints import comments as complaints
from tests.wordpress.publishing import approved_with_photos


@dataclass
class Story:
    """The people, the site, and the dice that say how much happens."""

    fake: object
    rng: object

    def __post_init__(self):
        Centre.objects.create(name="Puskesmas Contoh", zone="Asia/Jakarta")
        self.unit = Unit.objects.create(name="Farmasi")
        self.author = person("author", "Ani Penulis", (Role.STAFF, self.unit))
        self.manager = person("manager", "Mira Pengelola", (Role.MANAGER, None))
        self.numbers = itertools.count(1)

    def begin_round(self):
        """Answer what came in before; approve materials; let visitors say something."""
        self.answer_all()
        for _ in range(self.rng.randint(1, 2)):
            number = next(self.numbers)
            colours = [self._colour() for _ in range(self.rng.randint(0, 2))]
            title = f"Jadwal imunisasi ke-{number}"
            approved_with_photos(self.author, self.unit, self.manager, *colours, title=title)
        live = [post.id for post in self.fake.posts.values() if post.status == "publish"]
        for _ in range(self.rng.randint(1, 2)):
            number = next(self.numbers)
            visitor = (f"Bu Ani {number}", f"ani{number}@example.org")
            text = f"Petugasnya ramah sekali, sudah {number} kali saya datang."
            self.fake.visitor_comments(self.rng.choice(live), *visitor, text)

    def answer_all(self):
        """The manager sorts every new comment and sends an answer off."""
        people = {"manager": self.manager}
        for comment in Comment.objects.filter(state=CommentState.NEW).order_by("pk"):
            kind = self.rng.choice(["praise", "question"])
            complaints.triaged(people, kind, comment=comment)
            text = f"Terima kasih atas pesannya. Kami sampaikan kepada petugas ke-{comment.pk}."
            complaints.sent_off(people, comment, text)

    def _colour(self):
        return tuple(self.rng.randrange(256) for _ in range(3))

    def work_is_done(self):
        """Whether all is on the site, and all that was said there is here."""
        # A copy, for the worker's replies may be coming in at this moment.
        visitors = sum(comment.author == 0 for comment in list(self.fake.comments.values()))
        return (
            Comment.objects.filter(channel=Channel.WORDPRESS).count() == visitors
            and not Edition.objects.filter(state=State.APPROVED).exists()
            and not Delivery.objects.open().exists()
            and not CommentDelivery.objects.open().exists()
            and not Reply.objects.filter(state=ReplyState.READY).exists()
        )


def let_time_pass(dice):
    """No worker lives: its claims run out, every wait is over, and the sweep of the minute comes.

    The queue itself is lost half of the time. Else what the worker had taken from it comes back,
    so that much is done twice.
    """
    now = timezone.now()
    if dice.random() < 0.5:
        OrmQ.objects.all().delete()
    OrmQ.objects.update(lock=now)
    for jobs in (Delivery.objects, CommentDelivery.objects):
        jobs.filter(state="sending").update(claimed_until=now)
        jobs.open().filter(next_try__isnull=False).update(next_try=now)
    for task in dice.sample(list(EVERY), len(EVERY)):
        async_task(task)
