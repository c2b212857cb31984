"""Pages are filed under categories and tags by their kind, unit and program."""

import pytest
from django.urls import reverse

from contentdesk.models import Material, State
from contentdesk.organization.models import Program
from contentdesk.services import drafts, review
from contentdesk.wordpress import terms
from contentdesk.wordpress.models import Delivery, SiteEvent, Term
from tests.contentdesk import editions
from tests.wordpress.publishing import ours, run

pytestmark = pytest.mark.django_db


def filed(fake, edition):
    """The names of the categories and tags of the page."""
    [post] = ours(fake, edition)
    return (
        [fake.categories[number].name for number in post.categories],
        sorted(fake.tags[number].name for number in post.tags),
    )


def of_unit(unit):
    return next(x for x in terms.all_subjects() if x.key == f"unit:{unit.pk}")


def decide(unit, manager, taxonomy="tags", name=""):
    return terms.decide(of_unit(unit), taxonomy=taxonomy, name=name, actor=manager)


def test_by_kind_unit_and_program(fake_wordpress, author, manager, unit):
    program = Program.objects.create(name="KIA & Gizi")
    edition = editions.approved(author, unit, manager, program=program)
    run(fake_wordpress)
    assert filed(fake_wordpress, edition) == (["Pengumuman"], ["Farmasi", "KIA &amp; Gizi"])


def test_found_once_the_numbers_are_kept(fake_wordpress, author, manager, unit):
    for _ in range(2):
        editions.approved(author, unit, manager)
        run(fake_wordpress)
    assert len(fake_wordpress.sent("find_term")) == 2
    assert [tag.name for tag in fake_wordpress.tags.values()] == ["Farmasi"]


def test_renamed_on_wordpress_it_stays_the_one_it_was(fake_wordpress, author, manager, unit):
    editions.approved(author, unit, manager)
    run(fake_wordpress)
    [tag] = fake_wordpress.tags.values()
    tag.name = "Apotek"
    second = editions.approved(author, unit, manager)
    run(fake_wordpress)
    assert filed(fake_wordpress, second)[1] == ["Apotek"]


def test_deleted_on_wordpress_it_is_made_again(fake_wordpress, author, manager, unit):
    editions.approved(author, unit, manager)
    run(fake_wordpress)
    fake_wordpress.tags.clear()
    second = editions.approved(author, unit, manager)
    run(fake_wordpress)
    assert Delivery.objects.last().error_code == "read_back_terms"
    run(fake_wordpress)
    second.refresh_from_db()
    assert second.state == State.PUBLISHED
    assert filed(fake_wordpress, second)[1] == ["Farmasi"]


def test_under_the_name_that_the_website_has(fake_wordpress, author, manager, unit):
    for number in range(130):
        fake_wordpress.tags[number + 500] = type(fake_wordpress.categories[1])(
            number + 500, f"Tag {number} Obat", f"tag-{number}"
        )
    assert decide(unit, manager, name="tag 129 obat")
    edition = editions.approved(author, unit, manager)
    run(fake_wordpress)
    assert filed(fake_wordpress, edition)[1] == ["Tag 129 Obat"]


def test_as_a_category_or_not_at_all(fake_wordpress, author, manager, unit):
    decide(unit, manager, "categories")
    first = editions.approved(author, unit, manager)
    run(fake_wordpress)
    assert filed(fake_wordpress, first) == (["Pengumuman", "Farmasi"], [])
    decide(unit, manager, "nothing")
    second = editions.approved(author, unit, manager)
    run(fake_wordpress)
    assert filed(fake_wordpress, second) == (["Pengumuman"], [])


def test_a_program_that_was_taken_off_goes_there_too(fake_wordpress, author, manager, unit):
    """A field emptied here is emptied there."""
    program = Program.objects.create(name="Gizi")
    first = editions.approved(author, unit, manager, program=program)
    run(fake_wordpress)
    change = drafts.begin_edition(Material.objects.get(pk=first.material_id), actor=author)
    draft = drafts.Draft(change.title, change.body, program=None)
    drafts.save(change, draft, actor=author, seen_version=change.version)
    drafts.submit(change, actor=author)
    editions.classify(change, manager)
    review.approve(change, actor=manager, seen_version=change.version)
    run(fake_wordpress)
    assert filed(fake_wordpress, first)[1] == ["Farmasi"]


def form_of(client, person):
    client.force_login(person)
    return client.get(reverse("website_terms"), headers={"accept-language": "en"})


def test_who_decides_and_what_is_kept(everyone, unit, client):
    seen = {who: form_of(client, person).status_code for who, person in everyone.items()}
    assert {who for who, status in seen.items() if status == 200} == {"manager"}
    form = form_of(client, everyone["manager"]).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {f"unit:{unit.pk}:name": "Apotek", f"unit:{unit.pk}:as": "categories"}
    for _click in range(2):
        assert client.post(reverse("website_terms"), data).status_code == 302
    assert SiteEvent.objects.count() == 1, "what stayed as it was is no event"
    assert (Term.objects.get().taxonomy, Term.objects.get().name) == ("categories", "Apotek")
    client.force_login(everyone["head"])
    assert client.post(reverse("website_terms"), data).status_code == 403


def test_a_colleagues_decision_meanwhile_is_not_undone(manager, unit, client):
    form = form_of(client, manager).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {f"initial-{name}": value for name, value in data.items()}
    decide(unit, manager, "categories", "Apotek")
    data["kind:service:name"] = "Layanan kami"
    client.post(reverse("website_terms"), data)
    assert Term.objects.get(subject=f"unit:{unit.pk}").name == "Apotek"
    assert Term.objects.get(subject="kind:service").name == "Layanan kami"


def test_what_is_wrong_is_said_and_kept(manager, unit, client):
    client.force_login(manager)
    data = {f"unit:{unit.pk}:name": "x" * 81, f"unit:{unit.pk}:as": "tags"}
    reply = client.post(reverse("website_terms"), data)
    assert reply.status_code == 422
    assert "x" * 81 in reply.content.decode()
    assert not Term.objects.exists()
