"""Asked once before it is sent: what looks like personal data, and what was not changed."""

import pytest
from django.test import Client
from django.urls import reverse

from contentdesk.models import Edition, State
from contentdesk.services import review
from tests.contentdesk import editions

pytestmark = pytest.mark.django_db

NIK = f"{editions.BODY} NIK 3573041205900001."
ANYWAY = "Send it all the same"
UNCHANGED = "Nothing has been changed since changes were asked for."
PRIVATE = "This looks like personal data"


def enter(person):
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


def sends(client, edition, body=NIK, mark="1"):
    """The form with its button “Send”; the answer, and the edition as it is now."""
    now = Edition.objects.get(pk=edition.pk)
    said = {
        "title": editions.TITLE,
        "body": body,
        "unit": now.material.unit_id,
        "ulid": now.material.ulid,
        "version": now.version,
        "submit": mark,
    }
    answer = client.post(reverse("material_edit", args=[now.material.ulid]), said)
    return answer, Edition.objects.get(pk=edition.pk)


def page_of(client, edition):
    return client.get(reverse("material", args=[edition.material.ulid])).content.decode()


def test_personal_data_is_saved_and_asked_about_before_it_is_sent(author, unit):
    edition, ani = editions.draft(author, unit), enter(author)
    answer, now = sends(ani, edition)
    assert (answer.status_code, now.state, now.body) == (422, State.DRAFT, NIK)
    shown = answer.content.decode()
    assert PRIVATE in shown
    assert ANYWAY in shown
    assert 'href="#id_body"' in shown
    answer, now = sends(ani, edition, mark=answer.context["asked"].mark)
    assert (answer.status_code, now.state) == (302, State.SUBMITTED)
    told = page_of(ani, edition)
    assert "Sent, although it looks like personal data" in told


def test_other_personal_data_is_asked_about_anew(author, unit):
    edition, ani = editions.draft(author, unit), enter(author)
    answer, now = sends(ani, edition)
    other = NIK.replace("0001", "0002")
    answer, now = sends(ani, edition, other, answer.context["asked"].mark)
    assert (answer.status_code, now.state, now.body) == (422, State.DRAFT, other)


def test_what_gives_no_cause_is_sent_at_once(author, unit):
    answer, now = sends(enter(author), editions.draft(author, unit), editions.BODY)
    assert (answer.status_code, now.state) == (302, State.SUBMITTED)


def test_the_page_of_the_material_asks_in_the_same_words(author, unit):
    edition = editions.draft(author, unit, body=NIK)
    shown = page_of(enter(author), edition)
    assert shown.count(ANYWAY) == 1
    assert PRIVATE in shown
    assert "Send for review" not in shown


def test_what_was_asked_stands_in_the_form_until_it_is_sent_again(author, manager, unit):
    edition = editions.submitted(author, unit)
    review.move(edition, "request_changes", actor=manager, reason="Tulis jamnya.")
    ani = enter(author)
    form = reverse("material_edit", args=[edition.material.ulid])
    assert "Tulis jamnya." in ani.get(form).content.decode()
    answer, now = sends(ani, edition, editions.BODY)
    assert (answer.status_code, now.state) == (422, State.CHANGES_REQUESTED)
    assert UNCHANGED in answer.content.decode()
    assert UNCHANGED in page_of(ani, edition)
    answer, now = sends(ani, edition, f"{editions.BODY} Pukul 08.00 sampai 11.00.")
    assert (answer.status_code, now.state) == (302, State.SUBMITTED)


def test_unchanged_it_may_be_sent_on_purpose(author, manager, unit):
    edition = editions.submitted(author, unit)
    review.move(edition, "request_changes", actor=manager, reason="Tulis jamnya.")
    ani = enter(author)
    answer, _now = sends(ani, edition, editions.BODY)
    answer, now = sends(ani, edition, editions.BODY, answer.context["asked"].mark)
    assert (answer.status_code, now.state) == (302, State.SUBMITTED)


def test_who_asked_for_changes_is_not_told_what_to_do_before_sending(author, manager, unit):
    edition = editions.submitted(author, unit, body=NIK)
    review.move(edition, "request_changes", actor=manager, reason="Tulis jamnya.")
    shown = page_of(enter(manager), edition)
    assert "Before you send it" not in shown
    assert "Before you send it" in page_of(enter(author), edition)
