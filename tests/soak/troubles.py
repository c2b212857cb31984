"""What can go wrong with pages, comments and histories, and how the soak tells it."""

from dataclasses import replace

from django.core.files.storage import default_storage
from django.utils import timezone

from complaints.models import Channel, Comment, CommentEvent, Reply, ReplyEvent
from contentdesk.models import Edition, EditionEvent, Photo, State
from contentdesk.wordpress.models import Delivery, Publication, Removal
from tests.complaints import comments as complaints
from tests.contentdesk import editions


def post_of(fake, title):
    return next(post for post in fake.posts.values() if post.title == title)


def page(fake):
    return post_of(fake, editions.TITLE)


def answer(fake):
    return next(comment for comment in fake.comments.values() if comment.author)


def photo(fake):
    return next(iter(fake.media.values()))


def the(state):
    return Edition.objects.get(state=state)


def upload(fake, slug, content, path="/wp-content/uploads/lagi.jpg"):
    fake.media[90] = replace(photo(fake), id=90, slug=slug, content=content, path=path)


def withdrawn_photo():
    return Photo.objects.get(consents__withdrawn_at__isnull=False)


def post_again(fake):
    fake.posts[90] = replace(page(fake), id=90, slug="lagi", status="trash")


def upload_again(fake):
    upload(fake, f"{photo(fake).slug}-2", photo(fake).content)


def upload_something_else(fake):
    upload(fake, "foto-0123456789abcdef-zzzzzz", b"else")


def leave_a_photo(fake):
    upload(fake, f"foto-0123456789abcdef-{photo(fake).slug[-6:]}", b"older")


def bring_the_withdrawn_photo_back(fake):
    with default_storage.open(withdrawn_photo().file) as file:
        upload(fake, "lagi", file.read())


def name_the_withdrawn_photo(fake):
    page(fake).content += f"<p>foto-{withdrawn_photo().sha256[:16]}-a</p>"


def leave_a_copy_of_the_file(fake):
    path = Removal.objects.exclude(addresses=[]).first().addresses[0].removeprefix(fake.url)
    upload(fake, "lagi", photo(fake).content, path)


def lose_the_marker(fake):
    page(fake).content = "<p>Isi.</p>"


def hide_the_page(fake):
    page(fake).status = "draft"


def move_the_page(fake):
    page(fake).slug = "lain"


def show_what_was_taken_off(fake):
    post_of(fake, "Jadwal lama").status = "publish"


def bring_back_what_was_given_up(fake):
    mark = f"<!-- portal:{the(State.DISCARDED).material.ulid} -->"
    fake.posts[90] = replace(page(fake), id=90, slug="lagi", content=mark, status="draft")


def show_another_version(fake):
    page(fake).content = page(fake).content.replace("version:", "version:0")


def show_no_version(fake):
    page(fake).content = page(fake).content.replace("version:", "")


def change_the_words(fake):
    page(fake).content = page(fake).content.replace("Selasa", "Rabu")


def take_the_featured_photo_away(fake):
    page(fake).featured_media = 0


def swap_the_photo(fake):
    photo(fake).content = b"another"


def lose_the_photo(fake):
    fake.media.clear()


def believe_in_another_revision(fake):
    revision = the(State.DISCARDED).revisions.last()
    Publication.objects.filter(state="live").update(revision=revision)


def believe_in_drift(fake):
    Publication.objects.filter(state="live").update(drift={"kind": "edited"})


def believe_it_not_to_be_live(fake):
    Publication.objects.filter(state="live").update(state="absent")


def never_take_it_off(fake):
    Delivery.objects.filter(purpose="unpublish").update(state="dropped")
    Publication.objects.filter(state="removed").update(state="live")


ON_PAGES = {
    post_again: "has 2 posts",
    upload_again: "is there 2 times",
    upload_something_else: "which is no material",
    leave_a_photo: "is there and nothing needs it",
    bring_the_withdrawn_photo_back: "had to go and is there",
    name_the_withdrawn_photo: "had to go and is named in a page",
    leave_a_copy_of_the_file: "can still be fetched",
    lose_the_marker: "2 posts are without a marker",
    hide_the_page: "is said to be live and is not",
    move_the_page: "is not seen by a stranger",
    show_what_was_taken_off: "is public and should not be",
    bring_back_what_was_given_up: "has the posts ['draft'] and not []",
    show_another_version: "shows visitors what nobody approved",
    show_no_version: "shows another version than the pinned one",
    change_the_words: "does not say what was approved",
    take_the_featured_photo_away: "the wrong featured photo",
    swap_the_photo: "does not show its photos",
    lose_the_photo: "is missing",
    believe_in_another_revision: "believed to show another revision",
    believe_in_drift: "is said to be edited by somebody",
    believe_it_not_to_be_live: "is published, its publication is not live",
    never_take_it_off: "jobs were still to be queued",
}


def answer_again(fake):
    fake.comments[90] = replace(answer(fake), id=90, status="hold")


def hide_the_answer(fake):
    answer(fake).status = "hold"


def change_the_answer(fake):
    answer(fake).content = "Terima kasih."


def lose_the_answer(fake):
    del fake.comments[answer(fake).id]


def say_something_that_is_not_taken_in(fake):
    fake.visitor_comments(1, "Pak Budi", "budi@example.org", "Halo")


def take_our_own_answer_in(fake):
    complaints.new(external_id=str(answer(fake).id))


def keep_one_without_its_record(fake):
    Comment.objects.create(
        channel=Channel.WORDPRESS, external_id="77", text="Halo", received_at=timezone.now()
    )


def hide_the_comment(fake):
    fake.comments[answer(fake).parent].status = "hold"


def believe_it_hidden(fake):
    Comment.objects.update(shown="hidden")


def believe_that_somebody_did_it(fake):
    Comment.objects.update(noticed={"undone": True})


ON_COMMENTS = {
    answer_again: "has 2 answers",
    hide_the_answer: "is said to be sent and cannot be read",
    change_the_answer: "says something else",
    lose_the_answer: "has 0 answers, written were 1",
    say_something_that_is_not_taken_in: "3 comments were said, 2 taken in",
    take_our_own_answer_in: "was taken in as a comment",
    keep_one_without_its_record: "has no snapshot",
    hide_the_comment: "is hold, decided was show",
    believe_it_hidden: "is approved and believed to be hidden",
    believe_that_somebody_did_it: "somebody is believed to have done",
}


def tell_again(events, name):
    def trouble(fake):
        event = events.objects.filter(name=name).first()
        events.record(event.subject, name, actor=None, data=event.data)

    trouble.__name__ = f"tell_{name}_again"
    return trouble


def tell_of_an_impossible_move(fake):
    EditionEvent.record(
        the(State.PUBLISHED), "x", actor=None, from_state="draft", to_state="published"
    )


def change_a_state_in_silence(fake):
    Reply.objects.update(state="draft")


def tell_what_nobody_did(fake):
    CommentEvent.record(Comment.objects.first(), "moved_there", actor=None)


def never_tell_that_it_was_taken_off(fake):
    EditionEvent.record(
        the(State.PUBLISHED), "withdraw", actor=None, from_state="published", to_state="withdrawn"
    )
    Edition.objects.filter(state=State.PUBLISHED).update(state=State.WITHDRAWN)


def leave_a_job(fake):
    Removal.objects.update(state="failed", error_code="forbidden")


IN_HISTORIES = {
    tell_of_an_impossible_move: "x from draft",
    change_a_state_in_silence: "is draft, its history not",
    tell_what_nobody_did: "is said to have been moved_there",
    tell_again(ReplyEvent, "posted"): "was posted 2 times",
    tell_again(EditionEvent, "record_live"): "recorded live 2 times, to be shown 1",
    tell_again(EditionEvent, "record_removed"): "recorded taken off 2 times",
    tell_again(EditionEvent, "record_removed"): "shown or taken off twice in a row",
    never_tell_that_it_was_taken_off: "nobody has recorded that it is gone",
    tell_again(EditionEvent, "record_draft_gone"): "its draft recorded gone 2 times",
    tell_again(EditionEvent, "record_amended"): "was recorded amended 2 times alike",
    tell_again(EditionEvent, "record_file_gone"): "was deleted 1 times, recorded 2",
    tell_again(CommentEvent, "shown"): "told to be shown or hidden twice in a row",
    tell_again(CommentEvent, "answer"): "was recorded answered 2 times",
    leave_a_job: "is failed forbidden",
}
TROUBLES = ON_PAGES | ON_COMMENTS | IN_HISTORIES
