"""What the portal asks before it sends: no rule stands against it, but somebody would regret it."""

import hashlib
from dataclasses import dataclass
from typing import Self

from contentdesk import versions
from contentdesk.checker import Finding, Gate, check
from contentdesk.facts import facts_of
from contentdesk.forms.edition import PREFIX
from contentdesk.models import Edition


@dataclass(frozen=True)
class Doubts:
    """Findings that look like personal data; and whether nothing was changed as asked."""

    edition: Edition
    findings: list[Finding]
    unchanged: bool

    @classmethod
    def about(cls, edition: Edition) -> Self | None:
        """What there is to ask about the edition as it is stored; None when there is nothing."""
        found = [f for f in check(edition, Gate.SUBMIT) if f.is_private and not f.override]
        unchanged = versions.is_unchanged(edition)
        return cls(edition, found, unchanged) if found or unchanged else None

    @property
    def mark(self) -> str:
        """What the person has seen: with other findings they are asked once more."""
        named = sorted(finding.named for finding in self.findings)
        return hashlib.sha256(repr((named, self.unchanged)).encode()).hexdigest()[:16]

    @property
    def rows(self) -> list[tuple[Finding, str]]:
        """Each finding, and the id of the input it is about."""
        facts = {fact.name for fact in facts_of(self.edition.material.kind)}
        return [(finding, _target(finding.place, facts)) for finding in self.findings]


def _target(place: str, facts: set[str]) -> str:
    if place.startswith("photo-"):
        return place
    return f"id_{PREFIX if place in facts else ''}{place}"
