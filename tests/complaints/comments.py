"""Comments in each state, made the way people make them."""

import itertools
from datetime import timedelta

from django.utils import timezone

from complaints.models import (
    Channel,
    Classification,
    Comment,
    Delivery,
    Shown,
    State,
    Wish,
)
from complaints.services import comments, intake, replies
from complaints.services.comments import Sorting
from complaints.services.intake import Received

SAID = "Antrean loket hari ini lama sekali."
ANSWER = "Terima kasih atas masukannya. Kami sudah menambah satu petugas di loket."
PLAN = "Menambah petugas loket pada jam sibuk."
DONE = "Petugas kedua sudah bertugas sejak Senin."
_numbers = itertools.count(101)


def new(text=SAID, **columns):
    """A comment as the feed takes it in."""
    number = next(_numbers)
    received = Received(
        channel=Channel.WORDPRESS,
        external_id=str(number),
        text=text,
        received_at=timezone.now(),
        record=f'{{"id":{number}}}',
        author_name="Bu Ani",
        author_email="ani@example.org",
        remote_post=1,
        page_title="Jadwal imunisasi",
        page_url="https://contoh.test/jadwal/",
    )
    comment = intake.take_in(received)
    if columns:
        Comment.objects.filter(pk=comment.pk).update(**columns)
        comment.refresh_from_db()
    return comment


def sorting(kind=Classification.COMPLAINT, *, program=None, wish=Wish.SHOW, urgent=False):
    return Sorting(kind, None, program, urgent, wish)


def triaged(people, kind=Classification.COMPLAINT, *, comment=None, **more):
    comment = comment or new()
    comments.triage(comment, sorting(kind, **more), actor=people["manager"])
    return comment


def routed(people, program, kind=Classification.COMPLAINT, **more):
    comment = triaged(people, kind, **more)
    comments.route(comment, actor=people["manager"], program=program)
    return comment


def followed_up(people, program, kind=Classification.COMPLAINT, *, done="", **more):
    comment = routed(people, program, kind, **more)
    comments.follow_up(
        comment,
        actor=people["lead"],
        plan=PLAN,
        responsible=people["author"],
        due=timezone.localdate() + timedelta(days=3),
        done=done,
    )
    return comment


def sent_off(people, comment, text=ANSWER):
    """The manager has sent the answer; it waits for the worker."""
    reply = replies.prepare_reply(comment, actor=people["manager"], text=text)
    replies.send_reply(reply, actor=people["manager"])
    return reply


def delivery_of(reply):
    return Delivery.objects.get(reply=reply)


def answered(people, program, kind=Classification.COMPLAINT, **more):
    comment = followed_up(people, program, kind, done=DONE, **more)
    reply = sent_off(people, comment)
    job = delivery_of(reply)
    job.claim()
    replies.record_posted(reply, remote_id=900 + comment.pk, address="https://contoh.test/#c")
    assert replies.record_reply_sent(job, reply)
    comment.refresh_from_db()
    return comment


def archived(people):
    comment = new()
    comments.archive(comment, actor=people["manager"], kind="spam")
    return comment


def in_state(state, people, program, kind=Classification.COMPLAINT):
    """A comment in any state that first light knows."""
    makers = {
        State.NEW: new,
        State.TRIAGED: lambda: triaged(people, kind),
        State.ROUTED: lambda: routed(people, program, kind),
        State.IN_FOLLOW_UP: lambda: followed_up(people, program, kind),
        State.ANSWERED: lambda: answered(people, program, kind),
        State.ARCHIVED: lambda: archived(people),
    }
    return makers[state]()


def on_the_site(fake, text=SAID, *, post=1, parent=0):
    """A visitor's comment on the fake site, and the same one taken in."""
    said = fake.visitor_comments(post, "Bu Ani", "ani@example.org", text, parent)
    return new(text, external_id=str(said.id), remote_post=post, shown=Shown.HELD), said
