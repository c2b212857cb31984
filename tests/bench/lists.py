"""Lists and search at two sizes: the same number of queries, and how much slower.

In time of the processor: the two sizes are minutes apart, and SQLite works in this process.
"""

import random
import time
from datetime import timedelta
from functools import lru_cache
from itertools import islice

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from complaints.models import Channel, Classification, Comment
from complaints.models import State as CommentState
from contentdesk import search
from contentdesk.listing import STAGES
from contentdesk.models import Edition, Kind, Material, Stage, State, Word, new_ulid
from contentdesk.organization.duties import Role
from tests.bench.timing import figure, interleaved, milliseconds, ratio
from tests.cast import person

ROUNDS = 15
BATCH = 5_000
MATERIALS = (1_000, 100_000)
COMMENTS = (100, 10_000)
# Of the smaller number everybody below sees a full page, or the ratios would compare page lengths.
STATES = [State.PUBLISHED] * 14 + [State.DRAFT] * 2 + [State.REJECTED] * 3 + [State.SUBMITTED]
COMMENT_STATES = [CommentState.NEW, *[CommentState.ROUTED] * 2, CommentState.ANSWERED]
SYLLABLES = ["ba", "ki", "lu", "men", "ra", "sa", "ta", "wi", "pe", "ngan"]
BODY_WORDS = 30


def measure(people, units, programs):
    """Both lists, by the pages that people open; the database must hold no rows of them yet."""
    manager, author = people["manager"], people["author"]
    both = person("both", "Kiki Rekan", (Role.STAFF, units[0]), (Role.LEAD, programs[0]))
    materials = {
        "unit_staff": (author, "/materials/"),
        "unit_staff_being_written": (author, "/materials/?group=working"),
        "manager": (manager, "/materials/"),
        "manager_late_page": (manager, _late_page),
        "manager_on_the_website": (manager, "/materials/?group=published"),
        "manager_one_program": (manager, f"/materials/?program={programs[0].pk}"),
        "manager_second_look_owed": (manager, "/materials/?second_look=on"),
        "lead": (people["lead"], "/materials/"),
        "staff_of_a_unit_and_lead_of_a_program": (both, "/materials/"),
        "review_queue": (manager, "/review/"),
    }
    searches = {
        "frequent_word": (manager, "/materials/?q=imunisasi"),
        "frequent_word_by_unit_staff": (author, "/materials/?q=imunisasi"),
        "beginning_of_a_word": (manager, "/materials/?q=imuni"),
        "rare_word": (manager, "/materials/?q=fogging"),
        "two_words": (manager, "/materials/?q=lansia+imunisasi"),
        "two_frequent_words_never_together": (manager, "/materials/?q=ganjil+genap"),
        "name_of_a_unit": (manager, f"/materials/?q={units[0].name}"),
        "no_hit": (manager, "/materials/?q=xylofon"),
    }
    comments = {
        "manager_first_page": (manager, "/comments/"),
        "manager_last_page": (manager, "/comments/?page=last"),
        "manager_answered_only": (manager, "/comments/?group=answered"),
        "lead_own_half": (people["lead"], "/comments/"),
    }
    more = _materials(author, units, programs)
    measured = _compared({**materials, **searches}, more, MATERIALS)
    return {
        "materials_list": {name: measured[name] for name in materials},
        "materials_search": {name: measured[name] for name in searches},
        "comments_inbox": _compared(comments, _comments(programs), COMMENTS),
    }


def _compared(pages, grow, sizes):
    few, many = sizes
    grow(range(few))
    at_few = {name: _cost(*page) for name, page in pages.items()}
    grow(range(few, many))
    at_many = {name: _cost(*page) for name, page in pages.items()}
    return {
        name: {
            f"queries_at_{few}": at_few[name][0],
            f"queries_at_{many}": figure(at_many[name][0], f"not more than at {few}"),
            "time_ratio": figure(ratio(at_many[name][1], at_few[name][1]), "at most 1.5"),
            f"processor_milliseconds_at_{few}": milliseconds(at_few[name][1]),
            f"processor_milliseconds_at_{many}": milliseconds(at_many[name][1]),
        }
        for name in pages
    }


def _materials(author, units, programs):
    now = timezone.now()

    def made(number):
        changed = now - timedelta(minutes=1_000_000 - number)
        material = Material(
            ulid=new_ulid(),
            kind=Kind.values[number % 5],
            unit=units[number % len(units)],
            program=programs[number // 2 % len(programs)],
            created_by=author,
            changed_at=changed,
            words_by=search.WAY,
        )
        state = STATES[number * 7 % len(STATES)]
        material.stage = STAGES.get(state, Stage.ENDED)
        material.is_live = state == State.PUBLISHED
        text = _text(number)
        title = " ".join(text.split()[:4])
        return material, Edition(state=state, title=title, body=text, submitted_at=changed)

    def grow(numbers):
        numbers = iter(numbers)
        while batch := list(islice(numbers, BATCH)):
            pairs = [made(number) for number in batch]
            Material.objects.bulk_create(material for material, _edition in pairs)
            for material, edition in pairs:
                edition.material = material
            Edition.objects.bulk_create(edition for _material, edition in pairs)
            own = Edition.objects.filter(material=OuterRef("pk")).values("pk")
            Material.objects.filter(newest=None).update(newest=Subquery(own))
            _index(pairs)

    return grow


@lru_cache
def _filling(number):
    """Words that nobody asks for, out of a language of a thousand."""
    chosen = random.Random(number)
    return tuple("".join(chosen.choices(SYLLABLES, k=3)) for _ in range(BODY_WORDS))


def _text(number):
    words = [*_filling(number % 101), "ganjil" if number % 2 else "genap"]
    words += ["imunisasi"] if number % 3 == 0 else ["penimbangan"]
    words += ["lansia"] if number % 5 == 0 else []
    words += ["fogging"] if number < 30 else []
    return " ".join(words[::-1])


def _index(pairs):
    """The words as listing.refresh writes them, many at once."""
    words = ((m.pk, word) for m, edition in pairs for word in search.words([edition.body]))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {Word._meta.db_table} (material_id, word) VALUES (%s, %s)", list(words)
        )


def _late_page():
    """As if somebody had gone on to almost the last page."""
    here = Material.objects.order_by("changed_at")[60]
    return f"/materials/?older={round(here.changed_at.timestamp() * 1_000_000)}-{here.pk}"


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
    address = address() if callable(address) else address

    def read():
        response = client.get(address)
        assert response.status_code == 200, response.status_code

    read()
    with CaptureQueriesContext(connection) as queries:
        read()
    return len(queries), interleaved(ROUNDS, read, clock=time.process_time)[0]
