"""The inbox and the page of a comment: what they show, in how many queries."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from complaints.models import State
from complaints.waiting import waiting_comments
from tests.complaints import comments as cast_comments

pytestmark = pytest.mark.django_db

GROUPS = {
    "": {"NEW", "TRIAGED", "ROUTED", "IN_FOLLOW_UP"},
    "new": {"NEW"},
    "hand": {"TRIAGED", "ROUTED", "IN_FOLLOW_UP"},
    "answered": {"ANSWERED"},
    "archived": {"ARCHIVED"},
    "nonsense": {"NEW", "TRIAGED", "ROUTED", "IN_FOLLOW_UP"},
}


@pytest.mark.parametrize("group", list(GROUPS))
def test_groups_of_the_inbox(group, client, everyone, program):
    for state in set(State) - {State.CLOSED}:
        comment = cast_comments.in_state(state, everyone, program)
        type(comment).objects.filter(pk=comment.pk).update(text=f"[{state.name}]")
    client.force_login(everyone["manager"])
    page = client.get(reverse("comments"), {"group": group}).content.decode()
    assert {state.name for state in State if f"[{state.name}]" in page} == GROUPS[group]


def test_urgent_ones_stand_first_and_pages_keep_the_group(client, everyone):
    for number in range(27):
        cast_comments.new(f"Nomor {number}", urgent=number == 3)
    client.force_login(everyone["manager"])
    page = client.get(reverse("comments"), {"group": "new"})
    assert page.context["page_obj"][0].text == "Nomor 3"
    assert "group=new&amp;page=2" in page.content.decode()


def queries_of(client, user, address, django_assert_max_num_queries, most):
    client.force_login(user)
    with django_assert_max_num_queries(most) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("who", ["manager", "lead", "auditor"])
def test_the_inbox_costs_the_same_for_one_and_for_many(
    who, client, everyone, program, django_assert_max_num_queries
):
    cast_comments.routed(everyone, program)
    limit = (client, everyone[who], reverse("comments"), django_assert_max_num_queries, 8)
    few = queries_of(*limit)
    for _ in range(12):
        cast_comments.routed(everyone, program)
    assert queries_of(*limit) == few


def test_the_page_of_a_comment_costs_the_same_with_a_long_history(
    client, everyone, program, django_assert_max_num_queries
):
    comment = cast_comments.followed_up(everyone, program)
    address = reverse("comment", args=[comment.pk])
    limit = (client, everyone["manager"], address, django_assert_max_num_queries, 25)
    few = queries_of(*limit)
    for number in range(8):
        cast_comments.comments.add_note(comment, actor=everyone["lead"], text=f"Catatan {number}")
    assert queries_of(*limit) == few


def test_what_the_public_wrote_is_shown_as_text(client, everyone):
    comment = cast_comments.new('<script>alert("x")</script> <b>tebal</b>')
    client.force_login(everyone["manager"])
    for address in (reverse("comments"), reverse("comment", args=[comment.pk])):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;b&gt;tebal&lt;/b&gt;" in page


def test_an_answer_typed_while_the_session_ran_out_is_back(client, everyone):
    comment = cast_comments.triaged(everyone, "praise")
    page, action = (reverse(name, args=[comment.pk]) for name in ("comment", "comment_reply"))
    client.force_login(everyone["manager"])
    kept = client.get(page).content.decode().split('name="kept" value="')[1].split('"')[0]
    client.logout()
    answer = client.post(action, {"text": "Kalimat yang panjang.", "kept": kept})
    assert f"next={page}" in answer.url
    client.force_login(everyone["manager"])
    assert "Kalimat yang panjang." in client.get(page).content.decode()
    assert "Kalimat yang panjang." not in client.get(page).content.decode()


def home_of(user):
    return render_to_string("complaints/_waiting.html", waiting_comments(user))


def test_what_waits_for_whom(everyone, program, other_program):
    made = {
        "baru": lambda text: text,
        "puji": lambda text: cast_comments.triaged(everyone, "praise", comment=text),
        "saran": lambda text: cast_comments.triaged(everyone, "suggestion", comment=text),
        "rute": lambda text: cast_comments.routed(everyone, program, comment=text),
        "lain": lambda text: cast_comments.routed(everyone, other_program, comment=text),
        "proses": lambda text: cast_comments.followed_up(everyone, program, comment=text),
        "beres": lambda text: cast_comments.followed_up(
            everyone, program, comment=text, done="Sudah."
        ),
    }
    for name, make in made.items():
        make(cast_comments.new(f"[{name}]"))
    waiting = {
        who: {name for name in made if f"[{name}]" in home_of(person)}
        for who, person in everyone.items()
    }
    assert {who: names for who, names in waiting.items() if names} == {
        "manager": {"baru", "puji", "saran", "beres"},
        "team_member": {"saran"},
        "lead": {"rute"},
        "deputy": {"rute"},
        "author": {"proses"},
    }


def test_nothing_waiting_shows_nothing(everyone):
    assert home_of(everyone["manager"]).strip() == ""


def test_what_does_not_get_through_is_on_the_managers_first_page(everyone):
    comment = cast_comments.triaged(everyone, "praise")
    reply = cast_comments.sent_off(everyone, comment)
    assert comment.text not in home_of(everyone["manager"])
    job = cast_comments.delivery_of(reply)
    job.claim()
    job.settle("failed", error_code="rest_comment_closed", error_status=403)
    assert comment.text in home_of(everyone["manager"])


def test_the_lists_of_home_cost_a_fixed_number_of_queries(
    everyone, program, django_assert_num_queries
):
    for _ in range(4):
        cast_comments.new()
        cast_comments.triaged(everyone, "praise")
    manager = type(everyone["manager"]).objects.get(pk=everyone["manager"].pk)
    with django_assert_num_queries(5):  # duties, three lists of the manager, own follow-ups
        home_of(manager)
