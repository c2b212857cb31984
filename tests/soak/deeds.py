"""What people do with materials: each deed on one that the dice choose among those it fits."""

import functools
import itertools

from django.utils import timezone

from complaints.models import Reply, ReplyState
from contentdesk.foundation.transitions import Refused, WrongState
from contentdesk.models import Consent, Edition, People, State
from contentdesk.organization.duties import Role
from contentdesk.organization.models import Centre, Unit
from contentdesk.services import drafts, photos, review, takedown
from contentdesk.services.consents import Agreement, record_consent
from contentdesk.services.photos import NewPhoto
from contentdesk.wordpress.models import Publication
from tests.cast import person
from tests.contentdesk import editions
from tests.wordpress.publishing import photo


def may_be_refused(deed):
    """A deed that may come too late, or may not be: then the person is told so, and that is all."""

    @functools.wraps(deed)
    def tried(self, *args):
        try:
            deed(self, *args)
        except (Refused, WrongState):
            self.refused += 1

    return tried


class Office:
    """Its people and their materials; `rng` are the dice."""

    def __init__(self, rng):
        Centre.objects.create(name="Puskesmas Contoh", zone="Asia/Jakarta")
        self.rng = rng
        self.unit = Unit.objects.create(name="Farmasi")
        self.author = person("author", "Ani Penulis", (Role.STAFF, self.unit))
        self.manager = person("manager", "Mira Pengelola", (Role.MANAGER, None))
        self.numbers = itertools.count(1)
        self.refused = 0

    def approve(self, photos=None):
        """A new material with up to two photos, approved to go out at once."""
        title, body = self._words()
        edition = editions.draft(self.author, self.unit, title=title, body=body)
        self._finish(edition, self.rng.randint(0, 2) if photos is None else photos)

    def update(self):
        """Another text for a live page; a photo may come, go or be replaced."""
        before = self._one(self._live().exclude(material__in=self._open().values("material")))
        if before is None:
            return
        edition = drafts.begin_edition(before.material, actor=self.author)
        placement = edition.placements.first()
        if placement and self.rng.random() < 0.6:
            photos.take_out(edition, placement.pk, actor=self.author)
        draft = drafts.Draft(*self._words())
        drafts.save(edition, draft, actor=self.author, seen_version=edition.version)
        room = 3 - edition.placements.count()
        self._finish(edition, self.rng.randint(0, min(room, 1)))

    def take_off(self):
        """A live page leaves the site; not one under which an answer is just being written."""
        answered = Reply.objects.filter(state=ReplyState.READY).values("comment__remote_post")
        free = self._live().exclude(material__publication__post_id__in=answered)
        if edition := self._one(free):
            review.move(edition, "withdraw", actor=self.manager, reason="Jadwalnya salah.")

    def put_back(self):
        """What was taken off is shown again."""
        self._put_back(self._one(self._off()))

    def put_all_back(self):
        """The same for everything that can be shown again."""
        for edition in self._off():
            self._put_back(edition)

    @may_be_refused
    def discard(self):
        """What was approved is given up."""
        if edition := self._one(Edition.objects.filter(state=State.APPROVED)):
            review.move(edition, "discard_approved", actor=self.manager)

    def no_longer_agrees(self):
        """Somebody on a photo that is shown, or soon will be, takes their consent back."""
        soon = Edition.objects.filter(state__in=[State.APPROVED, State.PUBLISHED])
        given = Consent.objects.filter(
            withdrawn_at=None, photo__placements__edition__in=soon.values("pk")
        )
        if consent := self._one(given.distinct()):
            edition = consent.photo.material.latest
            takedown.withdraw_consent(edition, consent, "Datang ke loket.", actor=self.author)

    def mend_held(self):
        """What the checker held back goes out without the photo of whoever no longer agrees."""
        for edition in Edition.objects.held():
            review.move(edition, "reopen", actor=self.manager, reason="Foto harus keluar.")
            for placement in edition.placements.exclude(photo__consents__withdrawn_at=None):
                photos.take_out(edition, placement.pk, actor=self.manager)
            self._approve(edition)

    def live_posts(self):
        """The numbers of the pages that visitors see, for good or until something is done."""
        live = Publication.objects.filter(material__in=self._live().values("material"))
        return list(live.order_by("post_id").values_list("post_id", flat=True))

    @may_be_refused
    def _put_back(self, edition):
        if edition is not None:
            review.restore(edition, actor=self.manager, reason="Sudah benar.")

    def _words(self):
        number = next(self.numbers)
        title = f"Jadwal imunisasi ke-{number}"
        return title, f"{editions.BODY}\n- Petugas nomor {number}"

    def _finish(self, edition, number):
        """Photos with all that has to be said of them, and the way to the approval."""
        for _ in range(number):
            people = self.rng.choice([People.CONSENTED, People.NOBODY])
            new = NewPhoto(photo(self._colour()), people=people)
            photos.add(edition, new, actor=self.author)
        words = {}
        for place in edition.placements.all():
            said = f"Foto {place.pk}", f"Gambar ke-{place.pk} dari kegiatan"
            words[place.pk] = drafts.PhotoWords(*said, place.people)
        draft = drafts.Draft(edition.title, edition.body, photos=words)
        drafts.save(edition, draft, actor=self.author, seen_version=edition.version)
        for place in edition.placements.filter(people=People.CONSENTED):
            said = Agreement(f"Siti {place.photo_id}", "Berita", proof_kept_at="Map 1")
            record_consent(place, said, actor=self.author)
        drafts.submit(edition, actor=self.author)
        self._approve(edition)

    def _approve(self, edition):
        editions.classify(edition, self.manager)
        version, now = edition.version, timezone.now()
        review.approve(edition, actor=self.manager, seen_version=version, publish_at=now)

    def _one(self, rows):
        rows = list(rows.order_by("pk"))
        return self.rng.choice(rows) if rows else None

    def _live(self):
        return Edition.objects.filter(state=State.PUBLISHED)

    def _off(self):
        busy = self._open().values("material")
        return Edition.objects.filter(state=State.WITHDRAWN).exclude(material__in=busy)

    def _open(self):
        waiting = [State.DRAFT, State.SUBMITTED, State.CHANGES_REQUESTED, State.APPROVED]
        return Edition.objects.filter(state__in=waiting)

    def _colour(self):
        return tuple(self.rng.randrange(256) for _ in range(3))
