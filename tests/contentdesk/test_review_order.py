"""What must be known at once is read first; a full page takes no more queries than a short one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contentdesk.models import Edition, State
from contentdesk.services import drafts, review, reviewers
from contentdesk.waiting import waiting_materials
from tests.contentdesk import editions
from tests.contentdesk.test_queries import queries
from tests.wordpress.publishing import photo

pytestmark = pytest.mark.django_db


def test_at_once_then_the_wished_day_then_who_waits_longest(author, manager, unit):
    today = timezone.localdate()
    wished = {"any day": None, "later": 9, "soon": 2, "any day too": None, "pressing": 30}
    for title, days in wished.items():
        edition = editions.submitted(author, unit, title=title)
        day = None if days is None else today + timedelta(days=days)
        row = Edition.objects.filter(pk=edition.pk)
        row.update(wished_day=day, pressing=title == "pressing")
    outbreak = editions.submitted(author, unit, title="classified immediate")
    review.classify(outbreak, "immediate", actor=manager, reason="Wabah")
    waiting = Edition.objects.filter(state=State.SUBMITTED).in_review_order()
    expected = ["pressing", "classified immediate", "soon", "later", "any day", "any day too"]
    assert [edition.title for edition in waiting] == expected
    assert [edition.title for edition in waiting_materials(manager)["review"]] == expected[:5]


@pytest.mark.parametrize("who", ["author", "manager", "head", "auditor"])
def test_the_page_asks_as_often_for_much_as_for_little(who, everyone, unit, client):
    author, manager = everyone["author"], everyone["manager"]

    def corrected(times, *colours):
        edition = editions.submitted(author, unit, photos=[photo(colour) for colour in colours])
        reviewers.claim(edition, actor=manager)
        for number in range(times):
            review.classify(edition, "anytime", actor=manager, reason=f"Prosedur {number}")
            draft = drafts.Draft(f"Judul {number}", "0812-3456-7890 " * (number + 1))
            drafts.save(edition, draft, actor=manager, seen_version=edition.version)
        return reverse("material", args=[edition.material.ulid])

    little, much = corrected(1, "red"), corrected(3, "red", "blue", "green")
    client.force_login(everyone[who])
    client.get(little)
    few = queries(client, little)
    assert queries(client, much) == few
    assert few <= 30
