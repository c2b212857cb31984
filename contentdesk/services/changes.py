"""What every change of an edition's content has in common: who may, and what is kept of it."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contentdesk import listing, permissions
from contentdesk.content import Content
from contentdesk.foundation.transitions import Refused
from contentdesk.models import Edition, EditionEvent, Revision, State
from contentdesk.organization.models import User
from contentdesk.services.reviewers import prolong, signed
from contentdesk.workflow import is_free_to_decide

# Saving while one types would fill the history with one line for each pause.
ONE_LINE = timedelta(minutes=15)


class Overtaken(Refused):
    """Somebody saved or moved this edition after the person's page was made; nothing was lost."""


def lock_for_change(edition: Edition, actor: User) -> None:
    """Take the row, fresh, for a change of its content; call it inside a transaction.

    Raises Overtaken when this person may not change it any more, Refused when another reviewer
    has it in hand.
    """
    edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())
    if not permissions.may_edit(actor, edition):
        raise Overtaken(_("This is no longer open for changes, so your change was not saved."))
    if edition.state == State.SUBMITTED:
        is_free_to_decide(edition, actor)


def record_change(edition: Edition, actor: User) -> None:
    """Count the change, and keep it: a correction under review as a revision of its own."""
    edition.version += 1
    edition.save(update_fields=["version", "updated_at"])
    if edition.state == State.SUBMITTED:
        number = snapshot(edition, actor).number
        EditionEvent.record(edition, "correct", actor=actor, data=signed(actor, revision=number))
        prolong(edition, actor)
    elif not _just_saved(edition, actor):
        EditionEvent.record(edition, "save", actor=actor)
    listing.refresh(edition)


def _just_saved(edition: Edition, actor: User) -> bool:
    last = edition.events.last()
    return (
        last is not None
        and (last.name, last.actor_id) == ("save", actor.pk)
        and timezone.now() - last.at < ONE_LINE
    )


def snapshot(edition: Edition, actor: User) -> Revision:
    """The revision of the content as it stands now: the last one if nothing has changed."""
    content = Content.of(edition)
    last = edition.revisions.last()
    if last is not None and last.sha256 == content.sha256:
        return last
    return Revision.objects.create(
        edition=edition,
        number=last.number + 1 if last else 1,
        content=content.to_json(),
        sha256=content.sha256,
        created_by=actor,
    )
