"""A person no longer agrees: the photo leaves the page, its files leave the site, with proof."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contentdesk.foundation.delivery import DeliveryState
from contentdesk.models import Edition, Material, People, State
from contentdesk.services import drafts, photos, review, takedown
from contentdesk.services.consents import Agreement, record_consent
from contentdesk.wordpress import pausing, queueing, removing
from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.models import Delivery, Publication, Removal
from contentdesk.workflow import NotFit
from tests.contentdesk import editions
from tests.wordpress.publishing import approved_with_photos, ours, photo, run
from tests.wordpress.test_publishing_killed import Killed, dying

pytestmark = pytest.mark.django_db
TOLD = "Datang ke loket pagi ini."


def submitted(author, unit, manager, *colours, body=editions.BODY):
    """Photos of Siti, who agreed; ready to be approved."""
    edition = editions.draft(author, unit, photos=[photo(c) for c in colours], body=body)
    words = {
        placement.pk: drafts.PhotoWords(
            f"Keterangan {n}", f"Ibu di ruang KIA {n}", People.CONSENTED
        )
        for n, placement in enumerate(edition.placements.all())
    }
    draft = drafts.Draft(edition.title, edition.body, photos=words)
    drafts.save(edition, draft, actor=author, seen_version=edition.version)
    for placement in edition.placements.all():
        placement.edition = edition
        agrees_on(placement, author)
    drafts.submit(edition, actor=author)
    editions.classify(edition, manager)
    return edition


def agrees_on(placement, actor, person="Siti Aminah"):
    said = Agreement(person, "Berita", proof_kept_at="Map 1")
    return record_consent(placement, said, actor=actor)


def published(fake, author, unit, manager, *colours, **content):
    edition = submitted(author, unit, manager, *colours, **content)
    review.approve(edition, actor=manager, seen_version=edition.version)
    run(fake)
    edition.refresh_from_db()
    assert edition.state == State.PUBLISHED
    return edition


def withdraws(edition, actor):
    placement = edition.placements.select_related("photo").first()
    consent = placement.photo.consents.get()
    takedown.withdraw_consent(edition, consent, TOLD, actor=actor)
    return placement.photo.sha256


def remove(fake, client=WordPress):
    """One run of the worker over every file that has to go."""
    removing.queue_removals(timezone.now())
    pausing.end()
    Removal.objects.filter(next_try__isnull=False).update(next_try=timezone.now())
    Removal.objects.filter(state="sending").update(claimed_until=timezone.now())
    for pk in removing.due(timezone.now()):
        with client(fake.url, fake.user, fake.password, read_timeout=1) as wordpress:
            removing.send_one(pk, wordpress)


def test_the_page_goes_on_without_the_photo_and_its_files_are_gone(
    fake_wordpress, author, manager, unit
):
    edition = published(fake_wordpress, author, unit, manager, "red", "blue")
    [post] = ours(fake_wordpress, edition)
    paths = [media.path for media in fake_wordpress.media.values()]
    sha = withdraws(edition, author)
    edition.refresh_from_db()
    assert (edition.state, edition.pinned.number) == (State.PUBLISHED, 2)
    remove(fake_wordpress)
    assert len(fake_wordpress.media) == 2, "no file goes while the page still shows it"
    run(fake_wordpress)
    assert (post.status, post.content.count("<img")) == ("publish", 1)
    remove(fake_wordpress)
    [left] = fake_wordpress.media.values()
    assert sha[:16] not in left.slug
    removal = Removal.objects.get()
    assert removal.state == DeliveryState.DONE
    [gone] = [path for path in paths if path != left.path]
    assert fake_wordpress.url + gone in removal.addresses
    assert len(removal.addresses) == 2, "the smaller copy, too"
    assert removal.due_by - timezone.now() < timedelta(hours=72)
    assert queueing.queue_due(timezone.now()) == 0
    told = list(edition.events.order_by("pk").values_list("name", flat=True))[-4:]
    assert told == ["withdraw_consent", "withdraw_photo", "record_amended", "record_file_gone"]
    assert Publication.objects.get().attachments.count() == 1


def test_a_second_look_is_owed_to_what_nobody_reviewed(fake_wordpress, author, manager, head, unit):
    edition = published(fake_wordpress, author, unit, manager, "red")
    withdraws(edition, manager)
    owing = Edition.objects.second_look_owed().get()
    assert owing == edition
    assert owing.urgent_by == manager


def test_photos_alone_without_a_text_are_taken_off_altogether(
    fake_wordpress, author, manager, unit
):
    edition = published(fake_wordpress, author, unit, manager, "red", body="")
    withdraws(edition, author)
    edition.refresh_from_db()
    assert edition.state == State.WITHDRAWN
    run(fake_wordpress)
    remove(fake_wordpress)
    assert [post.status for post in ours(fake_wordpress, edition)] == ["draft"]
    assert not fake_wordpress.media
    with pytest.raises(NotFit):
        review.restore(edition, actor=manager, reason="Sudah benar.")


def test_every_material_with_that_photo(fake_wordpress, author, manager, unit):
    both = [published(fake_wordpress, author, unit, manager, "red") for _n in range(2)]
    withdraws(both[0], author)
    run(fake_wordpress)
    remove(fake_wordpress)
    for edition in both:
        [post] = ours(fake_wordpress, edition)
        assert "<img" not in post.content
    assert not fake_wordpress.media


def test_what_is_approved_for_later_is_held(fake_wordpress, author, manager, unit):
    edition = submitted(author, unit, manager, "red")
    at = timezone.now() + timedelta(days=3)
    review.approve(edition, actor=manager, seen_version=edition.version, publish_at=at)
    withdraws(edition, author)
    Edition.objects.update(publish_at=timezone.now())
    run(fake_wordpress)
    edition.refresh_from_db()
    assert [found["code"] for found in edition.held_for] == ["consent_withdrawn"]
    assert not ours(fake_wordpress, edition)


def test_gone_live_in_the_very_moment(fake_wordpress, author, manager, unit):
    """The publisher had looked before the withdrawal: the next minute finds it."""
    edition = published(fake_wordpress, author, unit, manager, "red")
    consent = edition.placements.get().photo.consents.get()
    type(consent).objects.update(withdrawn_at=timezone.now(), withdrawn_by=author)
    assert takedown.take_out_withdrawn() == 1
    assert takedown.take_out_withdrawn() == 0
    run(fake_wordpress)
    assert "<img" not in ours(fake_wordpress, edition)[0].content


def test_who_agrees_again_is_shown_again(fake_wordpress, author, manager, unit):
    edition = submitted(author, unit, manager, "red")
    withdraws(edition, author)
    placement = edition.placements.get()
    placement.edition = edition
    agrees_on(placement, author)
    review.approve(edition, actor=manager, seen_version=edition.version)
    run(fake_wordpress)
    edition.refresh_from_db()
    assert edition.state == State.PUBLISHED
    assert takedown.take_out_withdrawn() == 0


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize("call", ["media", "delete_media", "look"])
def test_a_killed_worker_is_gone_on_from(call, answered, fake_wordpress, author, manager, unit):
    edition = published(fake_wordpress, author, unit, manager, "red")
    withdraws(edition, author)
    run(fake_wordpress)
    with pytest.raises(Killed):
        remove(fake_wordpress, dying(call, answered=answered))
    remove(fake_wordpress)
    assert Removal.objects.get().state == DeliveryState.DONE
    assert not fake_wordpress.media
    assert Removal.objects.get().addresses


@pytest.mark.parametrize("fault", ["forbidden", "hang_after", "lost_before", "error_after", "busy"])
def test_a_fault_is_told_and_healed(fault, fake_wordpress, author, manager, unit):
    edition = published(fake_wordpress, author, unit, manager, "red")
    withdraws(edition, author)
    run(fake_wordpress)
    fake_wordpress.fail(when="delete_media", how=fault)
    remove(fake_wordpress)
    assert Removal.objects.get().error_code
    Removal.objects.update(next_try=timezone.now())
    remove(fake_wordpress)
    assert Removal.objects.get().state == DeliveryState.DONE
    assert not fake_wordpress.media


def test_another_file_under_its_number_is_left_alone(fake_wordpress, author, manager, unit):
    edition = published(fake_wordpress, author, unit, manager, "red")
    withdraws(edition, author)
    run(fake_wordpress)
    [media] = fake_wordpress.media.values()
    media.slug = "logo"
    remove(fake_wordpress)
    assert (Removal.objects.get().state, Removal.objects.get().error_code) == (
        DeliveryState.FAILED,
        "file_not_ours",
    )
    assert fake_wordpress.media


def test_a_photo_taken_out_by_a_new_edition_leaves_the_site(fake_wordpress, author, manager, unit):
    edition = approved_with_photos(author, unit, manager, "red", "blue")
    run(fake_wordpress)
    assert len(fake_wordpress.media) == 2
    second = drafts.begin_edition(edition.material, actor=author)
    photos.take_out(second, second.placements.first().pk, actor=author)
    drafts.submit(second, actor=author)
    remove(fake_wordpress)
    assert len(fake_wordpress.media) == 2, "the live page shows it still"
    editions.classify(second, manager)
    review.approve(second, actor=manager, seen_version=second.version)
    run(fake_wordpress)
    remove(fake_wordpress)
    assert len(fake_wordpress.media) == 1
    assert Removal.objects.get().due_by is None
    assert Delivery.objects.filter(state=DeliveryState.DONE).count() == 2


def test_the_unit_says_it_on_the_page_of_the_consents(
    fake_wordpress, author, manager, auditor, unit, client
):
    edition = published(fake_wordpress, author, unit, manager, "red")
    placement = edition.placements.get()
    consent = placement.photo.consents.get()
    args = [edition.material.ulid, placement.pk]
    url = reverse("material_consent_withdraw", args=[*args, consent.pk])
    client.force_login(auditor)
    assert client.post(url, {f"withdraw{consent.pk}-words": TOLD}).status_code == 403
    client.force_login(author)
    refused = client.post(url, {f"withdraw{consent.pk}-words": "  "})
    assert refused.status_code == 422
    assert client.get(url).url == reverse("material_consents", args=args)
    answer = client.post(url, {f"withdraw{consent.pk}-words": TOLD}, follow=True)
    assert answer.redirect_chain == [(reverse("material", args=args[:1]), 302)]
    consent.refresh_from_db()
    assert (consent.withdrawn_by, consent.withdrawn_words) == (author, TOLD)
    edition.refresh_from_db()
    assert edition.pinned.number == 2


def test_whatever_the_live_edition_said_was_on_the_photo(fake_wordpress, author, manager, unit):
    """The next edition knew better who is on it; its consent is withdrawn."""
    live = approved_with_photos(author, unit, manager, "red", "blue")
    run(fake_wordpress)
    [shown] = ours(fake_wordpress, live)
    change = drafts.begin_edition(Material.objects.get(pk=live.material_id), actor=author)
    placement = change.placements.select_related("photo").first()
    agrees_on(placement, author)
    consent = placement.photo.consents.get()
    takedown.withdraw_consent(change, consent, TOLD, actor=manager)
    run(fake_wordpress)
    assert placement.photo.sha256[:16] not in shown.content
    assert shown.status == "publish"
