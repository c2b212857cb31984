"""What a unit wants told, in numbered editions, pinned by immutable revisions (design.md §1)."""

from contentdesk.models.edition import (
    OPEN_STATES,
    Classification,
    Edition,
    EditionEvent,
    Revision,
    State,
)
from contentdesk.models.material import (
    Kind,
    Material,
    Regularity,
    Stage,
    new_ulid,
    scopes_of,
    sees_all,
)
from contentdesk.models.photo import Consent, Document, People, Photo, Placement
from contentdesk.models.review import Override, Presence, Remark
from contentdesk.models.word import Word

__all__ = [
    "OPEN_STATES",
    "Classification",
    "Consent",
    "Document",
    "Edition",
    "EditionEvent",
    "Kind",
    "Material",
    "Override",
    "People",
    "Photo",
    "Placement",
    "Presence",
    "Regularity",
    "Remark",
    "Revision",
    "Stage",
    "State",
    "Word",
    "new_ulid",
    "scopes_of",
    "sees_all",
]
