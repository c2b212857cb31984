"""The tags of the look: times as people say them, icons that exist, lists that page."""

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from config.navigation import PLACES
from config.templatetags.portal import appointment, clock, moment, when

ROOT = Path(settings.BASE_DIR)
# Monday 23 November 2026, 09:00 in Jakarta
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday_morning_in_jakarta():
    with time_machine.travel(NOW, tick=False), timezone.override("Asia/Jakarta"):
        yield


def render(source, **context):
    return Template("{% load portal %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (datetime(2026, 11, 23, 3, 0, tzinfo=UTC), "today 10:00"),
        (datetime(2026, 11, 22, 9, 20, tzinfo=UTC), "yesterday 16:20"),
        (datetime(2026, 11, 24, 3, 0, tzinfo=UTC), "tomorrow 10:00"),
        # 23.30 UTC on Sunday is already Monday morning in Jakarta
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "today 06:30"),
        (datetime(2026, 11, 13, 3, 0, tzinfo=UTC), "Fri 13 Nov"),
        (datetime(2026, 11, 27, 3, 0, tzinfo=UTC), "Fri 27 Nov 10:00"),
        (datetime(2025, 11, 23, 3, 0, tzinfo=UTC), "Sun 23 Nov 2025"),
        (datetime(2027, 1, 4, 3, 0, tzinfo=UTC), "Mon 4 Jan 2027 10:00"),
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 22), "yesterday"),
        (date(2026, 11, 24), "tomorrow"),
        (date(2026, 12, 1), "Tue 1 Dec"),
        (None, ""),
    ],
)
def test_a_moment_is_said_as_people_say_it(value, words):
    with translation.override("en"):
        assert when(value) == words


@pytest.mark.parametrize(
    ("value", "english", "indonesian"),
    [
        (datetime(2026, 11, 23, 3, 0, tzinfo=UTC), "today 10:00 WIB", "hari ini 10.00 WIB"),
        (datetime(2026, 11, 24, 3, 0, tzinfo=UTC), "tomorrow 10:00 WIB", "besok 10.00 WIB"),
        (datetime(2026, 11, 29, 3, 0, tzinfo=UTC), "Sunday 10:00 WIB", "Minggu 10.00 WIB"),
        # A week from now has the same name as today.
        (
            datetime(2026, 11, 30, 3, 0, tzinfo=UTC),
            "Monday 30 November 10:00 WIB",
            "Senin 30 November 10.00 WIB",
        ),
        (
            datetime(2027, 1, 4, 3, 0, tzinfo=UTC),
            "Monday 4 January 2027 10:00 WIB",
            "Senin 4 Januari 2027 10.00 WIB",
        ),
    ],
)
def test_a_button_says_exactly_when(value, english, indonesian):
    with translation.override("en"):
        assert appointment(value) == english
        assert clock(value) == "10:00"
    with translation.override("id"):
        assert appointment(value) == indonesian
        assert clock(value) == "10.00"


def test_indonesian_writes_its_own_days_and_a_dot_in_the_hour():
    with translation.override("id"):
        assert when(datetime(2026, 11, 30, 3, 0, tzinfo=UTC)) == "Sen 30 Nov 10.00"
        assert when(datetime(2026, 11, 23, 3, 0, tzinfo=UTC)).endswith("10.00")


def test_the_zone_decides_what_today_is():
    late_on_monday = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    with translation.override("en"):
        assert when(late_on_monday) == "today 23:00"
        with timezone.override("Asia/Jayapura"):
            assert when(late_on_monday) == "tomorrow 01:00"


@pytest.mark.parametrize(
    ("zone", "title"),
    [
        ("Asia/Jakarta", "Senin 23 November 2026, 10.00 WIB"),
        ("Asia/Makassar", "Senin 23 November 2026, 11.00 WITA"),
        ("Asia/Jayapura", "Senin 23 November 2026, 12.00 WIT"),
    ],
)
def test_the_title_has_the_whole_date_and_the_zone(zone, title):
    with translation.override("id"), timezone.override(zone):
        assert f'title="{title}"' in moment(datetime(2026, 11, 23, 3, 0, tzinfo=UTC))


def test_a_moment_is_read_by_machines_too():
    with translation.override("en"):
        html = moment(datetime(2026, 11, 23, 3, 0, tzinfo=UTC))
        assert 'datetime="2026-11-23T10:00:00+07:00"' in html
        assert 'title="Monday 23 November 2026"' in moment(date(2026, 11, 23))
        assert moment(None) == ""


def test_a_chip_has_an_icon_and_a_word_and_escapes_it():
    html = render("{% chip 'waiting' 'hourglass-split' label %}", label="<b>Waiting</b>")
    assert 'class="chip chip-waiting"' in html
    assert "icons.svg#hourglass-split" in html
    assert "&lt;b&gt;Waiting&lt;/b&gt;" in html


def test_an_empty_list_says_what_to_do_or_nothing():
    assert "<a" not in render("{% empty_state 'inbox' 'Nothing waits' %}")
    html = render("{% empty_state 'inbox' 'Nothing' url='/new' action='New material' %}")
    assert 'href="/new"' in html


def test_pages_keep_the_other_parameters():
    request = RequestFactory().get("/materials", {"state": "draft", "page": "2"})
    page = Paginator(range(60), 20).get_page(2)
    html = render("{% paginate page %}", page=page, request=request)
    links = re.findall(r'<a [^>]*href="([^"]+)"', html)
    assert links == ["?state=draft&amp;page=1", "?state=draft&amp;page=3"]


def test_one_page_alone_has_no_way_on():
    page = Paginator(range(3), 20).get_page(1)
    request = RequestFactory().get("/")
    assert render("{% paginate page %}", page=page, request=request).strip() == ""


class Symbols(HTMLParser):
    def __init__(self):
        super().__init__()
        self.names = set()

    def handle_starttag(self, tag, attrs):
        if tag == "symbol":
            self.names.add(dict(attrs)["id"])


def test_every_icon_named_is_in_the_sprite():
    drawn = Symbols()
    drawn.feed((ROOT / "static" / "icons.svg").read_text())
    templates = "".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    named = set(re.findall(r'{% icon "([\w-]+)"', templates))
    named |= set(re.findall(r'{% chip "\w+" "([\w-]+)"', templates))
    named |= set(re.findall(r'{% empty_state "([\w-]+)"', templates))
    named |= {icon for _, _, icon, _ in PLACES}
    assert named - drawn.names == set()
