"""What lists and search read of a material, kept true in the transaction that changes it.

These columns and words say nothing of their own: all of it stands in the editions. They exist so
that a list of a hundred thousand is as fast as one of a thousand.
"""

from django.db import transaction

from contentdesk import search
from contentdesk.models import Edition, Material, Stage, State, Word

# A minute's work for the sweep.
BATCH = 2000

STAGES: dict[str, Stage] = {
    State.DRAFT: Stage.WORKING,
    State.CHANGES_REQUESTED: Stage.WORKING,
    State.SUBMITTED: Stage.WAITING,
    State.APPROVED: Stage.APPROVED,
    State.PUBLISHED: Stage.PUBLISHED,
}


def refresh(edition: Edition) -> None:
    """After any change of an edition, in its transaction: how its material is listed and found."""
    with transaction.atomic():
        # One after the other: two editions of a material may change at the same moment. Not the
        # key, or a new edition's reference to the material would have to wait, too.
        material = Material.objects.select_for_update(no_key=True).get(pk=edition.material_id)
        told = _told(material)
        newest = told[0]
        is_live = any(edition.state == State.PUBLISHED for edition in told)
        aside = Stage.PUBLISHED if is_live else Stage.ENDED
        Material.objects.filter(pk=material.pk).update(
            newest=newest,
            stage=STAGES.get(newest.state, aside),
            is_live=is_live,
            changed_at=newest.updated_at,
        )
        _index(material, told)


def _told(material: Material) -> list[Edition]:
    """The newest edition (Material.latest), and the live one if that is another."""
    states = dict(material.editions.order_by("-number").values_list("pk", "state"))
    newest = next(iter(states))
    if states[newest] == State.DISCARDED and State.PUBLISHED in states.values():
        newest = next(pk for pk, state in states.items() if state == State.PUBLISHED)
    wanted = [pk for pk, state in states.items() if pk == newest or state == State.PUBLISHED]
    editions = Edition.objects.filter(pk__in=wanted).prefetch_related("placements")
    return list(editions.select_related("material").order_by("-number"))


def _index(material: Material, told: list[Edition]) -> None:
    """Write the words that joined and take out those that went."""
    wanted = search.words(text for edition in told for text in search.texts_of(edition))
    there = set(material.words.values_list("word", flat=True))
    if gone := there - wanted:
        material.words.filter(word__in=gone).delete()
    Word.objects.bulk_create(Word(material=material, word=word) for word in wanted - there)
    if material.words_by != search.WAY:
        Material.objects.filter(pk=material.pk).update(words_by=search.WAY)


def index_what_is_due() -> int:
    """Cut the words of materials that were indexed another way, or not yet; how many.

    At most a batch at once; the sweep of the next minute goes on. Safe to run twice.
    """
    due = Material.objects.filter(words_by__lt=search.WAY).exclude(newest=None)
    newest = list(due.order_by("words_by", "-pk").values_list("newest", flat=True)[:BATCH])
    for edition in Edition.objects.filter(pk__in=newest):
        refresh(edition)
    return len(newest)
