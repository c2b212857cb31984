"""What the check has found: a code with its data, put into words for whoever reads it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

from contentdesk.wordpress.client import WordPressError
from contentdesk.wordpress.connection.remedies import remedy_of_error
from contentdesk.wordpress.connection.words import WORDS, Level, Words
from contentdesk.wordpress.explanations import explain

JSON = dict[str, Any]

# After these nothing else can be found out.
LAST = {"reach.redirected", "reach.error", "rest.missing", "posts.error"}
ORDER = [Level.OK, Level.WARNING, Level.BAD]


@dataclass(frozen=True)
class Finding:
    """One thing looked at: a code of words.py, or "….error" for an answer that was no use.

    Kept as it is, so that each reader gets their own language; `data` never holds a secret.
    """

    code: str
    data: JSON = field(default_factory=dict)

    @classmethod
    def of_error(cls, name: str, error: WordPressError) -> Self:
        """What could not be looked at, and why."""
        return cls(f"{name}.error", {"error": error.code, "status": error.status})

    @classmethod
    def from_json(cls, stored: JSON) -> Self:
        """A finding out of its row."""
        return cls(stored["code"], stored["data"])

    def as_json(self) -> JSON:
        """The finding for its row."""
        return {"code": self.code, "data": self.data}

    @property
    def name(self) -> str:
        """What was looked at."""
        return self.code.partition(".")[0]

    @property
    def ends_the_check(self) -> bool:
        """Whether looking further is pointless."""
        return self.code in LAST or (self.name == "login" and not self.ok)

    @property
    def is_known(self) -> bool:
        """Whether there are words for it: an old row may hold what a later portal does not know."""
        return "error" in self.data or self.code in WORDS

    @property
    def level(self) -> Level:
        """All well, works but needs seeing to, or does not work."""
        return self._words.level

    @property
    def ok(self) -> bool:
        """Whether the portal can work in spite of it."""
        return self.level != Level.BAD

    @property
    def sentence(self) -> str:
        """What was found, in the active language."""
        return str(self._words.sentence) % self.data

    @property
    def remedy(self) -> str:
        """How it is mended; empty when nothing has to be."""
        return str(self._words.remedy) % self.data

    @property
    def _words(self) -> Words:
        if "error" not in self.data:
            return WORDS[self.code]
        error = WordPressError(self.data["error"], self.data["status"])
        explanation = explain(error)
        remedy = remedy_of_error(error) or explanation.remedy
        return Words(Level.BAD, _whole(explanation.summary), _whole(remedy))


def _whole(sentence: object) -> str:
    """A sentence without data, safe from being filled in once more."""
    return str(sentence).replace("%", "%%")


def worst(findings: Iterable[Finding]) -> Level:
    """How it stands over all."""
    return max((finding.level for finding in findings), key=ORDER.index, default=Level.OK)
