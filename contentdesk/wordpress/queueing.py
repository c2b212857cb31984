"""Which jobs there are to be: made when their time has come, dropped when nobody wants them now."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from contentdesk.foundation.delivery import DeliveryState
from contentdesk.models import Edition, Material, State
from contentdesk.wordpress import generations
from contentdesk.wordpress.models import Delivery, Publication

GIVEN_UP = [State.DISCARDED, State.REJECTED]


def queue_due(now: datetime) -> int:
    """Make a delivery for each approved revision whose time has come; the number of new ones.

    Safe beside itself: a revision has one open delivery, by constraint. Jobs whose approval was
    taken back, or given anew, since they were made are dropped first.
    """
    _drop_unwanted(now)
    # What was done before an approval (or a withdrawal) says nothing about this one.
    jobs = Delivery.objects.filter(revision=OuterRef("pinned")).exclude(state=DeliveryState.DROPPED)
    since = ~Q(state=DeliveryState.DONE) | Q(created_at__gte=OuterRef("updated_at"))
    jobs = jobs.filter(since)
    unsent = ~Exists(jobs.filter(purpose=Delivery.Purpose.PUBLISH))
    approved = Edition.objects.due(now).filter(unsent)
    amended = Edition.objects.filter(
        unsent, state=State.PUBLISHED, amended_at__isnull=False
    ).exclude(material__publication__revision=F("pinned"))
    # Of a site that was set up anew: all that is live, but for what somebody has taken off there:
    # that is still to be decided by a person.
    earlier = Edition.objects.filter(
        ~Q(material__publication__generation=generations.current()),
        material__publication__isnull=False,
    ).filter(
        Q(material__publication__drifted_at=None)
        | ~Q(material__publication__drift__kind__in=["hidden", "trashed"])
    )
    return (
        _queue(approved, Delivery.Purpose.PUBLISH)
        + _queue(amended | earlier.filter(state=State.PUBLISHED), Delivery.Purpose.PUBLISH)
        + _queue_unpublishing(now)
        + _queue_discards()
    )


def to_be_shown(now: datetime) -> QuerySet[Edition]:
    """What visitors see, or are about to: the page of any other material must not be public."""
    due = Q(state=State.APPROVED, publish_at__lte=now, held_at=None)
    return Edition.objects.filter(due | Q(state=State.PUBLISHED))


def _queue(editions: QuerySet[Edition], purpose: Delivery.Purpose) -> int:
    made = 0
    for edition in editions.select_related("pinned"):
        _delivery, new = Delivery.objects.open().get_or_create(
            revision=edition.pinned, purpose=purpose, defaults={"edition": edition}
        )
        made += new
    return made


def _queue_unpublishing(now: datetime) -> int:
    """Of pages that were withdrawn; what was put back since may be held, put off or given up.

    And of those that a site restored from a backup may show again, or that a run showed which did
    not live to tell.
    """
    shown = to_be_shown(now).filter(material=OuterRef("material"))
    maybe_shown = (
        Q(state=Publication.State.LIVE)
        | Q(may_be_public=True)
        | (Q(state=Publication.State.REMOVED) & ~Q(generation=generations.current()))
    )
    made = 0
    for page in Publication.objects.filter(~Exists(shown), maybe_shown).select_related(
        "revision__edition", "material"
    ):
        revision = page.revision or page.material.latest.pinned
        if revision is None:
            continue
        _delivery, new = Delivery.objects.open().get_or_create(
            revision=revision,
            purpose=Delivery.Purpose.UNPUBLISH,
            defaults={"edition": revision.edition},
        )
        made += new
    return made


def _queue_discards() -> int:
    """Of what was given up after its approval, a run may have left a draft on the site."""
    seen_to = Delivery.objects.filter(
        purpose=Delivery.Purpose.DISCARD,
        edition=OuterRef("edition"),
        created_at__gte=OuterRef("edition__updated_at"),
    )
    wanted = Edition.objects.filter(
        material=OuterRef("edition__material"),
        state__in=[State.APPROVED, State.PUBLISHED, State.WITHDRAWN],
    )
    left = Delivery.objects.filter(
        ~Exists(seen_to.exclude(state=DeliveryState.DROPPED)),
        ~Exists(wanted),
        purpose=Delivery.Purpose.PUBLISH,
        edition__state__in=GIVEN_UP,
        edition__material__publication__state=Publication.State.ABSENT,
    )
    # The last revision that was on its way stands for all of them.
    last = {row.edition.material_id: row for row in left.select_related("edition").order_by("pk")}
    for row in last.values():
        Delivery.objects.open().get_or_create(
            purpose=Delivery.Purpose.DISCARD,
            revision=row.revision,
            defaults={"edition": row.edition},
        )
    return len(last)


def _drop_unwanted(now: datetime) -> None:
    publish = Q(purpose=Delivery.Purpose.PUBLISH)
    discard = Q(purpose=Delivery.Purpose.DISCARD)
    same = OuterRef("edition__material")
    # What is live may be sent again: without a photo, or over what somebody did on WordPress.
    shown = Q(edition__state__in=[State.APPROVED, State.PUBLISHED])
    changed = (
        (publish & ~shown)
        | (Q(purpose=Delivery.Purpose.UNPUBLISH) & Exists(to_be_shown(now).filter(material=same)))
        | (discard & ~Q(edition__state__in=GIVEN_UP))
        | (publish & ~Q(edition__pinned=F("revision")))
        | Q(created_at__lt=F("edition__updated_at"))
    )
    resting = Delivery.objects.open().exclude(state=DeliveryState.SENDING).filter(changed)
    Delivery.objects.filter(pk__in=resting.values("pk")).exclude(
        state=DeliveryState.SENDING
    ).update(state=DeliveryState.DROPPED, next_try=None, finished_at=now)


def claim(delivery: Delivery) -> bool:
    """Take a job, unless another one works on the same page of the site at this moment."""
    with transaction.atomic():
        Material.objects.select_for_update(no_key=True).get(pk=delivery.edition.material_id)
        others = Delivery.objects.filter(
            edition__material=delivery.edition.material_id,
            state=DeliveryState.SENDING,
            claimed_until__gte=timezone.now(),
        )
        return not others.exclude(pk=delivery.pk).exists() and delivery.claim()
