"""The content of an edition as a value: what is pinned by its hash, rendered and sent."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from contentdesk.models import Edition


@dataclass(frozen=True)
class PhotoContent:
    """A photo by the hash of its bytes, with its words."""

    sha256: str
    caption: str
    alt: str


@dataclass(frozen=True)
class Content:
    """Everything of an edition that the public will see."""

    kind: str
    title: str
    body: str
    photos: tuple[PhotoContent, ...]
    # Whatever joins later has a default, too: an older revision must keep its hash.
    regularity: str = ""

    @classmethod
    def of(cls, edition: Edition) -> Self:
        """The content as it stands in the working rows now."""
        return cls(
            kind=edition.material.kind,
            regularity=edition.material.regularity,
            title=edition.title,
            body=edition.body,
            photos=tuple(
                PhotoContent(placement.photo.sha256, placement.caption, placement.alt)
                for placement in edition.placements.select_related("photo")
            ),
        )

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """The content of a revision."""
        photos = tuple(PhotoContent(**photo) for photo in stored["photos"])
        return cls(**{**stored, "photos": photos})

    def to_json(self) -> dict[str, Any]:
        """Plain data for a revision; what stands at its default is left out."""
        at_default = {f.name for f in fields(self) if getattr(self, f.name) == f.default}
        told = {name: value for name, value in asdict(self).items() if name not in at_default}
        return json.loads(json.dumps(told))  # type: ignore[no-any-return]

    @property
    def sha256(self) -> str:
        """Of the canonical form: the same content has the same hash on every machine."""
        canonical = json.dumps(
            self.to_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        return hashlib.sha256(canonical.encode()).hexdigest()
