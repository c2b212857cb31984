"""Lists at a hundred and at ten thousand rows: the same number of queries, and how much slower."""

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from complaints.models import Channel, Classification, Comment
from complaints.models import State as CommentState
from contentdesk.models import Edition, Kind, Material, State, new_ulid
from tests.bench.timing import figure, interleaved, milliseconds, ratio

FEW, MANY = 100, 10_000
ROUNDS = 15
# Of a hundred rows everybody below sees a full page, or the ratios would compare page lengths.
STATES = [State.PUBLISHED, State.PUBLISHED, State.DRAFT, State.SUBMITTED, State.REJECTED]
COMMENT_STATES = [
    CommentState.NEW,
    CommentState.ROUTED,
    CommentState.ROUTED,
    CommentState.ANSWERED,
]


def measure(people, units, programs):
    """Both lists, by the pages that people open; the database must hold no rows of them yet."""
    manager = people["manager"]
    materials = {
        "manager_first_page": (manager, "/materials/"),
        "manager_last_page": (manager, "/materials/?page=last"),
        "manager_published_only": (manager, "/materials/?group=published"),
        "unit_staff_own_half": (people["author"], "/materials/"),
    }
    comments = {
        "manager_first_page": (manager, "/comments/"),
        "manager_last_page": (manager, "/comments/?page=last"),
        "manager_answered_only": (manager, "/comments/?group=answered"),
        "lead_own_half": (people["lead"], "/comments/"),
    }
    return {
        "materials_list": _compared(materials, _materials(people["author"], units, programs)),
        "comments_inbox": _compared(comments, _comments(programs)),
    }


def _compared(pages, grow):
    grow(range(FEW))
    at_few = {name: _cost(*page) for name, page in pages.items()}
    grow(range(FEW, MANY))
    at_many = {name: _cost(*page) for name, page in pages.items()}
    return {
        name: {
            f"queries_at_{FEW}": at_few[name][0],
            f"queries_at_{MANY}": figure(at_many[name][0], f"as many as at {FEW}"),
            "time_ratio": figure(ratio(at_many[name][1], at_few[name][1]), "at most 1.5"),
            f"milliseconds_at_{FEW}": milliseconds(at_few[name][1]),
            f"milliseconds_at_{MANY}": milliseconds(at_many[name][1]),
        }
        for name in pages
    }


def _materials(author, units, programs):
    def grow(numbers):
        rows = [
            Material(
                ulid=new_ulid(),
                kind=Kind.ANNOUNCEMENT,
                unit=units[number % len(units)],
                program=programs[number % len(programs)],
                created_by=author,
            )
            for number in numbers
        ]
        Material.objects.bulk_create(rows)
        Edition.objects.bulk_create(
            Edition(material=row, state=STATES[n % len(STATES)], title=f"Jadwal {n}", body="Isi.")
            for n, row in zip(numbers, rows, strict=True)
        )

    return grow


def _comments(programs):
    now = timezone.now()

    def grow(numbers):
        Comment.objects.bulk_create(
            Comment(
                channel=Channel.WORDPRESS,
                external_id=str(number + 1),
                state=COMMENT_STATES[number % len(COMMENT_STATES)],
                classification=Classification.COMPLAINT,
                program=programs[number // len(COMMENT_STATES) % len(programs)],
                urgent=number % 50 == 0,
                author_name="Bu Ani",
                text=f"Antrean loket lama sekali, kali ke-{number}.",
                page_title="Jadwal imunisasi",
                received_at=now - timedelta(minutes=number),
            )
            for number in numbers
        )

    return grow


def _cost(person, address):
    client = Client()
    client.force_login(person)

    def read():
        response = client.get(address)
        assert response.status_code == 200, response.status_code

    read()
    with CaptureQueriesContext(connection) as queries:
        read()
    return len(queries), interleaved(ROUNDS, read)[0]
