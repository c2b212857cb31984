"""Who reaches which page: role × URL × state, typed by hand from design.md §6."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.models import State
from complaints.services.comments import last_move
from tests.complaints import comments as cast_comments

PEOPLE = "author manager lead deputy team_member head auditor outsider colleague admin".split()  # noqa: SIM905
# A letter for each of PEOPLE: o 200, - 404, x 403, > done and redirected, c nothing to do it to.
# The author is responsible for the follow-up that the lead has begun.
READ = {
    State.NEW: "- o - - o o o - - -",
    State.TRIAGED: "- o - - o o o - - -",
    State.ROUTED: "- o o o o o o - - -",
    State.IN_FOLLOW_UP: "o o o o o o o - - -",
    State.ANSWERED: "o o o o o o o - - -",
    State.ARCHIVED: "- o - - o o o - - -",
}
INBOX = "x o o o o o o x x x"
ACT = {
    ("triage", State.NEW): "- > - - x x x - - -",
    ("archive", State.NEW): "- > - - > x x - - -",
    ("archive", State.TRIAGED): "- > - - > x x - - -",
    ("restore", State.ARCHIVED): "- > - - > x x - - -",
    ("route", State.TRIAGED): "- > - - > x x - - -",
    ("return", State.ROUTED): "- x > > x x x - - -",
    ("reclassify", State.ROUTED): "- > x x > x x - - -",
    ("reclassify", State.IN_FOLLOW_UP): "x > x x > x x - - -",
    ("follow_up", State.ROUTED): "- x > > x > x - - -",
    ("done", State.IN_FOLLOW_UP): "> x > > x > x - - -",
    ("note", State.NEW): "- > - - > > x - - -",
    ("note", State.ROUTED): "- > > > > > x - - -",
    ("reply", State.TRIAGED): "- > - - x x x - - -",
    ("reply", State.IN_FOLLOW_UP): "x > x x x x x - - -",
    ("visibility", State.NEW): "- > - - x x x - - -",
    ("visibility", State.IN_FOLLOW_UP): "x > x x x x x - - -",
    ("answer_elsewhere", State.ROUTED): "- > x x x x x - - -",
    ("take_back", State.TRIAGED): "- c - - x x x - - -",
    ("seen", State.TRIAGED): "- c - - x x x - - -",
    ("retry", State.TRIAGED): "- > - - x x x - - -",
}
STATUS = {"o": 200, "-": 404, "x": 403, ">": 302, "c": 409}


def fields(name, comment, everyone, program):
    """A whole form for each action."""
    sorting = {"classification": "complaint", "wish": "show"}
    due = (timezone.localdate() + timedelta(days=2)).isoformat()
    return {
        "triage": sorting,
        "archive": {"kind": "spam"},
        "route": {"program": program.pk},
        "return": {"reason": "Bukan program kami."},
        "reclassify": {**sorting, "reason": "Salah pilah.", "seen": last_move(comment)},
        "follow_up": {"plan": "Rencana.", "responsible": everyone["author"].pk, "due": due},
        "done": {"done": "Sudah."},
        "note": {"text": "Catatan."},
        "visibility": {"wish": "hide"},
        "answer_elsewhere": {"reason": "Lewat telepon tadi pagi."},
        "seen": {"reason": "Terlihat di ponsel saya."},
        "reply": {"text": cast_comments.ANSWER},
    }.get(name, {})


def expected(row):
    return dict(zip(PEOPLE, (STATUS[letter] for letter in row.split()), strict=True))


@pytest.mark.parametrize("state", list(READ))
def test_who_reads_a_comment(state, client, everyone, program):
    comment = cast_comments.in_state(state, everyone, program)
    seen = {}
    for who in PEOPLE:
        client.force_login(everyone[who])
        seen[who] = client.get(reverse("comment", args=[comment.pk])).status_code
    assert seen == expected(READ[state])


@pytest.mark.parametrize(("name", "state"), list(ACT))
def test_who_may_do_what(name, state, client, everyone, program):
    done = {}
    for who in PEOPLE:
        kind = "suggestion" if name == "answer_elsewhere" else "complaint"
        comment = cast_comments.in_state(state, everyone, program, kind)
        client.force_login(everyone[who])
        address = reverse(f"comment_{name}", args=[comment.pk])
        done[who] = client.post(address, fields(name, comment, everyone, program)).status_code
    assert done == expected(ACT[name, state])


def test_an_empty_form_of_the_wrong_person_is_no_other_answer(client, everyone, program):
    comment = cast_comments.new()
    client.force_login(everyone["head"])
    assert client.post(reverse("comment_triage", args=[comment.pk])).status_code == 403


def test_who_reads_the_inbox(client, everyone):
    seen = {}
    for who in PEOPLE:
        client.force_login(everyone[who])
        seen[who] = client.get(reverse("comments")).status_code
    assert seen == expected(INBOX)


def test_nobody_gets_in_without_a_login_and_nothing_is_done_by_a_look(client, everyone):
    comment = cast_comments.new()
    assert client.get(reverse("comments")).status_code == 302
    address = reverse("comment_archive", args=[comment.pk])
    assert client.post(address, {"kind": "spam"}).status_code == 302
    client.force_login(everyone["manager"])
    assert client.get(address).url == reverse("comment", args=[comment.pk])
    comment.refresh_from_db()
    assert comment.state == State.NEW


def test_a_lead_lists_only_what_was_passed_on_to_their_program(
    client, everyone, program, other_program
):
    cast_comments.new("Belum dipilah.")
    cast_comments.triaged(everyone, comment=cast_comments.new("Sudah dipilah."), program=program)
    cast_comments.routed(everyone, program, comment=cast_comments.new("Untuk Imunisasi."))
    cast_comments.routed(everyone, other_program, comment=cast_comments.new("Untuk Gizi."))
    client.force_login(everyone["lead"])
    page = client.get(reverse("comments")).content.decode()
    assert "Untuk Imunisasi." in page
    for other in ("Belum dipilah.", "Sudah dipilah.", "Untuk Gizi."):
        assert other not in page


NAMED = {
    State.NEW: {"manager", "head"},
    State.IN_FOLLOW_UP: {"manager", "head"},
    State.ANSWERED: {"head"},
    State.ARCHIVED: {"head"},
}


@pytest.mark.parametrize("state", list(NAMED))
def test_who_sees_the_person_behind_a_comment(state, client, everyone, program):
    comment = cast_comments.in_state(state, everyone, program)
    named = set()
    for who in PEOPLE:
        client.force_login(everyone[who])
        page = client.get(reverse("comment", args=[comment.pk])).content.decode()
        named |= {who} if "ani@example.org" in page or "Bu Ani" in page else set()
    assert named == NAMED[state]
