"""Several at once, beforehand: what could be done to which, and why not to the others."""

import pytest
from django.test import Client

from contentdesk.models import Edition, State
from contentdesk.services import bulk, review, reviewers
from tests.contentdesk import editions

pytestmark = pytest.mark.django_db
PAGE = "/materials/several/"


@pytest.fixture
def one_of_each(author, outsider, head, manager, unit, other_unit):
    """By title, what a person may have ticked."""
    made = {
        "draft": editions.draft(author, unit, title="draft"),
        "empty": editions.draft(author, unit, title="", body=""),
        "waiting": editions.submitted(author, unit, title="waiting"),
        "ready": editions.submitted(author, unit, title="ready"),
        "own": editions.submitted(manager, unit, title="own"),
        "claimed": editions.submitted(author, unit, title="claimed"),
        "approved": editions.approved(author, unit, manager, title="approved"),
        "going live": editions.approved(author, unit, manager, title="going live"),
        "rejected": editions.in_state(State.REJECTED, author, unit, manager, title="rejected"),
        "theirs": editions.draft(outsider, other_unit, title="theirs"),
    }
    for name in ("ready", "own", "claimed"):
        editions.classify(made[name], head)
    reviewers.claim(made["claimed"], actor=head)
    Edition.objects.filter(pk=made["going live"].pk).update(flip_started_at="2026-11-24 00:00Z")
    return made


OPEN = {"draft", "empty", "waiting", "ready", "own", "claimed", "theirs"}
# who, action → the titles it can be done to
CAN = {
    ("author", "submit"): {"draft"},
    ("author", "discard"): {"draft", "empty", "waiting", "ready", "own"},
    ("manager", "approve"): {"ready"},
    ("manager", "classify"): OPEN - {"claimed"} | {"approved"},
    ("manager", "request_changes"): {"waiting", "ready", "own"},
    ("manager", "reject"): {"waiting", "ready", "own"},
    ("manager", "discard"): OPEN - {"claimed"} | {"approved"},
    ("head", "approve"): {"ready", "own", "claimed"},
    ("head", "classify"): OPEN | {"approved"},
    ("head", "request_changes"): {"waiting", "ready", "own", "claimed"},
    ("head", "reject"): {"waiting", "ready", "own", "claimed"},
}
SAID = {
    "request_changes": {"reason": "Mohon dilengkapi."},
    "reject": {"reason": "Bukan untuk umum."},
    "classify": {"classification": "anytime", "reason": "Prosedur", "review_by": None},
}


def verdicts(action, made, person):
    ulids = [edition.material.ulid for edition in made.values()]
    chosen = bulk.newest_of(ulids, person)
    return bulk.verdicts(bulk.ACTIONS[action], chosen, person)


def name_of(made, edition):
    return next(name for name, one in made.items() if one.pk == edition.pk)


@pytest.mark.parametrize(("who", "action"), CAN, ids=[f"{w}-{a}" for w, a in CAN])
def test_what_can_be_done_is_what_is_then_done(who, action, one_of_each, everyone):
    """The verdict beforehand, typed by hand, and the services' own answer to the same."""
    person = everyone[who]
    told = verdicts(action, one_of_each, person)
    assert {name_of(one_of_each, v.edition) for v in told if not v.why} == CAN[who, action]
    marks = {v.edition.material.ulid: v.mark for v in told}
    results = bulk.act(bulk.ACTIONS[action], marks, SAID.get(action, {}), actor=person)
    assert {ulid for ulid, why in results.items() if why} == {
        v.edition.material.ulid for v in told if v.why
    }


WHY_NOT_APPROVED = {
    "draft": ["Its state is “Draft”, and from there this cannot be done."],
    "waiting": ["The class of information is not set. Set it under “Class of information”."],
    "own": ["You sent this yourself, so somebody else has to approve it."],
    "approved": ["Its state is “Approved”, and from there this cannot be done."],
    "rejected": ["Its state is “Rejected”, and from there this cannot be done."],
}


def test_the_reasons_are_said_in_words(one_of_each, manager, english):
    why = {v.edition.title: v.why for v in verdicts("approve", one_of_each, manager)}
    assert {title: why[title] for title in WHY_NOT_APPROVED} == WHY_NOT_APPROVED
    assert why["claimed"][0].startswith("Hadi Kepala is reviewing this until ")
    assert "on its way to visitors" in dict_of("discard", one_of_each, manager)["going live"][0]
    assert dict_of("submit", {"empty": one_of_each["empty"]}, manager)[""] == [
        "It has no title. Write a title first.",
        "It has neither text nor photos. Write some text or add a photo.",
    ]


def dict_of(action, made, person):
    return {v.edition.title: v.why for v in verdicts(action, made, person)}


def test_others_materials_are_not_told_of(one_of_each, outsider):
    assert [v.edition.title for v in verdicts("submit", one_of_each, outsider)] == ["theirs"]


def test_the_page_says_both_and_does_nothing(one_of_each, manager):
    client = Client(headers={"accept-language": "en"})
    client.force_login(manager)
    ulids = [edition.material.ulid for edition in one_of_each.values()]
    asked = {"do": "approve", "m": [*ulids, "0" * 26], "back": "/review/?page=2"}
    page = client.get(PAGE, asked)
    html = page.content.decode()
    assert [edition.title for edition, _mark in page.context["can"]] == ["ready"]
    assert len(page.context["cannot"]) == len(one_of_each) - 1
    assert "One of the chosen is no longer there for you." in html
    assert 'href="/review/?page=2"' in html
    assert not Edition.objects.filter(title="ready").exclude(state=State.SUBMITTED).exists()


@pytest.mark.parametrize(
    "back", ["https://contoh.test/", "//contoh.test/", "javascript:alert(1)", "review/", ""]
)
def test_the_way_back_stays_in_the_portal(back, author, unit, client):
    client.force_login(author)
    edition = editions.draft(author, unit)
    page = client.get(PAGE, {"do": "discard", "m": edition.material.ulid, "back": back})
    assert page.context["back"] == "/materials/"


def test_nothing_chosen_and_too_many(author, client, english):
    client.force_login(author)
    for number in (0, 101):
        asked = {"do": "discard", "m": ["0" * 26] * number, "back": "/materials/?group=working"}
        answer = client.get(PAGE, asked)
        assert (answer.status_code, answer.url) == (302, "/materials/?group=working")
    assert len(list(client.get("/").context["messages"])) == 2


def test_what_was_chosen_twice_is_there_once(author, unit, manager):
    edition = editions.draft(author, unit)
    review.move(edition, "discard", actor=manager)
    assert len(bulk.newest_of([edition.material.ulid] * 2, author)) == 1
