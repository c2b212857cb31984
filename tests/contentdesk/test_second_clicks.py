"""A double click on every button, and two people at the same instant: done once, said kindly."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from contentdesk.actions import ACTIONS
from contentdesk.checker import Gate, check
from contentdesk.foundation.transitions import Refused
from contentdesk.models import Edition, State
from contentdesk.services import drafts, review, reviewers
from tests.contentdesk import editions

BUTTONS = {
    "submit": (State.DRAFT, "author"),
    "take_back": (State.SUBMITTED, "author"),
    "request_changes": (State.SUBMITTED, "manager"),
    "reject": (State.SUBMITTED, "manager"),
    "approve": (State.SUBMITTED, "manager"),
    "approve_urgently": (State.SUBMITTED, "manager"),
    "reopen": (State.APPROVED, "manager"),
    "discard": (State.DRAFT, "author"),
    "discard_approved": (State.APPROVED, "manager"),
    "claim": (State.SUBMITTED, "manager"),
    "take_over": (State.SUBMITTED, "head"),
    "release": (State.SUBMITTED, "manager"),
    "classify": (State.SUBMITTED, "manager"),
    "let_pass": (State.SUBMITTED, "manager"),
    "reschedule": (State.APPROVED, "manager"),
    "release_hold": (State.APPROVED, "manager"),
    "second_look": (State.APPROVED, "head"),
    "withdraw": (State.PUBLISHED, "manager"),
    "restore": (State.WITHDRAWN, "manager"),
}
EVENTS = {"take_over": "claim"}


def ready_for(name, everyone, unit):
    """The edition before the button is pressed, and what its form brings."""
    state = BUTTONS[name][0]
    manager = everyone["manager"]
    body = f"{editions.BODY} Hubungi 0812-3456-7890." if name == "let_pass" else editions.BODY
    edition = editions.in_state(state, everyone["author"], unit, manager, body=body)
    if state == State.SUBMITTED and name != "classify":
        editions.classify(edition, everyone["head"])
    if name in {"take_over", "release"}:
        reviewers.claim(edition, actor=manager)
    if name == "release_hold":
        Edition.objects.filter(pk=edition.pk).update(held_at=timezone.now())
    if name == "second_look":
        Edition.objects.filter(pk=edition.pk).update(urgent_by=manager)
    edition.refresh_from_db()
    return edition, {**said_for(name, edition), "reason": "Mohon dilengkapi."}


def said_for(name, edition):
    said = {"version": edition.version, "publish_at": "now", "number": edition.number}
    if name == "classify":
        return {"classification": "anytime", "classification_reason": "Prosedur layanan"}
    if name == "reschedule":
        said["seen"] = edition.publish_at.isoformat()
    if name == "let_pass":
        [found] = [f for f in check(edition, Gate.APPROVE) if f.code == "phone"]
        said |= {"code": "phone", "place": "body", "fingerprint": found.fingerprint}
        said["on"] = timezone.localdate()
    return said


@pytest.mark.django_db
@pytest.mark.parametrize("name", BUTTONS)
def test_a_second_click_is_harmless(name, everyone, unit, client):
    edition, said = ready_for(name, everyone, unit)
    event = EVENTS.get(name, name)
    before = edition.events.filter(name=event).count()
    client.force_login(everyone[BUTTONS[name][1]])
    url = reverse("material_move", args=[edition.material.ulid, name])
    answers = [client.post(url, said).status_code for _click in range(2)]
    assert answers == [302, 302]
    levels = [m.level_tag for m in client.get(reverse("home")).context["messages"]]
    assert set(levels) == {"success"}
    assert edition.events.filter(name=event).count() == before + 1


def test_every_button_is_clicked_twice():
    assert set(BUTTONS) == set(ACTIONS)


@pytest.mark.django_db
def test_another_decision_is_not_called_done(author, manager, unit, client):
    """Approved for a day to come; a stale tab says "now": that has not been done."""
    edition = editions.submitted(author, unit)
    editions.classify(edition, manager)
    url = reverse("material_move", args=[edition.material.ulid, "approve"])
    client.force_login(manager)
    later = {"publish_at": "2099-01-05T08:00:00+07:00", "version": edition.version}
    assert client.post(url, later).status_code == 302
    assert client.post(url, {**later, "publish_at": "now"}).status_code == 409
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
    editions.classify(edition, manager)
    one, other = fresh(edition), fresh(edition)
    through = at_once(
        lambda: review.approve(
            one, actor=manager, seen_version=one.version, publish_at=timezone.now()
        ),
        lambda: review.move(other, "reject", actor=head, reason="Tidak sesuai."),
    )
    assert sorted(through) == [False, True]
    edition.refresh_from_db()
    assert edition.events.last().to_state == edition.state
    assert edition.events.filter(name__in=["approve", "reject"]).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_save_and_a_submission_at_the_same_instant(author, colleague, unit):
    edition = editions.draft(author, unit)
    one, other = fresh(edition), fresh(edition)
    late = drafts.Draft("Judul baru", editions.BODY, None)
    saved, _sent = at_once(
        lambda: drafts.save(one, late, actor=author, seen_version=one.version),
        lambda: drafts.submit(other, actor=colleague),
    )
    edition.refresh_from_db()
    assert edition.state == State.SUBMITTED
    shown = edition.revisions.last().content["title"]
    assert shown == edition.title == ("Judul baru" if saved else editions.TITLE)
