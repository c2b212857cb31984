"""What the check finds out by writing, and that nothing of it stays on the site."""

import pytest

from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.connection.probes import MARK, picture, try_out
from tests.fake_wordpress.site import Media, Post
from tests.wordpress.test_publishing_killed import Killed, dying

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

WRITES = ["upload_media", "delete_media", "create_post", "delete_post"]
READS = ["find_media", "find_posts", "read_post"]


@pytest.fixture
def probe(fake_wordpress):
    """Runs the probes; findings by name."""

    def run(client=WordPress):
        fake = fake_wordpress
        with client(fake.url, fake.user, fake.password, read_timeout=1) as wordpress:
            return {finding.name: finding for finding in try_out(wordpress, lambda step: None)}

    return run


def left(fake):
    """What the site holds beside its example post."""
    return [post for post in fake.posts.values() if post.id != 1] + list(fake.media.values())


def test_a_good_site_takes_all_and_keeps_nothing(fake_wordpress, probe):
    findings = probe()
    assert list(findings) == ["photo", "markup", "discussion"]
    assert all(finding.ok and not finding.remedy for finding in findings.values())
    assert left(fake_wordpress) == []


def test_the_draft_holds_what_the_portal_sends_and_is_never_shown(fake_wordpress, probe):
    probe()
    [request] = fake_wordpress.sent("create_post")
    content = request.fields["content"]
    for part in ("<!-- wp:image", 'class="wp-image-1"', "<figcaption>", "<!-- wp:heading"):
        assert part in content
    assert f"<!-- {MARK} -->" in content
    assert request.fields["status"] == "draft"


def test_the_picture_is_as_large_as_photos_become(fake_wordpress, probe):
    assert 2 <= probe()["photo"].data["size"] <= 6
    assert len(picture((60, 40))) < 10_000


def test_a_site_that_changes_what_is_sent(fake_wordpress, probe):
    fake_wordpress.site.strips_markup = True
    finding = probe()["markup"]
    assert (finding.code, finding.ok) == ("markup.changed", False)
    assert "Editor" in finding.remedy
    assert left(fake_wordpress) == []


def test_closed_comments_are_a_warning(fake_wordpress, probe):
    fake_wordpress.site.default_comment_status = "closed"
    finding = probe()["discussion"]
    assert (finding.ok, "Discussion" in finding.remedy) == (True, True)


@pytest.mark.parametrize(
    ("limit", "code", "words"),
    [(500_000, "photo.too_large", "upload limit"), (0, "photo.refused", "space left")],
)
def test_a_small_picture_tells_a_limit_from_a_full_disk(fake_wordpress, probe, limit, code, words):
    fake_wordpress.site.upload_limit = limit
    findings = probe()
    assert (findings["photo"].code, findings["photo"].ok) == (code, False)
    assert words in findings["photo"].remedy
    assert findings["markup"].ok
    assert left(fake_wordpress) == []


def test_a_web_server_that_turns_a_large_photo_away(fake_wordpress, probe):
    fake_wordpress.fail("upload_media", "too_large")
    assert probe()["photo"].code == "photo.too_large"


def test_any_other_refusal_of_the_photo_keeps_its_own_words(fake_wordpress, probe):
    fake_wordpress.fail("upload_media", "firewall")
    assert probe()["photo"].data["error"] == "firewall"
    fake_wordpress.site.upload_limit = 500_000
    fake_wordpress.fail("upload_media", "firewall", skip=1)
    assert probe()["photo"].data["error"] == "firewall"


@pytest.mark.parametrize("times", [1, 4])
@pytest.mark.parametrize("fault", ["lost_before", "lost_after", "error_after", "error_before"])
@pytest.mark.parametrize("step", [*WRITES, *READS])
def test_a_fault_at_any_request_leaves_nothing_for_longer_than_the_next_check(
    fake_wordpress, probe, step, fault, times
):
    fake_wordpress.fail(step, fault, times=times)
    findings = probe()
    assert left(fake_wordpress) == [] or {"left", "probes"} & set(findings)
    fake_wordpress.faults.clear()
    probe()
    assert left(fake_wordpress) == []


@pytest.mark.parametrize("step", ["upload_media", "create_post"])
@pytest.mark.parametrize("fault", ["lost_after", "error_after", "bad_gateway_after", "no_id"])
def test_a_lost_answer_is_cleared_up_by_the_same_check(fake_wordpress, probe, step, fault):
    fake_wordpress.fail(step, fault)
    findings = probe()
    assert not all(finding.ok for finding in findings.values())
    assert left(fake_wordpress) == []


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize(
    "call", ["media_found", "posts_found", "upload_media", "delete_media", "create_post", "post"]
)
def test_what_a_killed_worker_leaves_goes_with_the_next_check(
    fake_wordpress, probe, call, answered
):
    with pytest.raises(Killed):
        probe(dying(call, answered=answered))
    assert all(finding.ok for finding in probe().values())
    assert left(fake_wordpress) == []


def test_what_cannot_be_taken_away_is_told(fake_wordpress, probe):
    fake_wordpress.fail("delete_post", "forbidden", times=None)
    findings = probe()
    assert findings["left"].remedy.count(MARK) == 1
    # The check after that may not write either, before it has taken away what is there.
    assert list(probe()) == ["probes"]
    assert len(left(fake_wordpress)) == 1


def test_nothing_is_deleted_that_does_not_carry_the_mark(fake_wordpress, probe):
    site, now = fake_wordpress.site, fake_wordpress.now()
    site.posts[7] = Post(7, "Uji portal:connection", "<p>portal:01ABC</p>", modified_gmt=now)
    site.posts[8] = Post(8, "Milik kami", f"<!-- {MARK} --> x", modified_gmt=now, status="trash")
    data = picture((60, 40))
    words = ("image/jpeg", "portal connection-check", "portal-connection-check", (60, 40))
    site.media[9] = Media(9, "/wp-content/uploads/a.jpg", data, *words, date_gmt=now)
    probe()
    assert sorted(x.id for x in left(fake_wordpress)) == [7, 9]
