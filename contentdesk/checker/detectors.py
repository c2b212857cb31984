"""What the checker looks for: each detector yields what it finds, and knows no gate."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contentdesk.content import Content, PhotoContent
from contentdesk.facts import Fact, day_of, facts_of
from contentdesk.foundation.personal_data import PersonalData, find
from contentdesk.models import Classification, Consent, Edition, Kind, People, Photo, State

FEW_WORDS = 12
# "IMG-20260101-WA0003", "DSC_0042.jpg", "foto1", "20260101_101500": names that phones give.
_FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|webp|heic|gif|bmp|tiff?)|"
    r"(?:img|dsc|dscn|pxl|wa|foto|photo|image|gambar|screenshot)?[\W_]*[\d\W_]+(?:wa\d+)?[\d\W_]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """One thing found: `place` is a field's name or "photo-<hash>", `words` the words meant."""

    code: str
    place: str
    where: str | Promise = ""
    words: str = ""


@dataclass(frozen=True)
class Case:
    """All that the detectors look at; photos and consents by the hash of the photo."""

    edition: Edition
    content: Content
    day: date
    photos: Mapping[str, Photo]
    consents: Mapping[str, list[Consent]]
    public_contacts: list[str]


def place_of(photo: PhotoContent) -> str:
    """The place of a photo's findings; it stays when photos change their order."""
    return f"photo-{photo.sha256[:12]}"


def _name(number: int) -> str:
    return str(_("Photo %(number)s") % {"number": number})


def text(case: Case) -> Iterator[Found]:
    """A title, and something to tell."""
    content = case.content
    captions = any(photo.caption.strip() for photo in content.photos)
    if not content.title.strip():
        yield Found("title_missing", "title")
    if content.body.strip():
        if len(content.body.split()) < FEW_WORDS and not captions:
            yield Found("too_short", "body")
    elif not content.photos:
        yield Found("nothing_to_tell", "body")
    elif not captions:
        yield Found("captions_missing", "body")


def facts(case: Case) -> Iterator[Found]:
    """What this kind of material has to say, and days that make sense."""
    content = case.content
    known = {fact.name: fact for fact in facts_of(content.kind)}
    for fact in known.values():
        if fact.required and not content.facts.get(fact.name, "").strip():
            yield Found("fact_missing", fact.name, fact.label)
    yield from _days(case, known)
    if content.kind == Kind.SERVICE and not content.facts.get("valid_until"):
        yield Found("validity_missing", "valid_until")
    if content.kind == Kind.POLICY and not content.document:
        yield Found("document_missing", "document")


def _days(case: Case, known: Mapping[str, Fact]) -> Iterator[Found]:
    first, last = day_of(case.content.facts, "from_day"), day_of(case.content.facts, "until_day")
    if first and last and last < first:
        yield Found("days_out_of_order", "until_day")
    for name in ("until_day", "valid_until"):
        day = day_of(case.content.facts, name) if name in known else None
        if day and day < case.day:
            yield Found("over", name, known[name].label, day.isoformat())


def alternatives(case: Case) -> Iterator[Found]:
    """The descriptions of photos for those who cannot see them."""
    photos = case.content.photos
    said = Counter(photo.alt.strip().casefold() for photo in photos)
    for number, photo in enumerate(photos, start=1):
        alt, where = photo.alt.strip(), _name(number)
        code = ""
        if not re.search(r"\w", alt):
            code = "alt_missing"
        elif _FILE_NAME.fullmatch(alt):
            code = "alt_like_file_name"
        elif alt.casefold() == photo.caption.strip().casefold():
            code = "alt_equals_caption"
        elif len(alt.split()) < 3:
            code = "alt_too_short"
        elif said[alt.casefold()] > 1:
            code = "alt_repeated"
        if code:
            yield Found(code, place_of(photo), where, alt)


def people(case: Case) -> Iterator[Found]:
    """Nobody who can be known is shown without consent."""
    for number, photo in enumerate(case.content.photos, start=1):
        code = ""
        if not photo.people:
            code = "people_unsaid"
        elif photo.people == People.CONSENTED:
            code = consent_trouble(case.consents.get(photo.sha256, []), case.day)
        if code:
            yield Found(code, place_of(photo), _name(number))


def consent_trouble(consents: Iterable[Consent], day: date) -> str:
    """What keeps a photo with these consents off the website on `day`; "" when nothing does.

    Each person on the photo has to agree: one whose consent has run out holds it.
    """
    by_person: dict[str, list[Consent]] = {}
    for consent in consents:
        by_person.setdefault(consent.person.strip().casefold(), []).append(consent)
    if not by_person:
        return "consent_missing"
    # A newer consent of the same person takes the place of one that was withdrawn or has run out.
    standing = [[c for c in given if c.withdrawn_at is None] for given in by_person.values()]
    if not all(standing):
        return "consent_withdrawn"
    valid = [
        [c for c in given if c.valid_until is None or c.valid_until >= day] for given in standing
    ]
    if not all(valid):
        return "consent_run_out"
    if not all(any(consent.on_website for consent in given) for given in valid):
        return "consent_elsewhere"
    return ""


def personal_data(case: Case) -> Iterator[Found]:
    """Numbers and names of persons in anything the public would read, or in a file's name."""
    for place, where, words in _texts(case.content):
        for hit in find(words, allowed=case.public_contacts):
            asked_for = place == "contact" and hit.kind == PersonalData.PHONE
            yield Found("contact_phone" if asked_for else hit.kind.value, place, where, hit.text)
    for number, shown in enumerate(case.content.photos, start=1):
        photo = case.photos.get(shown.sha256)
        for hint in photo.name_hints if photo else []:
            yield Found("private_file_name", place_of(shown), _name(number), hint)
    document = case.edition.document
    for hint in document.name_hints if document else []:
        yield Found("private_file_name", "document", _("The PDF"), hint)


def _texts(content: Content) -> Iterator[tuple[str, str | Promise, str]]:
    yield "title", _("Title"), content.title
    yield "body", _("Text"), content.body
    yield "social_caption", _("Caption for social media"), content.social
    for fact in facts_of(content.kind):
        yield fact.name, fact.label, content.facts.get(fact.name, "")
    for number, photo in enumerate(content.photos, start=1):
        where = {"photo": _name(number)}
        yield place_of(photo), _("%(photo)s, caption") % where, photo.caption
        yield place_of(photo), _("%(photo)s, description") % where, photo.alt


def classification(case: Case) -> Iterator[Found]:
    """The class of public information (UU 14/2008)."""
    edition = case.edition
    if not edition.classification:
        yield Found("classification_missing", "classification")
    elif edition.classification == Classification.EXCLUDED:
        yield Found("excluded", "classification")
    elif edition.classification == Classification.PERIODIC and (
        edition.review_by is None or edition.review_by <= case.day
    ):
        yield Found("review_day_missing", "classification")


# The portal or the site was down for so long that what was approved may be out of date by now.
LATE = timedelta(hours=24)


def lateness(case: Case) -> Iterator[Found]:
    """Approved for a time that has long passed: a person is asked whether it still counts."""
    at = case.edition.publish_at
    if case.edition.state == State.APPROVED and at is not None and at < timezone.now() - LATE:
        day = date_format(timezone.localtime(at), "j F Y", use_l10n=False)
        yield Found("late", "", day, at.isoformat())


DETECTORS = [text, facts, alternatives, people, personal_data, classification, lateness]
LABELS = {kind.value: kind for kind in PersonalData}
