"""What cannot be approved for want of a class of information is classified together, then approved.

The law asks for the class of all that is public (UU 14/2008), and units do not set it: whoever
approves several would otherwise have to open each.
"""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from contentdesk.models import Edition, State
from contentdesk.services import review
from tests.contentdesk import editions
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db
PAGE = "/materials/several/"
SAID = {"classification": "anytime", "reason": "Prosedur pelayanan"}


@pytest.fixture
def mira(manager):
    client = Client(headers={"accept-language": "en"})
    client.force_login(manager)
    return client


def ulids(*made):
    return [edition.material.ulid for edition in made]


def asks(client, action, *made):
    return client.get(PAGE, {"do": action, "m": ulids(*made), "back": "/review/?page=2"})


def asked(address):
    parts = urlsplit(address)
    assert parts.path == PAGE
    return parse_qs(parts.query)


def press(client, page, **said):
    """Press the button of a confirm page, as its form stands there; the report."""
    names = ("do", "back", "then")
    html = page.content.decode()
    shown = {n: page.context.get(n) for n in names if f'name="{n}"' in html}
    seen = [f"{edition.material.ulid}:{mark}" for edition, mark in page.context["can"]]
    sent = {**shown, "do": page.context["action"].name, "seen": seen}
    return client.post(PAGE, {**sent, **said}, follow=True)


@pytest.fixture
def unanswered(author, unit, head):
    """Sent, and later left without saying who is on its photo: lacks more than the class."""
    edition = editions.submitted(author, unit, title="unanswered", photos=[photo("red")])
    edition.placements.update(people="")
    return edition


def test_those_without_a_class_are_led_to_it(author, unit, head, manager, mira, unanswered):
    """The only obstacle or one of several; but not of what is not theirs to approve now."""
    ready = editions.submitted(author, unit, title="ready")
    editions.classify(ready, head)
    alone = editions.submitted(author, unit, title="alone")
    own = editions.submitted(manager, unit, title="own")
    draft = editions.draft(author, unit, title="draft")
    page = asks(mira, "approve", ready, alone, own, unanswered, draft)
    why = {v.edition.title: v.why for v in page.context["cannot"]}
    assert (len(why["alone"]), len(why["unanswered"]) > 1) == (1, True)
    query = asked(page.context["classify_url"])
    assert query == {
        "do": ["classify"],
        "m": ulids(alone, unanswered),
        "back": ["/review/?page=2"],
        "then": ["approve"],
    }
    html = page.content.decode()
    link = html.index("Set the class of these first (2)")
    assert html.index("These stay as they are") < link < html.index("alone</a>")


def test_no_link_where_the_class_is_no_obstacle(author, unit, head, mira):
    ready = editions.submitted(author, unit, title="ready")
    editions.classify(ready, head)
    waiting = editions.submitted(author, unit, title="waiting")
    for page in (asks(mira, "approve", ready), asks(mira, "reject", waiting)):
        assert "Set the class of these first" not in page.content.decode()


def test_classified_together_then_approved(author, unit, mira):
    made = [editions.submitted(author, unit, title=f"Jadwal {n}") for n in range(3)]
    classify = mira.get(asks(mira, "approve", *made).context["classify_url"])
    # One is gone before the button is pressed: it is not among those to approve.
    review.move(made[1], "take_back", actor=author)
    report = press(mira, classify, **SAID)
    assert "Now approve (2)" in report.content.decode()
    assert 'href="/review/?page=2"' in report.content.decode()
    query = asked(report.context["next_url"])
    assert query == {
        "do": ["approve"],
        "m": ulids(made[0], made[2]),
        "back": ["/review/?page=2"],
    }
    report = press(mira, mira.get(report.context["next_url"]))
    states = [Edition.objects.get(pk=edition.pk).state for edition in made]
    assert states == [State.APPROVED, State.DRAFT, State.APPROVED]
    assert "Now approve" not in report.content.decode()


def test_a_form_that_was_not_right_still_leads_on(author, unit, mira):
    waiting = editions.submitted(author, unit)
    classify = mira.get(asks(mira, "approve", waiting).context["classify_url"])
    again = press(mira, classify, **{**SAID, "reason": ""})
    assert again.status_code == 422
    assert "Now approve (1)" in press(mira, again, **SAID).content.decode()


def test_only_who_came_from_an_approval_is_led_to_one(author, unit, mira):
    page = asks(mira, "classify", editions.submitted(author, unit))
    assert "Now approve" not in press(mira, page, **SAID).content.decode()


@pytest.mark.parametrize(
    ("action", "then"),
    [("classify", "reject"), ("classify", "nonsense"), ("discard", "approve")],
)
def test_no_other_step_can_be_put_into_the_address(action, then, author, unit, mira):
    page = asks(mira, action, editions.submitted(author, unit))
    report = press(mira, page, **SAID, then=then)
    assert report.context["failed"] == []
    assert report.context["next_url"] == ""


def test_where_nothing_was_done_nothing_is_offered(author, unit, mira):
    waiting = editions.submitted(author, unit)
    classify = mira.get(asks(mira, "approve", waiting).context["classify_url"])
    review.move(waiting, "take_back", actor=author)
    report = press(mira, classify, **SAID)
    assert (len(report.context["failed"]), report.context["next_url"]) == (1, "")
