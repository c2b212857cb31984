"""What changed from one version to another, in words: a pure comparison of two contents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contentdesk.content import Content, PhotoContent
from contentdesk.facts import Fact, day_of, facts_of
from contentdesk.foundation.rich_shapes import shapes_of
from contentdesk.foundation.rich_text import html_for_editor
from contentdesk.foundation.word_diff import Passage, WordDiff, replaced
from contentdesk.models import People

UNSAID = _("not said")


@dataclass(frozen=True)
class FieldDifference:
    """A field whose words changed; without passages only its spaces and empty lines did."""

    label: str | Promise
    passages: tuple[Passage, ...]

    @property
    def changed(self) -> list[Passage]:
        """The passages that changed, without those around them."""
        return [passage for passage in self.passages if passage.changed]


@dataclass(frozen=True)
class Placed:
    """A photo and its number in its version, counted from 1."""

    number: int
    photo: PhotoContent


@dataclass(frozen=True)
class PhotoDifference:
    """A photo that was added (no `before`), taken out (no `after`), covered, or told anew."""

    before: Placed | None
    after: Placed | None
    fields: tuple[FieldDifference, ...] = ()

    @property
    def covered(self) -> bool:
        """Whether black boxes were drawn on it."""
        return (
            self.before is not None
            and self.after is not None
            and self.before.photo.sha256 != self.after.photo.sha256
        )


class DocumentChange(StrEnum):
    """What became of the PDF."""

    NONE = ""
    ADDED = "added"
    REMOVED = "removed"
    REPLACED = "replaced"


@dataclass(frozen=True)
class Difference:
    """All that changed; `formatting` tells how the text looks: emphasis, headings, lists, links."""

    fields: tuple[FieldDifference, ...]
    photos: tuple[PhotoDifference, ...]
    document: DocumentChange
    formatting: FieldDifference | None
    reordered: bool

    def __bool__(self) -> bool:
        return bool(
            self.fields or self.photos or self.document or self.formatting or self.reordered
        )


def compare(before: Content, after: Content, covers: Mapping[str, str] | None = None) -> Difference:
    """What changed from `before` to `after`, two versions of one material.

    `covers` names for the hash of a photo the hash of the one with black boxes that took its
    place. The time it takes is bounded, whatever the texts are (foundation/word_diff.py).
    """
    words = WordDiff()
    pairs = _paired(before.photos, after.photos, covers or {})
    stayed = [a.number for b, a in pairs if b is not None and a is not None]
    return Difference(
        fields=tuple(_fields(before, after, words)),
        photos=tuple(_photos(pairs, words)),
        document=_document(before.document, after.document),
        formatting=_formatting(before, after, words),
        reordered=stayed != sorted(stayed),
    )


def _fields(before: Content, after: Content, words: WordDiff) -> Iterator[FieldDifference]:
    yield from _field(_("Title"), before.title, after.title, words)
    for fact in facts_of(after.kind):
        yield from _field(fact.label, _told(before, fact), _told(after, fact), words)
    yield from _field(_("Text"), before.body, after.body, words)
    yield from _field(_("Caption for social media"), before.social, after.social, words)


def _field(
    label: str | Promise, before: str, after: str, words: WordDiff
) -> Iterator[FieldDifference]:
    """The difference in one field, or nothing."""
    if before == after:
        return
    passages = tuple(words.compare(before, after))
    spaces_alone = not any(passage.changed for passage in passages)
    yield FieldDifference(label, () if spaces_alone else passages)


SHAPES: dict[str, str | Promise] = {
    "heading": _("Heading: %(words)s"),
    "list": _("List: %(words)s"),
    "table": _("Table: %(words)s"),
    "strong": _("Bold: %(words)s"),
    "em": _("Italic: %(words)s"),
    "link": _("Link: %(words)s"),
}


def _formatting(before: Content, after: Content, words: WordDiff) -> FieldDifference | None:
    """How the text looks, a line for each thing that is more than plain words."""
    was, now = (
        "\n".join(
            str(SHAPES[shape]) % {"words": said}
            for shape, said in shapes_of(html_for_editor(content.body, content.html))
        )
        for content in (before, after)
    )
    return next(_field(_("Formatting"), was, now, words), None)


def _told(content: Content, fact: Fact) -> str:
    """A fact as people read it: a day with the name of its month."""
    day = day_of(content.facts, fact.name) if fact.shape == "day" else None
    return date_format(day, "j F Y", use_l10n=False) if day else content.facts.get(fact.name, "")


def _document(before: str, after: str) -> DocumentChange:
    if before == after:
        return DocumentChange.NONE
    if not before:
        return DocumentChange.ADDED
    return DocumentChange.REPLACED if after else DocumentChange.REMOVED


Pairs = list[tuple[Placed | None, Placed | None]]


def _paired(
    before: tuple[PhotoContent, ...], after: tuple[PhotoContent, ...], covers: Mapping[str, str]
) -> Pairs:
    """Each photo of the older version with itself in the newer; then those that are new."""
    there = {photo.sha256: Placed(number, photo) for number, photo in enumerate(after, start=1)}
    pairs: Pairs = []
    for number, photo in enumerate(before, start=1):
        pairs.append((Placed(number, photo), there.pop(photo.sha256, None)))
    # Only then, or a covered photo could take the place of one that stayed as it was.
    for at, (was, now) in enumerate(pairs):
        if was is not None and now is None:
            pairs[at] = was, _covered(was.photo.sha256, there, covers)
    return pairs + [(None, new) for new in there.values()]


def _covered(sha256: str, there: dict[str, Placed], covers: Mapping[str, str]) -> Placed | None:
    """The photo with black boxes that stands for this one, however often it was covered."""
    met = {sha256}
    while sha256 in covers and covers[sha256] not in met:
        sha256 = covers[sha256]
        met.add(sha256)
        if sha256 in there:
            return there.pop(sha256)
    return None


def _photos(pairs: Pairs, words: WordDiff) -> Iterator[PhotoDifference]:
    for before, after in pairs:
        if before is None or after is None:
            yield PhotoDifference(before, after)
            continue
        fields = tuple(_photo_fields(before.photo, after.photo, words))
        told = PhotoDifference(before, after, fields)
        if fields or told.covered:
            yield told


def _photo_fields(
    before: PhotoContent, after: PhotoContent, words: WordDiff
) -> Iterator[FieldDifference]:
    yield from _field(_("Caption"), before.caption, after.caption, words)
    label = _("Description for those who cannot see it")
    yield from _field(label, before.alt, after.alt, words)
    if before.people != after.people:
        said = [str(People(who).label if who else UNSAID) for who in (before.people, after.people)]
        yield FieldDifference(_("Who can be seen"), (replaced(*said),))
