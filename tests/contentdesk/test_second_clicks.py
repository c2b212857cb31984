"""A double click on every button, and two people at the same instant: done once, said kindly."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from contentdesk import services
from contentdesk.foundation.transitions import Refused
from contentdesk.models import Edition, State
from tests.contentdesk import editions

BUTTONS = {
    "submit": (State.DRAFT, "author"),
    "take_back": (State.SUBMITTED, "author"),
    "request_changes": (State.SUBMITTED, "manager"),
    "reject": (State.SUBMITTED, "manager"),
    "approve": (State.SUBMITTED, "manager"),
    "reopen": (State.APPROVED, "manager"),
    "discard": (State.DRAFT, "author"),
    "discard_approved": (State.APPROVED, "manager"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", BUTTONS)
def test_a_second_click_is_harmless(name, everyone, unit, client):
    state, who = BUTTONS[name]
    edition = editions.in_state(state, everyone["author"], unit, everyone["manager"])
    ulid = edition.material.ulid
    url = reverse("material_move", args=[ulid, name])
    if name == "approve":
        url = reverse("material_approve", args=[ulid])
    client.force_login(everyone[who])
    said = {"reason": "Mohon dilengkapi.", "when": "now", "version": edition.version}
    answers = [client.post(url, said).status_code for _click in range(2)]
    assert answers == [302, 302]
    levels = [m.level_tag for m in client.get(reverse("home")).context["messages"]]
    assert set(levels) == {"success"}
    assert edition.events.filter(name=name).count() == 1


@pytest.mark.django_db
def test_another_decision_is_not_called_done(author, manager, unit, client):
    """Approved for a day to come; a stale tab says "now": that has not been done."""
    edition = editions.submitted(author, unit)
    url = reverse("material_approve", args=[edition.material.ulid])
    client.force_login(manager)
    later = {"when": "at", "at": "2099-01-05T08:00", "version": edition.version}
    assert client.post(url, later).status_code == 302
    assert client.post(url, {"when": "now", "version": edition.version}).status_code == 409
    edition.refresh_from_db()
    assert edition.publish_at.year == 2099


def at_once(*acts):
    """Run each in a thread of its own, all at the same instant; which of them got through."""
    ready = Barrier(len(acts))

    def run(act):
        try:
            ready.wait(10)
            act()
        except Refused:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def fresh(edition):
    return Edition.objects.select_related("material").get(pk=edition.pk)


@pytest.mark.django_db(transaction=True)
def test_two_reviewers_decide_at_the_same_instant(author, manager, head, unit):
    edition = editions.submitted(author, unit)
    one, other = fresh(edition), fresh(edition)
    through = at_once(
        lambda: services.approve(
            one, actor=manager, seen_version=one.version, publish_at=timezone.now()
        ),
        lambda: services.move(other, "reject", actor=head, reason="Tidak sesuai."),
    )
    assert sorted(through) == [False, True]
    edition.refresh_from_db()
    assert edition.events.last().to_state == edition.state
    assert edition.events.filter(name__in=["approve", "reject"]).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_save_and_a_submission_at_the_same_instant(author, colleague, unit):
    edition = editions.draft(author, unit)
    one, other = fresh(edition), fresh(edition)
    late = services.Draft("Judul baru", editions.BODY, None)
    saved, _sent = at_once(
        lambda: services.save(one, late, actor=author, seen_version=one.version),
        lambda: services.submit(other, actor=colleague),
    )
    edition.refresh_from_db()
    assert edition.state == State.SUBMITTED
    shown = edition.revisions.last().content["title"]
    assert shown == edition.title == ("Judul baru" if saved else editions.TITLE)
