"""One checker, on the server, for every gate (editorial.md §2 no. 7; design.md §3 rule 1).

The same detectors run when a material is sent, approved and published; `rules` alone says what a
finding does where. What a reviewer has let pass, with a reason, passes until its words change,
in later editions too once it was published.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise

from contentdesk.checker.detectors import DETECTORS, LABELS, Case, Found
from contentdesk.checker.rules import RULES, Gate, Level, Rule
from contentdesk.content import Content
from contentdesk.models import Consent, Edition, Override, Photo, Placement, State
from contentdesk.organization.models import Centre

__all__ = ["Finding", "Gate", "Level", "blocking", "check", "check_each"]


@dataclass(frozen=True)
class Finding:
    """Something found, and what it does at the gate that was asked about."""

    found: Found
    level: Level
    override: Override | None = None

    @property
    def rule(self) -> Rule:
        return RULES[self.found.code]

    @property
    def code(self) -> str:
        return self.found.code

    @property
    def place(self) -> str:
        """The name of a field of the form, or "photo-<hash>"."""
        return self.found.place

    @cached_property
    def fingerprint(self) -> str:
        """Of the words that were found: an override holds for them alone."""
        return hashlib.sha256(self.found.words.encode()).hexdigest()

    @property
    def named(self) -> tuple[str, str, str]:
        """What an override names it by."""
        return self.code, self.place, self.fingerprint

    @property
    def is_private(self) -> bool:
        """Whether it looks like somebody's personal data, which no warning is too early for."""
        return self.code in LABELS or self.code == "private_file_name"

    @property
    def sentence(self) -> str:
        """What is wrong, and where."""
        return str(self.rule.sentence) % self._words

    @property
    def remedy(self) -> str:
        """How to mend it."""
        return str(self.rule.remedy) % self._words

    @property
    def _words(self) -> Mapping[str, str | Promise]:
        kind = LABELS.get(self.code) or LABELS.get(self.found.words)
        what = kind.label if kind else ""
        return {"where": self.found.where, "words": self.found.words, "what": what}

    @property
    def blocks(self) -> bool:
        """Whether it stops the edition at this gate; an overridden finding does not."""
        return self.level == Level.BLOCKS and self.override is None


def check(edition: Edition, gate: Gate, *, on: date | None = None) -> list[Finding]:
    """Everything there is to say at this gate about the edition as it stands in its rows.

    `on` is the day it will be published, in the centre's zone; today if not given. What does
    nothing at this gate is left out; what was let pass is in, with its override. The number of
    queries is constant.
    """
    [found] = check_each([edition], gate, on=on).values()
    return found


def check_each(
    editions: Sequence[Edition], gate: Gate, *, on: date | None = None
) -> dict[int, list[Finding]]:
    """The same for several editions, by their ids, with as many queries as for one.

    The caller has read `material` and `document` with them.
    """
    overrides = _overrides(editions)
    return {
        case.edition.pk: [
            Finding(bare.found, bare.level, overrides.get((case.edition.pk, *bare.named)))
            for bare in _findings(case, gate)
        ]
        for case in _cases(editions, on or timezone.localdate())
    }


def _overrides(editions: Sequence[Edition]) -> dict[tuple[int, str, str, str], Override]:
    """What was let pass, by edition and finding: in it, or in an earlier one that was published."""
    materials = [edition.material_id for edition in editions]
    of_these = Override.objects.filter(edition__material__in=materials)
    published = Q(edition__state__in=[State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN])
    kept = of_these.filter(published | Q(edition__in=editions)).select_related("by", "edition")
    return {
        (edition.pk, override.code, override.place, override.fingerprint): override
        for override in kept.order_by("pk")
        for edition in editions
        if edition.material_id == override.edition.material_id
    }


def _findings(case: Case, gate: Gate) -> Iterator[Finding]:
    for detector in DETECTORS:
        for found in detector(case):
            level = RULES[found.code].level(gate)
            if level != Level.NOTHING:
                yield Finding(found, level)


def blocking(
    edition: Edition, gate: Gate, *, on: date | None = None, urgent: bool = False
) -> list[Finding]:
    """What stops the edition at this gate; of an urgent approval what even that may not skip."""
    return [
        finding
        for finding in check(edition, gate, on=on)
        if finding.blocks and (finding.rule.even_urgent or not urgent)
    ]


def _cases(editions: Sequence[Edition], day: date) -> Iterator[Case]:
    placements: dict[int, list[Placement]] = {edition.pk: [] for edition in editions}
    photos: dict[int, dict[str, Photo]] = {edition.pk: {} for edition in editions}
    consents: dict[int, list[Consent]] = {}
    for shown in Placement.objects.filter(edition__in=editions).select_related("photo"):
        placements[shown.edition_id].append(shown)
        photos[shown.edition_id][shown.photo.sha256] = shown.photo
    of_these = {photo.pk for known in photos.values() for photo in known.values()}
    for consent in Consent.objects.filter(photo__in=of_these):
        consents.setdefault(consent.photo_id, []).append(consent)
    contacts = Centre.current().public_number_list
    for edition in editions:
        known = photos[edition.pk]
        given = {name: consents.get(photo.pk, []) for name, photo in known.items()}
        content = Content.of(edition, placements[edition.pk])
        yield Case(edition, content, day, known, given, contacts)
