"""The list of materials: its order, filters and pages, and what stands where it is empty."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contentdesk import paging
from contentdesk.models import Classification, Edition, Material, State
from contentdesk.organization.duties import Role
from contentdesk.services import drafts, review, urgent
from tests.cast import person
from tests.contentdesk import editions

pytestmark = pytest.mark.django_db
LIST = "/materials/"


@pytest.fixture
def client():
    """Reads English, as the sentences stand in the code."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def all_kinds(author, outsider, unit, other_unit, manager, head, program):
    """One of everything that a filter asks for, by title; each a day older than the one before."""
    made = {}
    with time_machine.travel("2031-11-20 03:00Z", tick=False) as clock:

        def add(title, make, *args, **content):
            clock.shift(timedelta(days=-1))
            made[title] = make(*args, title=title, **content)

        add("draft", editions.draft, author, unit)
        add("waiting", editions.submitted, author, unit, program=program)
        add("asked", editions.in_state, State.CHANGES_REQUESTED, author, unit, manager)
        add("approved", editions.approved, author, unit, manager)
        add("live", editions.published, author, unit, manager)
        add("rejected", editions.in_state, State.REJECTED, author, unit, manager)
        add("theirs", editions.submitted, outsider, other_unit)
        add("urgent", editions.submitted, author, unit)
        urgent.approve_urgently(
            made["urgent"],
            actor=head,
            seen_version=made["urgent"].version,
            reason="Wabah",
            classified=urgent.Classified(Classification.IMMEDIATE, "Wabah"),
        )
        Edition.objects.filter(pk=made["approved"].pk).update(held_at=timezone.now())
    return made


def shown(client, query=""):
    page = client.get(LIST + query)
    assert page.status_code == 200
    return [edition.title for edition in page.context["editions"]]


ALL = ["draft", "waiting", "asked", "approved", "live", "rejected", "theirs", "urgent"]
FILTERS = {
    "": ALL,
    "?group=": ALL,
    "?group=working": ["draft", "asked"],
    "?group=waiting": ["waiting", "theirs"],
    "?group=approved": ["approved", "urgent"],
    "?group=published": ["live"],
    "?group=ended": ["rejected"],
    "?kind=announcement": ALL,
    "?kind=service": [],
    "?unit={other_unit}": ["theirs"],
    "?program={program}": ["waiting"],
    "?information=anytime": ["approved", "live"],
    "?information=immediate": ["urgent"],
    "?since=2031-11-18": ["draft", "waiting"],
    "?until=2031-11-13": ["theirs", "urgent"],
    "?since=2031-11-17&until=2031-11-17": ["asked"],
    "?second_look=on": ["urgent"],
    "?held=on": ["approved"],
    "?held=on&second_look=on": [],
    "?group=approved&information=anytime&q=held": [],
    "?group=waiting&q=their": ["theirs"],
    # what no form of ours sends narrows nothing, and is said beside the field
    "?group=nonsense": ALL,
    "?unit=999&kind=%00&since=yesterday&older=nonsense&newer=-5": ALL,
}


def test_the_filters(all_kinds, manager, other_unit, program, client):
    client.force_login(manager)
    known = {"other_unit": other_unit.pk, "program": program.pk}
    found = {query: shown(client, query.format(**known)) for query in FILTERS}
    assert found == FILTERS


def test_nonsense_is_said_beside_its_field(manager, client):
    client.force_login(manager)
    page = client.get(LIST, {"since": "yesterday", "kind": "nonsense"}).content.decode()
    assert "Enter a valid date." in page
    assert '<details class="fold search-more" open>' in page


def test_the_filters_stay_in_the_address(all_kinds, manager, client):
    client.force_login(manager)
    page = client.get(LIST, {"q": "waiting", "kind": "announcement", "held": "on"})
    html = page.content.decode()
    assert "2 active" in html
    assert "?q=waiting&amp;kind=announcement&amp;held=on&amp;group=approved" in html
    assert 'href="/materials/?q=waiting"' in html  # remove the filters, keep the words
    assert "Remove the filters, use fewer words" in html


def test_what_waits_on_a_live_page_is_said_beside_it(author, unit, manager, client):
    published = editions.published(author, unit, manager)
    drafts.submit(drafts.begin_edition(published.material, actor=author), actor=author)
    client.force_login(author)
    html = client.get(LIST).content.decode()
    assert html.index("On the website</span>") < html.index("Changes wait for review</span>")
    assert shown(client, "?group=published") == shown(client, "?group=waiting") == [editions.TITLE]


def test_the_last_change_stands_first(author, unit, manager, client):
    first, _second = (editions.draft(author, unit, title=title) for title in ("first", "second"))
    client.force_login(author)
    assert shown(client) == ["second", "first"]
    review.move(first, "discard", actor=author)
    assert shown(client) == ["first", "second"]


def test_staff_of_one_unit_have_no_unit_to_choose(author, lead, client):
    for who, offered in {author: False, lead: True}.items():
        client.force_login(who)
        assert ("unit" in client.get(LIST).context["filters"].form.fields) is offered


def test_who_leads_a_program_and_works_in_a_unit_sees_both_in_one_order(
    all_kinds, other_unit, program, client
):
    both = person("both", "Bayu", (Role.STAFF, other_unit), (Role.LEAD, program))
    client.force_login(both)
    assert shown(client) == ["waiting", "theirs"]


@pytest.mark.parametrize("number", [24, 25, 26, 60])
def test_page_by_page_everything_once_and_back_again(number, author, unit, client):
    for index in range(number):
        editions.draft(author, unit, title=f"{index}")
    Material.objects.filter(pk__in=Material.objects.values("pk")[:9]).update(
        changed_at=timezone.now()  # at the same moment: then the number decides
    )
    expected = [m.newest.title for m in Material.objects.order_by("-changed_at", "-pk")]
    client.force_login(author)
    pages, forth, back = [], [], []
    query = "?group=working"
    while True:
        page = client.get(LIST + query)
        pages.append(page.context["pages"])
        forth += [edition.title for edition in page.context["editions"]]
        if not pages[-1].older:
            break
        query = f"?group=working&older={pages[-1].older}"
    assert forth == expected
    assert len(pages) == -(-number // paging.PER_PAGE)
    while pages[-1].newer:
        page = client.get(LIST, {"newer": pages[-1].newer})
        pages.append(page.context["pages"])
        back += [edition.title for edition in page.context["editions"]]
    assert len(back) == max(0, number - 1) // paging.PER_PAGE * paging.PER_PAGE
    assert sorted(back) == sorted(expected[: len(back)])


def test_an_empty_list_says_what_to_do(author, auditor, client):
    client.force_login(author)
    assert reverse("material_new") in client.get(LIST).content.decode()
    client.force_login(auditor)
    assert "What the units send will stand here." in client.get(LIST).content.decode()
    words = client.get(LIST, {"q": "tidak ada"}).content.decode()
    assert "No material has all of these words: tidak ada." in words


def test_who_only_leads_a_program_is_told_whose_materials_will_come(
    lead, deputy, head, program, client
):
    both = person("both", "Bayu", (Role.AUDITOR, None), (Role.LEAD, program))
    sentence = "What the units send for your program will stand here."
    for who, told in {lead: True, deputy: True, head: False, both: False}.items():
        client.force_login(who)
        assert (sentence in client.get(LIST).content.decode()) is told, who
