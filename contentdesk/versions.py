"""The versions of a material: every revision of every edition, who made it, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contentdesk.content import Content
from contentdesk.differences import Difference, compare
from contentdesk.models import Edition, EditionEvent, Material, Revision, State

# Events that say what a revision is; each carries its number or its hash.
ABOUT_REVISIONS = ["submit", "correct", "approve", "approve_urgently", "record_live"]
# Events that say what became of an edition, told at its last version by then.
ENDINGS = ["request_changes", "reject", "discard", "discard_approved"]
WRITING = {State.DRAFT, State.CHANGES_REQUESTED}


@dataclass
class Version:
    """A revision, or what is being written now (then `revision` is None).

    `events` say why it is there: sent, corrected, approved, put on the website.
    """

    edition: Edition
    revision: Revision | None
    by: Any
    at: datetime
    is_live: bool = False
    events: list[EditionEvent] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Its name in addresses: "2.1" is the first version of the second edition."""
        return f"{self.edition.number}.{self.revision.number if self.revision else 'draft'}"

    @property
    def name(self) -> str:
        """Its name on the page."""
        if self.revision is not None:
            return _("Version %(number)s") % {"number": self.key}
        return _("As it is being written now")

    @property
    def summary(self) -> str:
        """Its name, its maker and its day, for a choice."""
        day = date_format(timezone.localtime(self.at), "j M Y H.i", use_l10n=False)
        return " · ".join(str(part) for part in (self.name, self.by, day) if part)

    def content(self) -> Content:
        """What it says."""
        if self.revision is None:
            return Content.of(self.edition)
        return Content.from_json(self.revision.content)


def versions_of(material: Material) -> list[Version]:
    """All versions, the oldest first; `material` has its editions prefetched.

    The number of queries is constant. What a version says is read when it is asked for.
    """
    editions = {edition.pk: edition for edition in material.editions.all()}
    rows = Revision.objects.filter(edition__material=material).select_related("created_by")
    rows = rows.defer("content").order_by("edition__number", "number")
    live = material.live
    versions = []
    for row in rows:
        version = Version(editions[row.edition_id], row, row.created_by, row.created_at)
        version.is_live = live is not None and live.pinned_id == row.pk
        versions.append(version)
    events = EditionEvent.objects.filter(subject__material=material).select_related("actor")
    _tell(versions, events.filter(name__in=ABOUT_REVISIONS + ENDINGS))
    return versions + _being_written(material, versions)


def _tell(versions: list[Version], events: Iterable[EditionEvent]) -> None:
    """Give each event to the version it speaks of."""
    by_number = {(v.edition.pk, v.revision.number): v for v in versions if v.revision}
    by_hash = {(v.edition.pk, v.revision.sha256): v for v in versions if v.revision}
    for event in events:
        number, sha256 = event.data.get("revision"), event.data.get("sha256")
        version = by_number.get((event.subject_id, number))
        version = version or by_hash.get((event.subject_id, sha256))
        if event.name in ENDINGS:
            known = [v for v in versions if v.edition.pk == event.subject_id and v.at <= event.at]
            version = known[-1] if known else None
        if version is not None:
            version.events.append(event)


def _being_written(material: Material, versions: list[Version]) -> list[Version]:
    """What stands in an open edition and is in none of its versions yet."""
    newest = material.latest
    if newest.state not in WRITING:
        return []
    newest.material = material
    kept = [v.revision.sha256 for v in versions if v.revision and v.edition.pk == newest.pk]
    if kept and kept[-1] == Content.of(newest).sha256:
        return []
    saves = newest.events.exclude(actor=None).select_related("actor")
    last = saves.filter(name__in=["start", "save"]).last()
    return [Version(newest, None, last.actor if last else None, newest.updated_at)]


def difference_between(before: Version, after: Version) -> Difference:
    """What changed; a photo that was covered since is known again."""
    material = after.edition.material
    covered = material.photos.exclude(covered_by=None)
    covers = dict(covered.values_list("sha256", "covered_by__sha256"))
    return compare(before.content(), after.content(), covers)


def stored_photos(material: Material) -> set[str]:
    """The hashes of the photos that can be shown: one that was covered may be gone."""
    return set(material.photos.exclude(file="").values_list("sha256", flat=True))


def corrections_of(edition: Edition) -> tuple[Version, Version] | None:
    """What the unit sent last, and what stands after the reviewer's corrections; None without.

    What is approved counts, or else the last version that was kept.
    """
    events = list(edition.events.filter(name__in=["submit", "correct"]).select_related("actor"))
    sent = next((event for event in reversed(events) if event.name == "submit"), None)
    if sent is None or events[-1] is sent or "revision" not in sent.data:
        return None
    revisions = {row.number: row for row in edition.revisions.select_related("created_by")}
    before = revisions[sent.data["revision"]]
    after = next((r for r in revisions.values() if r.pk == edition.pinned_id), None)
    after = after or revisions[max(revisions)]
    if before.sha256 == after.sha256:
        return None
    return (
        Version(edition, before, sent.actor, sent.at),
        Version(edition, after, events[-1].actor, events[-1].at),
    )


def is_unchanged(edition: Edition) -> bool:
    """Whether there is nothing new in it: since changes were asked for, or beside what is live."""
    if edition.state not in WRITING:
        return False
    last = edition.revisions.last()
    live = edition.material.live
    if last is None and live is not None:
        last = live.pinned
    return last is not None and last.sha256 == Content.of(edition).sha256
