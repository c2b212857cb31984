"""Several at once, done: each alone, second clicks harmless, nothing of a colleague overwritten."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from contentdesk.models import Edition, State
from contentdesk.services import drafts, live, review
from tests.contentdesk import editions

pytestmark = pytest.mark.django_db
PAGE = "/materials/several/"


@pytest.fixture
def mira(manager):
    client = Client(headers={"accept-language": "en"})
    client.force_login(manager)
    return client


@pytest.fixture
def three(author, unit, head):
    made = [editions.submitted(author, unit, title=f"Jadwal {n}") for n in range(3)]
    for edition in made:
        editions.classify(edition, head)
    return made


def confirmed(client, action, made):
    """What the confirm page sends when its button is pressed."""
    ulids = [edition.material.ulid for edition in made]
    page = client.get(PAGE, {"do": action, "m": ulids})
    seen = [f"{edition.material.ulid}:{mark}" for edition, mark in page.context["can"]]
    return {"do": action, "seen": seen, "back": "/review/"}


def press(client, sent, **more):
    answer = client.post(PAGE, {**sent, **more})
    assert (answer.status_code, answer.url) == (302, "/materials/several/done/")
    return client.get(answer.url)


def states(made):
    return [Edition.objects.get(pk=edition.pk).state for edition in made]


def test_all_are_approved_each_with_its_own_version(three, mira, manager):
    page = press(mira, confirmed(mira, "approve", three))
    assert states(three) == [State.APPROVED] * 3
    for edition in three:
        event = edition.events.get(name="approve")
        assert (event.actor, event.data["publish_at"]) == (manager, "now")
        assert Edition.objects.get(pk=edition.pk).pinned == edition.revisions.last()
    html = page.content.decode()
    assert "Approve – on the website now: done 3." in html
    assert 'href="/review/"' in html


def test_a_double_click_is_harmless(three, mira):
    sent = confirmed(mira, "approve", three)
    press(mira, sent)
    first = Edition.objects.get(pk=three[0].pk)
    live.record_live(first, first.pinned, address="https://contoh.test/")
    page = press(mira, sent)
    assert [e.title for e in page.context["done"]] == ["Jadwal 0", "Jadwal 1", "Jadwal 2"]
    assert page.context["failed"] == []
    assert all(edition.events.filter(name="approve").count() == 1 for edition in three)


def test_another_decision_is_not_called_done(three, mira):
    sent = confirmed(mira, "reject", three)
    press(mira, sent, reason="Bukan untuk umum.")
    page = press(mira, sent, reason="Alasan lain.")
    assert len(page.context["failed"]) == 3
    assert {e.events.get(name="reject").reason for e in three} == {"Bukan untuk umum."}


def test_what_a_colleague_did_in_between_is_told_and_kept(three, mira, author, head, manager):
    """One taken back, one corrected, one classified anew: of these nobody has read the page."""
    sent = confirmed(mira, "approve", three)
    review.move(three[0], "take_back", actor=author)
    corrected = drafts.Draft("Jadwal baru", three[1].body)
    drafts.save(three[1], corrected, actor=manager, seen_version=three[1].version)
    review.classify(three[2], "immediate", actor=head, reason="Wabah")
    page = press(mira, sent)
    assert states(three) == [State.DRAFT, State.SUBMITTED, State.SUBMITTED]
    [why] = {tuple(one["why"]) for one in page.context["failed"]}
    assert why == ("This has changed in the meantime, so nothing was done. Here is how it stands.",)


def test_one_that_fails_does_not_keep_the_others(three, mira, author):
    sent = confirmed(mira, "request_changes", three)
    review.move(three[1], "take_back", actor=author)
    page = press(mira, sent, reason="Mohon dilengkapi.")
    assert states(three) == [State.CHANGES_REQUESTED, State.DRAFT, State.CHANGES_REQUESTED]
    assert [one["edition"].title for one in page.context["failed"]] == ["Jadwal 1"]
    assert "Not done 1, for the reasons below." in page.content.decode()


def test_a_class_of_information_for_all(three, mira, manager):
    sent = confirmed(mira, "classify", three)
    said = {"classification": "periodic", "reason": "Kegiatan pasal 9"}
    answer = mira.post(PAGE, {**sent, **said})
    assert answer.status_code == 422
    assert "needs a day on which it is looked at again" in answer.content.decode()
    assert "Kegiatan pasal 9</textarea>" in answer.content.decode()
    said["review_by"] = timezone.localdate() + timedelta(days=60)
    press(mira, sent, **said)
    for edition in three:
        edition.refresh_from_db()
        assert (edition.classification, edition.classified_by) == ("periodic", manager)
    assert press(mira, sent, **said).context["failed"] == []


def test_without_a_reason_nothing_is_done(three, mira):
    sent = confirmed(mira, "reject", three)
    assert mira.post(PAGE, {**sent, "reason": " "}).status_code == 422
    assert states(three) == [State.SUBMITTED] * 3


def test_at_most_a_hundred(three, mira):
    sent = confirmed(mira, "discard", three)
    many = [f"{n:026}:1" for n in range(98)]
    answer = mira.post(PAGE, {**sent, "seen": [*sent["seen"], *many]})
    assert answer.url == "/review/"
    assert states(three) == [State.SUBMITTED] * 3


def test_made_up_marks_do_nothing(three, mira, outsider):
    for client_of, mark in ((mira, "nonsense"), (mira, ""), (Client(), "1.1.submitted.0")):
        if client_of is not mira:
            client_of.force_login(outsider)
        sent = {"do": "discard", "seen": [f"{e.material.ulid}:{mark}" for e in three]}
        page = press(client_of, sent)
        assert page.context["done"] == []
    assert states(three) == [State.SUBMITTED] * 3


def test_staff_send_several_drafts(author, unit, client):
    made = [editions.draft(author, unit, title=f"Jadwal {n}") for n in range(2)]
    client.force_login(author)
    press(client, confirmed(client, "submit", made))
    assert states(made) == [State.SUBMITTED] * 2
    assert all(edition.revisions.count() == 1 for edition in made)


def test_a_reason_outlives_the_login(three, mira, manager):
    sent = confirmed(mira, "reject", three)
    address = f"{PAGE}?do=reject&m={three[0].material.ulid}"
    kept = mira.get(address).content.decode().split('name="kept" value="')[1].split('"')[0]
    Session.objects.all().delete()
    mira.post(PAGE, {**sent, "kept": kept, "reason": "Bukan untuk umum."})
    assert states(three) == [State.SUBMITTED] * 3
    mira.force_login(manager)
    assert "Bukan untuk umum.</textarea>" in mira.get(address).content.decode()


def test_the_report_is_for_whoever_did_it(client, author):
    client.force_login(author)
    assert client.get("/materials/several/done/").url == "/materials/"


def test_what_looks_like_personal_data_is_not_sent_among_many(author, unit):
    plain = editions.draft(author, unit)
    private = editions.draft(author, unit, body=f"{editions.BODY} NIK 3573041205900001.")
    client = Client(headers={"accept-language": "en"})
    client.force_login(author)
    page = client.get(PAGE, {"do": "submit", "m": [e.material.ulid for e in (plain, private)]})
    assert [edition for edition, _mark in page.context["can"]] == [plain]
    [verdict] = page.context["cannot"]
    assert verdict.edition == private
    assert verdict.why[-1] == "Open it, look once more, and send it from there."
