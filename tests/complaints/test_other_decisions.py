"""A stale page: the same decision again is a second click, another one is not carried out."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.models import State
from tests.complaints import comments as cast_comments
from tests.complaints.test_access import fields
from tests.complaints.test_second_clicks import counted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages_in_english(settings):
    settings.LANGUAGE_CODE = "en"


def test_passed_on_to_another_program_from_a_stale_page(client, everyone, program, other_program):
    comment = cast_comments.triaged(everyone)
    client.force_login(everyone["manager"])
    address = reverse("comment_route", args=[comment.pk])
    assert client.post(address, {"program": program.pk}).status_code == 302
    answer = client.post(address, {"program": other_program.pk})
    assert answer.status_code == 409
    assert "has changed in the meantime" in answer.content.decode()
    comment.refresh_from_db()
    assert comment.program == program


OTHER = [
    ("triage", State.NEW, "manager", {"classification": "praise"}),
    ("archive", State.TRIAGED, "team_member", {"kind": "test"}),
    ("archive", State.TRIAGED, "team_member", {"note": "Iklan obat."}),
    ("reclassify", State.IN_FOLLOW_UP, "manager", {"reason": "Alasan yang lain."}),
    ("reclassify", State.IN_FOLLOW_UP, "manager", {"wish": "hide"}),
    ("follow_up", State.ROUTED, "lead", {"plan": "Rencana yang lain."}),
    ("follow_up", State.ROUTED, "lead", {"done": "Sudah juga."}),
    ("follow_up", State.ROUTED, "lead", {"due": timezone.localdate() + timedelta(days=5)}),
    ("done", State.IN_FOLLOW_UP, "author", {"done": "Hal lain."}),
]


@pytest.mark.parametrize(("name", "state", "who", "other"), OTHER)
def test_another_decision_is_not_taken_for_done(name, state, who, other, client, everyone, program):
    comment = cast_comments.in_state(state, everyone, program)
    client.force_login(everyone[who])
    address = reverse(f"comment_{name}", args=[comment.pk])
    form = fields(name, comment, everyone, program)
    assert client.post(address, form).status_code == 302
    after = counted()
    answer = client.post(address, {**form, **other})
    assert answer.status_code == 409
    assert counted() == after
    typed = [other[field] for field in ("reason", "plan", "done", "note") if field in other]
    assert all(words in answer.content.decode() for words in typed)


def test_returned_for_another_reason_out_of_sight(client, everyone, program):
    comment = cast_comments.routed(everyone, program)
    client.force_login(everyone["lead"])
    address = reverse("comment_return", args=[comment.pk])
    for reason, status in {"Bukan kami.": 302, "Bukan kami. ": 302, "Milik Gizi.": 404}.items():
        assert client.post(address, {"reason": reason}).status_code == status
    assert comment.events.last().reason == "Bukan kami."


def test_another_answer_than_the_one_being_sent(client, everyone):
    comment = cast_comments.triaged(everyone, "praise")
    client.force_login(everyone["manager"])
    address = reverse("comment_reply", args=[comment.pk])
    first = client.post(address, {"text": cast_comments.ANSWER, "send": "1"})
    assert first.status_code == 302
    answer = client.post(address, {"text": "Kata-kata yang lain.", "send": "1"})
    assert answer.status_code == 409
    assert "Kata-kata yang lain." in answer.content.decode()
