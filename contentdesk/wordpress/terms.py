"""Under which categories and tags a page is filed on the site: by its kind, unit and program."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation

from contentdesk.models import Kind, Material
from contentdesk.organization.models import Program, Unit, User
from contentdesk.permissions import may_retry
from contentdesk.wordpress import pausing
from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.models import SiteEvent, Term

CATEGORY, TAG, NOTHING = Term.Taxonomy.CATEGORY, Term.Taxonomy.TAG, Term.Taxonomy.NOTHING
# What counts as long as nobody has decided otherwise.
USUAL = {"kind": CATEGORY, "unit": TAG, "program": TAG}


@dataclass(frozen=True)
class Subject:
    """Something that pages are filed by; `own_name` is how the portal itself calls it."""

    key: str
    own_name: str

    @property
    def group(self) -> str:
        """kind, unit or program."""
        return self.key.partition(":")[0]


def subjects_of(material: Material) -> list[Subject]:
    """By what a page of this material is filed."""
    found = [_of_kind(Kind(material.kind)), _of(material.unit)]
    return [*found, _of(material.program)] if material.program else found


def all_subjects() -> list[Subject]:
    """Everything that pages are or may be filed by, kinds first."""
    kinds = [_of_kind(kind) for kind in Kind]
    units = [_of(unit) for unit in Unit.objects.filter(active=True)]
    return [*kinds, *units, *(_of(program) for program in Program.objects.filter(active=True))]


def _of_kind(kind: Kind) -> Subject:
    # Read by the public, so in the language of the centre.
    with translation.override(settings.LANGUAGE_CODE):
        return Subject(f"kind:{kind.value}", str(kind.label))


def _of(owner: Unit | Program) -> Subject:
    return Subject(f"{type(owner).__name__.lower()}:{owner.pk}", owner.name)


def term_of(subject: Subject, known: dict[str, Term]) -> Term:
    """The decision about a subject among those `known` by its key, or the usual one."""
    usual = Term(subject=subject.key, taxonomy=USUAL[subject.group])
    return known.get(subject.key, usual)


def known_terms(subjects: list[Subject]) -> dict[str, Term]:
    """What was decided and found so far about these subjects, by key."""
    rows = Term.objects.filter(subject__in=[subject.key for subject in subjects])
    return {term.subject: term for term in rows}


def filed_under(wordpress: WordPress, material: Material, generation: int) -> dict[str, list[int]]:
    """The numbers of the `categories` and `tags` of a material's page; made if they are missing.

    Numbers once found on this generation of the site are kept: a term renamed on WordPress stays
    the one it was.
    """
    numbers: dict[str, list[int]] = defaultdict(list, {CATEGORY: [], TAG: []})
    for term, name in _named(material):
        if term.term_id is None or (term.found_as, term.generation) != (name, generation):
            term.term_id = wordpress.ensure_term(term.taxonomy, name)
            found = {"term_id": term.term_id, "found_as": name, "generation": generation}
            Term.objects.update_or_create(
                subject=term.subject,
                defaults=found,
                create_defaults={"taxonomy": term.taxonomy, **found},
            )
        numbers[term.taxonomy].append(term.term_id)
    return {taxonomy: sorted(set(ids)) for taxonomy, ids in numbers.items()}


def _named(material: Material) -> Iterator[tuple[Term, str]]:
    subjects = subjects_of(material)
    known = known_terms(subjects)
    for subject in subjects:
        term = term_of(subject, known)
        if term.taxonomy != NOTHING:
            yield term, term.name or subject.own_name


def forget(material: Material) -> None:
    """The site has not kept these numbers: they are looked up by name again the next time."""
    keys = [subject.key for subject in subjects_of(material)]
    Term.objects.filter(subject__in=keys).update(term_id=None)


def decide(subject: Subject, *, taxonomy: str, name: str, actor: User) -> bool:
    """File pages of this subject so from their next publication on; False when it was so already.

    `name` may be empty: then the portal's own name counts. Raises PermissionDenied.
    """
    if not may_retry(actor):
        raise PermissionDenied
    with transaction.atomic():
        site = pausing.state_of_site()
        term = term_of(subject, known_terms([subject]))
        if (term.taxonomy, term.name) == (taxonomy, name):
            return False
        term.taxonomy, term.name, term.term_id = taxonomy, name, None
        term.save()
        told = {"subject": subject.key, "taxonomy": taxonomy, "name": name}
        SiteEvent.record(site, "file_under", actor=actor, data=told)
    return True
