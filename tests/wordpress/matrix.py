"""The stories of the fault matrix: each brings something to the site, and says what must hold."""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from contentdesk.models import Edition, EditionEvent, State
from contentdesk.services import review
from contentdesk.wordpress import pausing, removing
from contentdesk.wordpress.client import WordPress, WordPressError
from contentdesk.wordpress.explanations import BY_CODE, BY_STATUS
from contentdesk.wordpress.models import Delivery, Publication, Removal
from tests.wordpress.publishing import approved_with_photos, ours, run
from tests.wordpress.test_takedown import submitted, withdraws


@dataclass
class Scene:
    """The people, the site, and one material with its photos."""

    fake: object
    author: object
    manager: object
    unit: object
    edition: object = None

    colours = ("red", "blue")

    def publish(self):
        self.edition = approved_with_photos(self.author, self.unit, self.manager, *self.colours)

    def update(self):
        """A photo that somebody no longer agrees to goes out of a live page."""
        self.edition = submitted(self.author, self.unit, self.manager, "red", "blue")
        review.approve(self.edition, actor=self.manager, seen_version=self.edition.version)
        self.send()
        self.edition.refresh_from_db()
        withdraws(self.edition, self.manager)

    def unpublish(self):
        self.edition = approved_with_photos(self.author, self.unit, self.manager, "red")
        self.send()
        self.edition.refresh_from_db()
        review.move(self.edition, "withdraw", actor=self.manager, reason="Keliru.")

    def remove(self):
        """The page goes on without the photo; its files are still there."""
        self.update()
        self.send()

    def discard(self):
        self.publish()
        self.fake.fail("flip", "forbidden")
        self.send()
        self.edition.refresh_from_db()
        review.move(self.edition, "discard_approved", actor=self.manager)

    def send(self):
        """One run of the worker over the pages; files wait."""
        run(self.fake)

    def run(self, client=WordPress):
        """One run of the worker, as if every wait were over."""
        run(self.fake, client)
        removing.queue_removals(timezone.now())
        pausing.end()
        Removal.objects.filter(next_try__isnull=False).update(next_try=timezone.now())
        Removal.objects.filter(state="sending").update(claimed_until=timezone.now())
        for pk in removing.due(timezone.now()):
            with client(self.fake.url, self.fake.user, self.fake.password, read_timeout=1) as site:
                removing.send_one(pk, site)

    def job(self, story):
        """The job of the story, as it stands."""
        if story == "remove":
            return Removal.objects.get()
        purpose = {"unpublish": "unpublish", "discard": "discard"}.get(story, "publish")
        return Delivery.objects.filter(purpose=purpose).order_by("pk").last()


def outcome(job):
    """A letter: done, again by itself, unconfirmed (looked at again by itself)."""
    if job.state == "done":
        return "d"
    if job.state == "unconfirmed":
        return "u"
    assert job.state == "failed", job.state
    assert job.next_try
    return "a"


def assert_holds(scene, job):
    """Nothing doubled or leaked, the state is true, and what went wrong can be read."""
    posts = ours(scene.fake, scene.edition)
    assert len(posts) <= 1
    files = Counter(media.content for media in scene.fake.media.values())
    assert set(files.values()) <= {1}
    assert_true(scene.edition, job, public=bool(posts) and posts[0].status == "publish")


def assert_true(edition, job, *, public):
    """The states say what is so on the site, and what went wrong can be read."""
    edition = Edition.objects.get(pk=edition.pk)
    if public:
        assert edition.state in {State.APPROVED, State.PUBLISHED, State.WITHDRAWN}
        assert edition.flip_started_at or edition.state != State.APPROVED
    if edition.state == State.PUBLISHED:
        assert public
    if Publication.objects.get_or_create(material=edition.material)[0].state == "removed":
        assert not public
    if job.state != "done":
        error = WordPressError(job.error_code, job.error_status)
        assert error.code in BY_CODE or error.status in BY_STATUS, f"no words for {error}"
        assert EditionEvent.objects.filter(name="trouble", data__code=job.error_code).exists()


def assert_healed(scene, story):
    """All is as it should be, once."""
    edition = Edition.objects.get(pk=scene.edition.pk)
    states = [post.status for post in ours(scene.fake, edition)]
    files = {"publish": 2, "update": 1, "remove": 1, "unpublish": 1, "discard": 0}
    wanted = {"discard": [], "unpublish": ["draft"]}.get(story, ["publish"])
    assert states == wanted
    assert len(scene.fake.media) == files[story]
    ends = {"discard": State.DISCARDED, "unpublish": State.WITHDRAWN}
    assert edition.state == ends.get(story, State.PUBLISHED)
    assert not Delivery.objects.open().exists()
    assert not Removal.objects.open().exists()
