"""Histories and jobs: each deed once, in an order that is possible."""

from collections import Counter
from itertools import pairwise

from complaints.models import Comment, CommentEvent, Reply, ReplyEvent, ReplyState, Shown
from complaints.models import Delivery as CommentDelivery
from contentdesk.models import Edition, EditionEvent, State
from contentdesk.wordpress.models import Delivery, Publication, Removal

# What only somebody on WordPress itself could have done, and nobody did.
THERE = ["moved_there", "edited_there", "answered_there"]


def always():
    """Every history goes from state to state, and tells of nothing that nobody did."""
    for events, subjects in ((EditionEvent, Edition), (CommentEvent, Comment), (ReplyEvent, Reply)):
        states = {}
        for event in events.objects.exclude(to_state="").order_by("pk"):
            key = event.subject_id
            if states.get(key, event.from_state) != event.from_state:
                yield f"{events.__name__} {event.pk}: {event.name} from {event.from_state}"
            states[key] = event.to_state
        for subject in subjects.objects.filter(pk__in=states):
            if subject.state != states[subject.pk]:
                yield f"{subjects.__name__} {subject.pk} is {subject.state}, its history not"
    for event in CommentEvent.objects.filter(name__in=THERE):
        yield f"comment {event.subject_id} is said to have been {event.name}: {event.data}"
    posted = Counter(ReplyEvent.objects.filter(name="posted").values_list("subject", flat=True))
    yield from (f"answer {pk} was posted {n} times" for pk, n in posted.items() if n > 1)


def at_rest():
    """Each decision was carried out and told once, and no job is left."""
    for edition in Edition.objects.select_related("pinned"):
        names = list(edition.events.order_by("pk").values_list("name", flat=True))
        yield from (f"edition {edition.pk} {words}" for words in _edition(edition, Counter(names)))
        if any(a == b for a, b in _pairs(names, {"withdraw", "record_removed", "record_live"})):
            yield f"edition {edition.pk} was shown or taken off twice in a row"
    yield from _files()
    for comment in Comment.objects.all():
        names = list(comment.events.order_by("pk").values_list("name", flat=True))
        if any(a == b for a, b in _pairs(names, set(Shown.values))):
            yield f"comment {comment.pk} was told to be shown or hidden twice in a row"
        sent = comment.replies.filter(state=ReplyState.SENT).count()
        if names.count("answer") != sent:
            yield f"comment {comment.pk} was recorded answered {names.count('answer')} times"
    yield from _jobs()


def _edition(edition, told):
    given = told["approve"] + told["restore"]
    taken = told["reopen"] + told["discard_approved"] + (edition.state == State.APPROVED)
    if told["record_live"] != given - taken:
        yield f"was recorded live {told['record_live']} times, to be shown {given - taken}"
    if told["record_removed"] > told["withdraw"]:
        yield f"was recorded taken off {told['record_removed']} times"
    live = Publication.objects.filter(material=edition.material_id, state="live")
    if edition.state == State.WITHDRAWN and (live.exists() or not told["record_removed"]):
        yield "was taken off and nobody has recorded that it is gone"
    if told["record_draft_gone"] > told["discard_approved"]:
        yield f"was given up, its draft recorded gone {told['record_draft_gone']} times"
    shown = edition.events.filter(name__in=["record_live", "record_amended", "record_again"])
    publish = edition.deliveries.filter(purpose=Delivery.Purpose.PUBLISH, state="done")
    if publish.count() != shown.count():
        yield f"has {publish.count()} publications done, {shown.count()} recorded"
    amended = Counter(e.data["sha256"] for e in edition.events.filter(name="record_amended"))
    yield from (f"was recorded amended {n} times alike" for n in amended.values() if n > 1)


def _files():
    """A file that goes is one job and one event; one that never arrived is no event."""
    gone = Counter()
    for event in EditionEvent.objects.filter(name="record_file_gone").select_related("subject"):
        gone[event.subject.material_id, event.data["file"]] += 1
    done = Removal.objects.filter(state="done").exclude(addresses=[])
    jobs = Counter(done.values_list("publication__material", "sha256"))
    for key in gone.keys() | jobs.keys():
        if gone[key] != jobs[key]:
            yield f"file {key[1][:12]} was deleted {jobs[key]} times, recorded {gone[key]}"


def _jobs():
    for jobs in (Delivery, Removal, CommentDelivery):
        for job in jobs.objects.exclude(state__in=["done", "dropped"]):
            yield f"{jobs.__name__} {job.pk} is {job.state} {job.error_code} at {job.step}"


def _pairs(names, among):
    told = [name for name in names if name in among]
    return pairwise(told)
