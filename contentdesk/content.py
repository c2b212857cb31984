"""The content of an edition as a value: what is pinned by its hash, rendered and sent."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, Self

from contentdesk.models import Edition, Placement


def _told(value: Any) -> dict[str, Any]:
    """A value's fields by name; what stands at its default is left out.

    So a field that joins later does not change the hash of an older revision.
    """
    told = {}
    for known in fields(value):
        default = known.default if known.default_factory is MISSING else known.default_factory()
        said = getattr(value, known.name)
        if said != default:
            told[known.name] = said
    return told


@dataclass(frozen=True)
class PhotoContent:
    """A photo by the hash of its bytes, with its words and who was said to be on it."""

    sha256: str
    caption: str
    alt: str
    people: str = ""


@dataclass(frozen=True)
class Content:
    """Everything of an edition that the public will see, here or on social media."""

    kind: str
    title: str
    body: str
    photos: tuple[PhotoContent, ...]
    # Whatever joins later has a default, too: an older revision must keep its hash.
    regularity: str = ""
    html: str = ""
    social: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    document: str = ""

    @classmethod
    def of(cls, edition: Edition, placements: Iterable[Placement] | None = None) -> Self:
        """The content as it stands in the working rows now.

        Whoever asks for many has read their placements, with their photos, all at once.
        """
        if placements is None:
            placements = edition.placements.select_related("photo")
        return cls(
            kind=edition.material.kind,
            regularity=edition.material.regularity,
            title=edition.title,
            body=edition.body,
            html=edition.body_html,
            social=edition.social_caption,
            facts={name: said for name, said in edition.facts.items() if said},
            document=edition.document.sha256 if edition.document else "",
            photos=tuple(
                PhotoContent(
                    placement.photo.sha256, placement.caption, placement.alt, placement.people
                )
                for placement in placements
            ),
        )

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """The content of a revision."""
        photos = tuple(PhotoContent(**photo) for photo in stored["photos"])
        return cls(**{**stored, "photos": photos})

    def to_json(self) -> dict[str, Any]:
        """Plain data for a revision."""
        photos = [_told(photo) for photo in self.photos]
        return json.loads(json.dumps({**_told(self), "photos": photos}))  # type: ignore[no-any-return]

    @property
    def sha256(self) -> str:
        """Of the canonical form: the same content has the same hash on every machine."""
        canonical = json.dumps(
            self.to_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        return hashlib.sha256(canonical.encode()).hexdigest()
