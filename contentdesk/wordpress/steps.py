"""How far a job towards the site has come, step by step, in words."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contentdesk.foundation.delivery import Delivery

LABELS: dict[str, str | Promise] = {
    "look": _("Looked what is there already"),
    "photos": _("Sent the files, or their corrected words"),
    "draft": _("Wrote the page, not public yet"),
    "read_back": _("Read it back and compared it"),
    "flip": _("Made it public"),
    "hide": _("Took it off"),
    "delete": _("Deleted it there"),
    "find": _("Looked whether the answer is there already"),
    "approve": _("Let the comment be seen"),
    "post": _("Put the answer beneath it"),
    "show": _("Let it be seen"),
    "spam": _("Marked it as spam"),
    "trash": _("Put it into the trash"),
    "stranger": _("Looked at it as a visitor"),
}


def told(job: Delivery) -> list[tuple[str | Promise, datetime]]:
    """What the last try did and when (UTC), in its order; the last one may have failed."""
    return [(LABELS.get(step, step), datetime.fromisoformat(at)) for step, at in job.steps]
