"""Answers and the fetching of comments wait while the site is down, and a person may insist."""

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints import tasks
from complaints.models import Delivery
from complaints.wordpress import sending
from contentdesk.wordpress import pausing
from tests.complaints import comments as cast_comments

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(settings, fake_wordpress, everyone):
    """An answer that is ready to be sent, with a site in the settings."""
    settings.WORDPRESS_URL = fake_wordpress.url
    settings.WORDPRESS_USER = fake_wordpress.user
    settings.WORDPRESS_APP_PASSWORD = fake_wordpress.password
    comment, _said = cast_comments.on_the_site(fake_wordpress, "Petugasnya ramah sekali.")
    cast_comments.triaged(everyone, "praise", comment=comment)
    cast_comments.sent_off(everyone, comment)
    return comment


def test_neither_another_answer_nor_the_fetching_asks_again(fake_wordpress, waiting):
    fake_wordpress.fail(when="any", how="busy", times=None)
    asked = len(fake_wordpress.requests)
    sending.send_due()
    assert len(fake_wordpress.requests) == asked + 1
    assert tasks.pull() == 0
    Delivery.objects.update(next_try=timezone.now())
    sending.send_due()
    assert len(fake_wordpress.requests) == asked + 1


def test_a_fetch_that_fails_pauses_and_one_that_succeeds_goes_on(fake_wordpress, waiting):
    fake_wordpress.fail(when="any", how="maintenance")
    assert tasks.pull() is None
    assert pausing.is_paused(timezone.now())
    pausing.end()
    assert pausing.is_doubtful()
    assert tasks.pull() is not None
    assert not pausing.is_doubtful()


def test_a_person_may_insist(fake_wordpress, waiting, everyone, client):
    fake_wordpress.fail(when="any", how="busy")
    sending.send_due()
    assert pausing.is_paused(timezone.now())
    client.force_login(everyone["manager"])
    assert client.post(reverse("comment_retry", args=[waiting.pk])).status_code == 302
    assert not pausing.is_paused(timezone.now())
