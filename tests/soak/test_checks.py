"""The soak sees what it is there to see: whatever is doubled, lost, leaked or untrue."""

from dataclasses import replace

import pytest

from complaints.models import Comment
from tests.complaints import comments as complaints
from tests.complaints import site
from tests.contentdesk import editions
from tests.soak import checks
from tests.wordpress import publishing

pytestmark = pytest.mark.django_db


@pytest.fixture
def fake(fake_wordpress, author, manager, unit):
    """A site on which everything has come right: a material with a photo, two comments answered."""
    publishing.approved_with_photos(author, unit, manager, "red")
    publishing.run(fake_wordpress)
    fake_wordpress.visitor_comments(1, "Bu Ani", "ani@example.org", "Petugasnya ramah sekali.")
    site.pull(fake_wordpress)
    for comment in Comment.objects.all():
        complaints.triaged({"manager": manager}, "praise", comment=comment)
        complaints.sent_off({"manager": manager}, comment)
    site.run(fake_wordpress)
    return fake_wordpress


def marked(fake):
    return next(post for post in fake.posts.values() if "portal:" in post.content)


def answer(fake):
    return next(comment for comment in fake.comments.values() if comment.author)


def photo(fake):
    return next(iter(fake.media.values()))


def post_again(fake):
    fake.posts[90] = replace(marked(fake), id=90, slug="lagi", status="trash")


def upload_again(fake):
    fake.media[90] = replace(photo(fake), id=90, slug="lagi", path="/wp-content/uploads/lagi.jpg")


def answer_again(fake):
    fake.comments[90] = replace(answer(fake), id=90, status="hold")


def lose_the_marker(fake):
    marked(fake).content = "<p>Isi.</p>"


def hide_the_post(fake):
    marked(fake).status = "draft"


def take_the_featured_photo_away(fake):
    marked(fake).featured_media = 0


def swap_the_photo(fake):
    photo(fake).content = b"another"


def hide_the_answer(fake):
    answer(fake).status = "hold"


def change_the_answer(fake):
    answer(fake).content = "Terima kasih."


def say_something_that_is_not_taken_in(fake):
    fake.visitor_comments(1, "Pak Budi", "budi@example.org", "Halo")


def take_our_own_answer_in(fake):
    complaints.new(external_id=str(answer(fake).id))


TROUBLES = {
    post_again: "has 2 posts",
    upload_again: "too often",
    answer_again: "has 2 answers",
    lose_the_marker: "2 posts are without a marker",
    hide_the_post: "is said to be live and is not",
    take_the_featured_photo_away: "the wrong featured photo",
    swap_the_photo: "does not show its photos",
    hide_the_answer: "is said to be sent and cannot be read",
    change_the_answer: "says something else",
    say_something_that_is_not_taken_in: "3 comments were said, 2 taken in",
    take_our_own_answer_in: "was taken in as a comment",
}


def test_nothing_is_wrong_where_nothing_went_wrong(fake):
    assert checks.at_rest(fake) == []
    assert checks.counts(fake) == {
        "materials_approved": 1,
        "posts_with_marker_in_any_state": 1,
        "photos_in_materials": 1,
        "media_on_the_site": 1,
        "comments_said": 2,
        "comments_taken_in": 2,
        "answers_sent": 2,
        "answers_on_the_site": 2,
    }


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.__name__)
def test_a_trouble_is_seen(trouble, fake):
    trouble(fake)
    assert TROUBLES[trouble] in "\n".join(checks.at_rest(fake))


def test_a_leak_is_seen(fake, author, unit):
    edition = editions.draft(author, unit)
    marked(fake).content += f"<!-- portal:{edition.material.ulid} -->"
    assert "is on the site and not approved" in "\n".join(checks.always(fake))


def test_what_is_not_sent_yet_is_seen_at_rest_alone(fake, author, unit, manager):
    publishing.approved_with_photos(author, unit, manager, "blue")
    assert checks.always(fake) == []
    assert "is approved, its posts []" in "\n".join(checks.at_rest(fake))
