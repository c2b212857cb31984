"""A site that is down pauses the whole queue; one job asks again, and people may insist."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from contentdesk.foundation.delivery import DeliveryState
from contentdesk.wordpress import pausing, queueing, sending, services, tasks
from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.models import Delivery, SiteState
from tests.contentdesk import editions
from tests.wordpress.publishing import run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings, fake_wordpress, monkeypatch):
    settings.WORDPRESS_URL = fake_wordpress.url
    settings.WORDPRESS_USER = fake_wordpress.user
    settings.WORDPRESS_APP_PASSWORD = fake_wordpress.password
    # The worker's queue, in this process.
    now = {f"contentdesk.wordpress.tasks.{task.__name__}": task for task in (tasks.send_one,)}
    monkeypatch.setattr(tasks, "async_task", lambda name, pk: now[name](pk))
    return fake_wordpress


@pytest.fixture
def three(author, unit, manager):
    return [editions.approved(author, unit, manager, title=f"Jadwal {n}") for n in range(3)]


def sweep(minutes=0):
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        tasks.send_due()


def states():
    return sorted(Delivery.objects.values_list("state", flat=True))


def test_nobody_knocks_again_while_the_site_is_down(site, three):
    site.fail(when="any", how="maintenance", times=None)  # its Retry-After says ten minutes
    sweep()
    assert len(site.requests) == 1, "the others saw that it is down, and did not ask"
    state = SiteState.objects.get()
    assert state.paused_until - timezone.now() > timedelta(minutes=9)
    assert states() == ["failed", "queued", "queued"]
    sweep(minutes=5)
    assert len(site.requests) == 1
    sweep(minutes=11)
    assert len(site.requests) == 2, "one job asks, and no more"
    assert SiteState.objects.get().failures == 2


def test_back_again_everything_goes(site, three):
    fault = site.fail(when="any", how="maintenance")
    sweep()
    assert fault.hits == 1
    sweep(minutes=11)
    assert states().count("done") == 1, "the one that asked"
    assert pausing.current().failures == 0
    sweep(minutes=12)
    assert states() == ["done"] * 3


@pytest.mark.parametrize("fault", ["forbidden", "error_after", "hang", "too_large"])
def test_what_one_job_meets_holds_up_nobody_else(fault, site, three):
    site.fail(when="create_post", how=fault)
    sweep()
    assert not SiteState.objects.filter(failures__gt=0).exists()
    assert states().count("done") == 2


def test_a_person_who_insists_is_obeyed(site, three, manager, client):
    site.fail(when="any", how="busy")
    sweep()
    assert pausing.is_paused(timezone.now())
    client.force_login(manager)
    page = client.get(reverse("website"), headers={"accept-language": "en"}).content.decode()
    assert "The website does not answer" in page
    client.post(reverse("website_retry"))
    assert not pausing.is_paused(timezone.now())
    sweep()
    sweep()
    assert states() == ["done"] * 3
    page = client.get(reverse("website"), headers={"accept-language": "en"}).content.decode()
    assert "The website does not answer" not in page


def test_a_retry_of_one_material_ends_the_pause(site, three, manager):
    site.fail(when="any", how="busy")
    sweep()
    assert services.retry(three[0].material, manager)
    assert not pausing.is_paused(timezone.now())


def test_the_pauses_grow_but_never_beyond_a_quarter_of_an_hour(site, three):
    site.stop()
    waits = []
    for _try in range(6):
        pausing.end()
        run(site)
        state = SiteState.objects.get()
        waits.append(round((state.paused_until - timezone.now()) / timedelta(minutes=1)))
    assert waits == [1, 2, 5, 15, 15, 15]


def test_many_at_the_same_moment_are_one_failure(site, three):
    queueing.queue_due(timezone.now())
    site.fail(when="any", how="busy", times=None)
    for job in Delivery.objects.all():
        SiteState.objects.update(paused_until=None)
        with WordPress(site.url, site.user, site.password) as wordpress:
            sending.send(job, wordpress)
    assert SiteState.objects.get().failures == 3
    Delivery.objects.update(next_try=timezone.now())
    with WordPress(site.url, site.user, site.password) as wordpress:
        assert not sending.send(Delivery.objects.first(), wordpress)
    assert SiteState.objects.get().failures == 3


def test_the_command_says_so(site, three):
    site.fail(when="any", how="maintenance")
    with pytest.raises(CommandError):
        call_command("deliver")
    with pytest.raises(CommandError, match="does not answer"):
        call_command("deliver")
    assert Delivery.objects.filter(state=DeliveryState.QUEUED).count() == 2
