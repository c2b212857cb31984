"""`manage.py pull_comments` prints what it did, and says what to do when it could not."""

import pytest
from django.core.management import CommandError, call_command

from complaints import tasks
from complaints.models import Comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def connected(settings, fake_wordpress):
    settings.WORDPRESS_URL = fake_wordpress.url
    settings.WORDPRESS_USER = fake_wordpress.user
    settings.WORDPRESS_APP_PASSWORD = fake_wordpress.password
    settings.LANGUAGE_CODE = "en"
    return fake_wordpress


def test_it_prints_what_came_in(connected, capsys):
    call_command("pull_comments")
    call_command("pull_comments")
    out = capsys.readouterr().out
    assert out.splitlines() == [
        "1 new comment was taken in.",
        "0 new comments were taken in.",
    ]
    assert Comment.objects.count() == 1


def test_without_a_site_it_says_what_to_set():
    with pytest.raises(CommandError, match="WORDPRESS_URL"):
        call_command("pull_comments")


def test_a_site_that_is_down_is_said_in_words(connected):
    connected.stop()
    with pytest.raises(CommandError, match="could not be reached"):
        call_command("pull_comments")


def test_the_workers_task_does_the_same(connected):
    assert tasks.pull() == 1
    assert tasks.pull() == 0


def test_a_site_that_is_down_is_no_failed_task(connected, caplog):
    connected.stop()
    assert tasks.pull() is None
    assert "were not fetched" in caplog.text


def test_without_a_site_the_worker_waits():
    assert tasks.pull() is None


def test_a_second_look_is_printed_whenever_it_is_asked_for(connected, capsys):
    call_command("pull_comments")
    connected.comments[1].status = "trash"
    for changed in (1, 0):
        call_command("pull_comments", "--look-again")
        assert capsys.readouterr().out.splitlines()[-2:] == [
            f"1 comments looked at again, {changed} changed on WordPress.",
            "0 comments came in late: WordPress takes them for spam, or did.",
        ]


def test_the_second_look_of_the_worker(connected):
    assert tasks.look_again().looked == 0
    tasks.pull()
    assert [tasks.look_again().looked for _ in range(2)] == [1, 0]


def test_a_second_look_at_a_site_that_is_down_is_no_failed_task(connected, caplog):
    tasks.pull()
    connected.stop()
    assert tasks.look_again() is None
    assert "were not looked at again" in caplog.text
