"""Who may do what to a material: pure predicates over a person and an edition (design.md §6)."""

from typing import Any

from contentdesk.models import OPEN_STATES, Edition, State
from contentdesk.organization.duties import Role, holds
from contentdesk.organization.models import Unit


def is_system(actor: Any, edition: Edition) -> bool:
    """Only the portal itself: no person presses this."""
    return actor is None


def of_the_unit(actor: Any, edition: Edition) -> bool:
    """Staff of the unit that the material belongs to."""
    return holds(actor, Role.STAFF) and edition.material.unit_id in actor.duties.unit_ids


def may_review(actor: Any, edition: Edition) -> bool:
    """The manager and the head."""
    return holds(actor, Role.MANAGER, Role.HEAD)


def may_submit(actor: Any, edition: Edition) -> bool:
    """The unit's people and the manager."""
    return of_the_unit(actor, edition) or holds(actor, Role.MANAGER)


def may_take_back(actor: Any, edition: Edition) -> bool:
    """Whoever submitted it."""
    return actor is not None and edition.submitted_by_id == actor.pk


def is_anothers(actor: Any, edition: Edition) -> bool:
    """Another reviewer has it in hand: wait for them, or take over."""
    return (
        edition.state == State.SUBMITTED
        and edition.is_claimed
        and edition.claimed_by_id != actor.pk
    )


def may_approve(actor: Any, edition: Edition) -> bool:
    """Manager or head, but never whoever submitted it (four eyes, design.md §3 rule 5)."""
    return may_review(actor, edition) and edition.submitted_by_id != actor.pk


def may_withdraw(actor: Any, edition: Edition) -> bool:
    """Manager and head; the portal itself when a consent is gone or it is out of date."""
    return actor is None or may_review(actor, edition)


def may_discard_approved(actor: Any, edition: Edition) -> bool:
    """The manager alone: what is approved is no longer the unit's own."""
    return holds(actor, Role.MANAGER)


def may_edit(actor: Any, edition: Edition) -> bool:
    """The unit's people while it is with them, the manager until it is approved."""
    if edition.state in {State.DRAFT, State.CHANGES_REQUESTED}:
        return may_submit(actor, edition)
    return edition.state == State.SUBMITTED and holds(actor, Role.MANAGER)


def units_to_write_for(actor: Any) -> list[Unit]:
    """The units in whose name this person may start a material; the manager helps any."""
    units = Unit.objects.filter(active=True)
    if not holds(actor, Role.MANAGER):
        units = units.filter(pk__in=actor.duties.unit_ids)
    return list(units)


def may_format(actor: Any) -> bool:
    """The manager alone writes with headings, emphasis and tables; all others in plain words."""
    return holds(actor, Role.MANAGER)


def may_start(actor: Any) -> bool:
    """Whoever writes for a unit, and the manager."""
    return holds(actor, Role.STAFF, Role.MANAGER)


def may_retry(actor: Any) -> bool:
    """The manager: another try of what did not reach the site."""
    return holds(actor, Role.MANAGER)


def may_check_connection(actor: Any) -> bool:
    """Manager, head and admin: see how it stands with the site, and have it looked at anew."""
    return holds(actor, Role.MANAGER, Role.HEAD, Role.ADMIN)


def may_keep_consents(actor: Any, edition: Edition) -> bool:
    """The unit's people, the manager and the head; in any state, for a consent can run out."""
    return may_submit(actor, edition) or may_review(actor, edition)


def takes_part(actor: Any, edition: Edition) -> bool:
    """The unit's people and the reviewers: those between whom an edition goes to and fro."""
    return of_the_unit(actor, edition) or may_review(actor, edition)


def may_remark(actor: Any, edition: Edition) -> bool:
    """Those who take part, while the edition is open."""
    return edition.state in OPEN_STATES and takes_part(actor, edition)


def may_begin_edition(actor: Any, edition: Edition) -> bool:
    """The unit's people and the manager, when no edition of the material is open."""
    return edition.state not in OPEN_STATES and may_submit(actor, edition)


def may_look_second(actor: Any, edition: Edition) -> bool:
    """A manager or head who did not approve it urgently themself (design.md §3 rule 5)."""
    return (
        edition.owes_second_look and may_review(actor, edition) and edition.urgent_by_id != actor.pk
    )


def may_see_consents(actor: Any, edition: Edition) -> bool:
    """Names and signed papers of persons: whoever works on the photo, nobody who only reads."""
    return may_keep_consents(actor, edition)


def may_remove_consents(actor: Any, edition: Edition) -> bool:
    """Who keeps them, while the edition is open to them: later it may be what was relied on."""
    return may_keep_consents(actor, edition) and may_edit(actor, edition)
