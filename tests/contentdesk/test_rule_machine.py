"""Several people at one material, in any order: what must hold always, holds."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from contentdesk.content import Content
from contentdesk.foundation.transitions import Refused
from contentdesk.models import OPEN_STATES, Classification, Kind, People, State, new_ulid
from contentdesk.services import drafts, live, review, reviewers, urgent
from contentdesk.services.photos import NewPhoto, add
from contentdesk.workflow import EDITION
from tests.wordpress.publishing import photo

WHO = st.sampled_from(["author", "colleague", "manager", "head", "auditor"])
APPROVED_ONCE = {State.APPROVED, State.PUBLISHED, State.WITHDRAWN, State.SUPERSEDED}
# Mostly what lets it go on; the others stop it.
CLASSES = st.sampled_from([Classification.ANYTIME] * 4 + Classification.values)
TITLES = st.sampled_from(["Jadwal", "Jadwal baru", "Jadwal lain", ""])
WORDS = "Imunisasi diadakan setiap Selasa di aula, mulai pukul delapan pagi sampai pukul sebelas."


class Material(RuleBasedStateMachine):
    """One material from its beginning; every refusal is an answer, every other error a fault."""

    def __init__(self, people, unit, picture, reached):
        super().__init__()
        self.reached = reached
        self.people, self.picture = people, picture
        self.edition = drafts.start(
            new_ulid(),
            kind=Kind.ANNOUNCEMENT,
            regularity="",
            unit=unit,
            author=people["author"],
        )
        self.material = self.edition.material
        self.seen = self.edition.version
        self.save("author", "Jadwal", stale=False)

    def attempt(self, act, *args, **kwargs):
        self.edition = self.material.editions.latest("number")
        with suppress(Refused, PermissionDenied):
            act(self.edition, *args, **kwargs)
        self.reached.update(self.material.editions.values_list("state", flat=True))

    @initialize(is_live=st.booleans())
    def half_of_the_walks_begin_on_the_website(self, is_live):
        if is_live:
            for _step in ("submit", "approve", "publish"):
                self.go_on()

    @rule(who=WHO, title=TITLES, stale=st.booleans())
    def save(self, who, title, stale):
        version = 1 if stale else self.material.editions.latest("number").version
        words = {
            placement.pk: drafts.PhotoWords("Antrean", "Antrean di depan loket", People.NOBODY)
            for placement in self.material.editions.latest("number").placements.all()
        }
        draft = drafts.Draft(title, WORDS, photos=words)
        self.attempt(drafts.save, draft, actor=self.people[who], seen_version=version)

    @rule(who=WHO)
    def add_photo(self, who):
        self.attempt(add, NewPhoto(self.picture), actor=self.people[who])

    @rule(data=st.data())
    def do_what_is_offered(self, data):
        """One of the buttons that somebody sees now; most steps forward come from here."""
        edition = self.material.editions.latest("number")
        offered = [
            (name, who)
            for who in ("author", "manager", "head")
            for name in EDITION.offered(edition, self.people[who])
        ]
        if offered:
            self.press(*data.draw(st.sampled_from(offered)))

    @rule(who=st.sampled_from(["manager", "head"]))
    def ask_for_changes(self, who):
        self.press("request_changes", who)

    @rule()
    def go_on(self):
        """The straight way, so that the walk comes far enough to go astray there, too."""
        state = self.material.editions.latest("number").state
        if state in {State.DRAFT, State.CHANGES_REQUESTED}:
            self.press("submit", "author")
        elif state == State.SUBMITTED:
            self.classify("head", Classification.ANYTIME)
            self.press("approve", "head")
        elif state == State.APPROVED:
            self.publish(goes_through=True)
        else:
            self.begin_edition("author")

    @rule(who=WHO, name=st.sampled_from(sorted(EDITION.rows)))
    def do_anything(self, who, name):
        """What nobody was offered: a page left open, an address typed by hand."""
        self.press(name, who)

    def press(self, name, who):
        actor = self.people[who]
        version = self.material.editions.latest("number").version
        if name == "submit":
            self.attempt(drafts.submit, actor=actor)
        elif name == "approve":
            self.attempt(review.approve, actor=actor, seen_version=version)
        elif name == "approve_urgently":
            self.attempt(urgent.approve_urgently, actor=actor, seen_version=version, reason="Wabah")
        elif name == "restore":
            self.attempt(review.restore, actor=actor, reason="Sudah benar.")
        else:
            self.attempt(review.move, name, actor=actor, reason="Mohon dilengkapi.")

    @rule(who=st.sampled_from(["manager", "head"]))
    def withdraw_what_is_live(self, who):
        live_one = self.material.editions.filter(state=State.PUBLISHED).first()
        if live_one is not None:
            review.move(live_one, "withdraw", actor=self.people[who], reason="Jadwalnya salah.")
        self.reached.update(self.material.editions.values_list("state", flat=True))

    @rule(who=WHO, take_over=st.booleans())
    def claim(self, who, take_over):
        self.attempt(reviewers.claim, actor=self.people[who], take_over=take_over)

    @rule(who=WHO, classification=CLASSES)
    def classify(self, who, classification):
        day = timezone.localdate() + timedelta(days=30)
        self.attempt(
            review.classify,
            classification,
            actor=self.people[who],
            reason="Pasal 9",
            review_by=day,
        )

    @rule()
    def open_the_page(self):
        self.seen = self.material.editions.latest("number").version

    @rule(who=WHO, later=st.booleans())
    def approve_as_it_was_when_opened(self, who, later):
        at = timezone.now() + timedelta(days=1) if later else None
        self.attempt(review.approve, actor=self.people[who], seen_version=self.seen, publish_at=at)

    @rule(who=WHO)
    def look_second(self, who):
        self.attempt(urgent.look_second, "Sudah benar.", actor=self.people[who])

    @rule(who=WHO)
    def begin_edition(self, who):
        self.attempt(lambda edition: drafts.begin_edition(self.material, actor=self.people[who]))

    @rule(goes_through=st.booleans())
    def publish(self, goes_through):
        """The worker's part: due, fit, still approved, shown."""
        for edition in self.material.editions.due(timezone.now()):
            if live.is_fit(edition, edition.pinned) and live.begin_flip(edition, edition.pinned):
                if goes_through:
                    live.record_live(edition, edition.pinned, address="https://contoh.test/")
                else:
                    live.release_flip(edition)

    @invariant()
    def one_is_open_and_one_is_live_at_most(self):
        states = list(self.material.editions.values_list("state", flat=True))
        assert len([state for state in states if state in OPEN_STATES]) <= 1
        assert states.count(State.PUBLISHED) <= 1

    @invariant()
    def no_state_without_an_event(self):
        for edition in self.material.editions.all():
            assert edition.events.exclude(to_state="").last().to_state == edition.state

    @invariant()
    def what_is_approved_is_what_was_read(self):
        for edition in self.material.editions.filter(state__in=APPROVED_ONCE):
            decided = edition.events.filter(name__startswith="approve").last()
            assert decided.data["sha256"] == edition.pinned.sha256
            assert Content.from_json(edition.pinned.content).sha256 == edition.pinned.sha256
            assert Content.of(edition).sha256 == edition.pinned.sha256

    @invariant()
    def nobody_approves_what_they_sent(self):
        for edition in self.material.editions.all():
            sender = None
            for event in edition.events.all():
                unsent = event.name == "approve_urgently" and event.from_state == State.DRAFT
                sender = event.actor_id if event.name == "submit" or unsent else sender
                assert event.name != "approve" or event.actor_id != sender

    @invariant()
    def nothing_excluded_or_unclassified_is_approved(self):
        for edition in self.material.editions.filter(state__in=APPROVED_ONCE):
            assert edition.classification not in {"", Classification.EXCLUDED}

    @invariant()
    def a_second_look_is_another_persons(self):
        for edition in self.material.editions.exclude(second_look_by=None):
            assert edition.second_look_by_id != edition.urgent_by_id


def test_whatever_people_do_in_whatever_order(everyone, unit):
    picture, reached = photo("red"), set()
    run_state_machine_as_test(
        lambda: Material(everyone, unit, picture, reached),
        settings=settings(
            max_examples=40,
            stateful_step_count=30,
            derandomize=True,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    # Else the walk would have seen too little to say anything.
    assert reached >= {*APPROVED_ONCE, State.CHANGES_REQUESTED, State.DISCARDED}


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
