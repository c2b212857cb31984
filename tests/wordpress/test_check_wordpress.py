"""manage.py check_wordpress."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from contentdesk.foundation.delivery import DeliveryState
from contentdesk.wordpress import checking
from contentdesk.wordpress.models import ConnectionCheck

pytestmark = pytest.mark.django_db


@pytest.fixture
def configured(fake_wordpress, settings):
    settings.WORDPRESS_URL = fake_wordpress.url
    settings.WORDPRESS_USER = fake_wordpress.user
    settings.WORDPRESS_APP_PASSWORD = fake_wordpress.password
    return fake_wordpress


@pytest.fixture
def run():
    """Runs the command in English; what it printed."""

    def run_command(*options):
        out = io.StringIO()
        try:
            with translation.override("en"):
                call_command("check_wordpress", *options, stdout=out)
        finally:
            run_command.printed = out.getvalue()
        return out.getvalue()

    return run_command


def test_all_is_well(configured, run):
    lines = run().splitlines()
    assert len(lines) == 16
    assert all(line.startswith("✓ ") for line in lines)


def test_read_only_writes_nothing_to_the_site_and_keeps_nothing(configured, run):
    assert len(run("--read-only").splitlines()) == 13
    assert {request.method for request in configured.requests} == {"GET"}
    assert not ConnectionCheck.objects.exists()


def test_what_it_found_stands_on_the_page_too(configured, run):
    run()
    check = ConnectionCheck.objects.get()
    assert (check.state, check.asked_by) == (DeliveryState.DONE, None)
    assert checking.standing()["level"] == "ok"


def test_beside_a_check_that_is_under_way_it_says_so(configured, run):
    check = checking.queue(None)[0]
    assert check.claim()
    with pytest.raises(CommandError, match="under way already"):
        run()
    assert configured.requests == []


def test_what_waits_for_the_worker_is_carried_out_here(configured, run, manager):
    checking.ask(manager)
    run()
    assert ConnectionCheck.objects.get().asked_by == manager


def test_a_warning_does_not_fail(configured, run):
    configured.site.timezone_string = "Asia/Jayapura"
    printed = run()
    assert "! The website is set to time zone Asia/Jayapura, the portal to Asia/Jakarta." in printed
    assert "  → In WordPress, under Settings" in printed


def test_a_failure_says_how_to_mend_it(configured, run):
    configured.rights.discard("upload_files")
    with pytest.raises(CommandError, match="1 thing needs mending"):
        run()
    assert "✗ The account may not upload photos." in run.printed
    assert "  → In WordPress, give the portal's account the role Editor." in run.printed


def test_no_site_names_the_three_settings(settings, run):
    settings.WORDPRESS_URL = ""
    with pytest.raises(CommandError) as error:
        run()
    for name in ("WORDPRESS_URL", "WORDPRESS_USER", "WORDPRESS_APP_PASSWORD"):
        assert name in str(error.value)
