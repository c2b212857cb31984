"""One checker, on the server, for every gate (editorial.md §2 no. 7; design.md §3 rule 1).

The same detectors run when a material is sent, approved and published; `rules` alone says what a
finding does where. What a reviewer has let pass, with a reason, passes until its words change.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone
from django.utils.functional import Promise

from contentdesk.checker.detectors import DETECTORS, LABELS, Case, Found
from contentdesk.checker.rules import RULES, Gate, Level, Rule
from contentdesk.content import Content
from contentdesk.models import Consent, Edition, Override
from contentdesk.organization.models import Centre

__all__ = ["Finding", "Gate", "Level", "blocking", "check"]


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
    case = _case(edition, on or timezone.localdate())
    overrides = {
        (o.code, o.place, o.fingerprint): o for o in edition.overrides.select_related("by")
    }
    findings = []
    for detector in DETECTORS:
        for found in detector(case):
            level = RULES[found.code].level(gate)
            if level == Level.NOTHING:
                continue
            bare = Finding(found, level)
            let_pass = overrides.get((bare.code, bare.place, bare.fingerprint))
            findings.append(Finding(found, level, let_pass))
    return findings


def blocking(
    edition: Edition, gate: Gate, *, on: date | None = None, urgent: bool = False
) -> list[Finding]:
    """What stops the edition at this gate; of an urgent approval what even that may not skip."""
    return [
        finding
        for finding in check(edition, gate, on=on)
        if finding.blocks and (finding.rule.even_urgent or not urgent)
    ]


def _case(edition: Edition, day: date) -> Case:
    content = Content.of(edition)
    hashes = [photo.sha256 for photo in content.photos]
    photos = {p.sha256: p for p in edition.material.photos.filter(sha256__in=hashes)}
    consents: dict[str, list[Consent]] = {}
    of_these = Consent.objects.filter(photo__material=edition.material, photo__sha256__in=hashes)
    for consent in of_these.select_related("photo"):
        consents.setdefault(consent.photo.sha256, []).append(consent)
    contacts = Centre.current().public_number_list
    return Case(edition, content, day, photos, consents, contacts)
