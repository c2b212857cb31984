"""The table transition × role, typed by hand from design.md §4 and §6."""

import pytest
from django.core.exceptions import PermissionDenied

from complaints.models import State
from complaints.workflow import COMMENT, REPLY
from contentdesk.foundation.transitions import Refused, WrongState
from tests.complaints import comments as cast_comments

MAY = {
    "triage": {"manager"},
    "archive": {"manager", "team_member"},
    "emptied": {"system"},
    "restore": {"manager", "team_member"},
    "route": {"manager", "team_member"},
    "return_": {"lead", "deputy"},
    "reclassify": {"manager", "team_member"},
    "follow_up": {"lead", "deputy", "head"},
    "answer": {"system"},
    "answer_elsewhere": {"manager"},
}
NEW, TRIAGED, ROUTED, IN_FOLLOW_UP, ANSWERED, ARCHIVED = (
    State.NEW,
    State.TRIAGED,
    State.ROUTED,
    State.IN_FOLLOW_UP,
    State.ANSWERED,
    State.ARCHIVED,
)
MOVES = {
    "triage": ({NEW}, TRIAGED),
    "archive": ({NEW, TRIAGED}, ARCHIVED),
    "emptied": ({NEW}, ARCHIVED),
    "restore": ({ARCHIVED}, NEW),
    "route": ({TRIAGED}, ROUTED),
    "return_": ({ROUTED}, TRIAGED),
    "reclassify": ({TRIAGED, ROUTED, IN_FOLLOW_UP}, TRIAGED),
    "follow_up": ({ROUTED}, IN_FOLLOW_UP),
    "answer": ({TRIAGED, ROUTED, IN_FOLLOW_UP}, ANSWERED),
    "answer_elsewhere": ({TRIAGED, ROUTED, IN_FOLLOW_UP}, ANSWERED),
}
REPLY_MOVES = {
    "send": ({"draft"}, "ready", {"manager"}),
    "revise": ({"ready"}, "draft", {"manager"}),
    "record_sent": ({"ready"}, "sent", {"system"}),
    "record_seen": ({"ready"}, "sent", {"manager"}),
}
REACHED = [NEW, TRIAGED, ROUTED, IN_FOLLOW_UP, ANSWERED, ARCHIVED]


def test_the_table_is_whole():
    assert {name: (set(row.sources), row.target) for name, row in COMMENT.rows.items()} == MOVES
    assert {name for name, row in COMMENT.rows.items() if row.needs_reason} == {
        "return_",
        "reclassify",
        "answer_elsewhere",
    }
    assert {name for name, row in REPLY.rows.items() if row.needs_reason} == {"record_seen"}


@pytest.mark.parametrize("name", sorted(MAY))
def test_each_person_may_do_exactly_this(name, everyone, program):
    state = sorted(MOVES[name][0])[0]
    comment = cast_comments.in_state(state, everyone, program)
    comment.program = program
    people = {**everyone, "system": None}
    may = {who for who, person in people.items() if COMMENT.rows[name].may(person, comment)}
    assert may == MAY[name]


def test_the_table_of_replies_is_whole(everyone, program):
    comment = cast_comments.triaged(everyone, "praise")
    reply = cast_comments.sent_off(everyone, comment)
    people = {**everyone, "system": None}
    table = {
        name: (
            set(row.sources),
            row.target,
            {who for who, person in people.items() if row.may(person, reply)},
        )
        for name, row in REPLY.rows.items()
    }
    assert table == REPLY_MOVES


@pytest.mark.parametrize("state", REACHED)
def test_no_transition_starts_from_another_state(state, everyone, program):
    for name, (sources, _target) in MOVES.items():
        if state in sources:
            continue
        comment = cast_comments.in_state(state, everyone, program)
        type(comment).objects.filter(pk=comment.pk).update(program=program)
        who = sorted(MAY[name])[0]
        before = comment.events.count()
        with pytest.raises(WrongState):
            COMMENT.move(comment, name, actor=everyone.get(who), reason="Alasan.")
        comment.refresh_from_db()
        assert comment.state == state
        assert comment.events.count() == before


@pytest.mark.parametrize("name", sorted(set(MAY) - {"answer", "emptied"}))
def test_the_wrong_person_changes_nothing(name, everyone, program):
    comment = cast_comments.in_state(sorted(MOVES[name][0])[0], everyone, program)
    state = comment.state
    for who in set(everyone) - MAY[name]:
        with pytest.raises(PermissionDenied):
            COMMENT.move(comment, name, actor=everyone[who], reason="Alasan.")
    comment.refresh_from_db()
    assert comment.state == state


@pytest.mark.parametrize("name", ["return_", "reclassify"])
def test_a_reason_of_blanks_is_no_reason(name, everyone, program):
    comment = cast_comments.routed(everyone, program)
    with pytest.raises(Refused):
        COMMENT.move(comment, name, actor=everyone[sorted(MAY[name])[-1]], reason="  \n ")
    comment.refresh_from_db()
    assert comment.state == ROUTED


def test_a_lead_of_another_program_may_nothing(everyone, other_program):
    comment = cast_comments.routed(everyone, other_program)
    lead = everyone["lead"]
    assert not [name for name, row in COMMENT.rows.items() if row.may(lead, comment)]
